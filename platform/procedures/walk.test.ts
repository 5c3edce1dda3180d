import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLawError } from '../../law/errors.ts';
import { addDays } from '../../law/plain-date.ts';
import { verifyLedger } from '../ledger/index.ts';
import { transact } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { clocksForLedger } from './ledger-clocks.ts';
import { casesUnlikeMoves, contentsForLedger, movesForLedger } from './ledger-moves.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';
import { checkWorklists } from './worklist-check.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db, '2026-08-03'); });
afterAll(() => base.drop());

/** A seeded generator, so that a failure can be walked again. */
function dice(seed: number): (sides: number) => number {
  let state = seed >>> 0;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const seed = 809;

test(`a random walk of twelve cases (seed ${seed}): lists fit their cases, clocks their events, the ledger every move`, async () => {
  const roll = dice(seed);
  const people = [town.clerk, town.head, town.providerClerk, town.providerHead, town.reviewer];
  const refs = await Promise.all(Array.from({ length: 12 }, async () => (await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() })).ref));
  let taken = 0;
  for (let step = 0; step < 400; step += 1) {
    if (roll(8) === 0) {
      town.directory.movesTo(addDays(town.directory.today, 1 + roll(4)));
      await town.engine.sweep();
    }
    const ref = refs[roll(refs.length)] ?? '';
    const actor = people[roll(people.length)] ?? town.clerk;
    const page = await town.engine.view(actor, ref).catch((thrown: unknown) => {
      if (isLawError(thrown, 'CASE_NOT_FOUND') && actor.org !== town.clerk.org) return undefined; // it has not reached them yet
      throw thrown;
    });
    if (page === undefined) continue;
    const { acts, version } = page;
    const free = acts.filter((act) => act.disabledBecause === null && !['hand-over', 'delegation', 'copy'].includes(act.act) && (act.act !== 'withdraw' || roll(6) === 0));
    const act = free[roll(free.length)];
    if (act === undefined) continue;
    const fields = Object.fromEntries(act.states.map((field) => [field, valueOf(field)]));
    const done = await town.engine.move(actor, ref, act.act, fields, { requestId: crypto.randomUUID(), version }).catch((thrown: unknown) => {
      if (isLawError(thrown, 'REMINDER_TOO_SOON') || isLawError(thrown, 'REMINDER_NOBODY')) return undefined;
      throw new Error(`seed ${seed}, step ${step}: ${act.act} of ${ref}`, { cause: thrown });
    });
    if (done !== undefined) taken += 1;
  }
  expect(taken).toBeGreaterThan(100);
  expect(await checkWorklists(town.engine, false)).toEqual([]);
  const report = await transact(base.db, (tx) => verifyLedger(tx, { kept: [], moves: movesForLedger(tx), cases: casesUnlikeMoves(tx), contents: contentsForLedger(tx), clocks: clocksForLedger(tx, town.directory) }));
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.moves).toBeGreaterThan(taken);
  const open = await sql<{ n: number }>`
    select count(*) as n from clock join legal_case c on c.region = clock.region and c.id = clock.case_id where not c.open and clock.stopped_on is null`.execute(base.db);
  expect(open.rows[0]?.n).toBe(0);
});

function valueOf(field: string): unknown {
  if (field === 'supplyBy' || field === 'replyBy') return addDays(town.directory.today, 9);
  if (field === 'clock') return 'reply';
  if (field === 'days') return 3;
  if (field === 'opinion' || field === 'reason') return '说明';
  return { ...statement, ...proposal }[field as keyof typeof statement] ?? ['x'];
}
