import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LampKind } from '../../law/clock-lamp.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { standing } from './case-rows.ts';
import { notesAsked } from './store/listed.ts';
import { searchCases } from './store/case-search.ts';
import { processOf, type Notes } from './process.ts';
import { createEngine } from './engine.ts';
import { writeCursor } from './cursor.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { bareApplication, engineTown, proposal, type Town } from './testing-application.ts';
import { codes } from './testing.ts';
import type { Actor } from './ports.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => {
  base = await testDatabase();
  town = engineTown(base.db);
  await cases();
});
afterAll(() => base.drop());

/** Cases in every lamp on 2026-10-19: late, due, near, paused, done, done late, none. */
async function cases(): Promise<void> {
  for (const day of ['2026-09-25', '2026-09-28', '2026-09-30', '2026-10-09', '2026-10-14', '2026-10-19']) {
    town.directory.movesTo(day);
    for (let n = 0; n < 3; n += 1) await town.received();
    const asked = await town.received();
    await town.act(town.providerClerk, asked, 'ask', { points: ['x'], supplyBy: '2026-11-20' });
    const granted = await town.received(day < '2026-10-01' ? 'unconditional' : 'conditional');
    if (day < '2026-09-28') town.directory.movesTo('2026-09-30');
    await town.act(town.providerClerk, granted, 'propose', proposal);
    await town.act(town.providerHead, granted, 'grant');
    await town.engine.open(town.clerk, 'application', 'create', { entry: 'e', entryRegion: '320800' }, { requestId: crypto.randomUUID() });
  }
  town.directory.movesTo('2026-10-19');
  await town.engine.sweep();
}

const lamps: readonly LampKind[] = ['normal', 'near', 'due', 'late', 'paused', 'done', 'done-late', 'none'];

async function pages(actor: Actor, query: { readonly lamp?: LampKind; readonly side?: 'any' | 'provider' | 'authority' | 'requester' }, size: number): Promise<{ refs: string[]; lamps: Set<string>; total: number }> {
  const refs: string[] = [];
  const seen = new Set<string>();
  for (let after: string | undefined; ;) {
    const page = await town.engine.list(actor, 'application', { side: 'any', ...query, size, ...(after === undefined ? {} : { after }) });
    if (page.after !== null) expect(page.rows).toHaveLength(size);
    refs.push(...page.rows.map((row) => row.ref));
    for (const row of page.rows) seen.add(row.lamp.kind);
    if (page.after === null) return { refs, lamps: seen, total: page.total };
    after = page.after;
  }
}

test.each(['clerk', 'providerClerk', 'reviewer'] as const)('a list by lamp comes in full pages, without loss or repeat, and each row shows that lamp: %s', async (who) => {
  const actor = town[who];
  const all = await town.engine.list(actor, 'application', { side: 'any', size: 100 });
  const found = new Set<string>();
  for (const lamp of lamps) {
    const wanted = all.rows.filter((row) => row.lamp.kind === lamp).map((row) => row.ref);
    const page = await pages(actor, { lamp }, 2);
    expect(page.refs).toEqual(wanted);
    expect([...page.lamps]).toEqual(wanted.length === 0 ? [] : [lamp]);
    expect(page.total).toBe(wanted.length);
    if (wanted.length > 0) found.add(lamp);
  }
  expect(found.size).toBe(who === 'reviewer' ? 6 : 7); // drafts are the requester's alone; whoever is not asked to complete sees the clock that stands
});

test.each(['clerk', 'providerClerk', 'reviewer'] as const)('the index on the dates of lamps gives the same as a look at every case: %s', async (who) => {
  const { org } = town[who];
  const { table } = bareApplication();
  const weights = Object.fromEntries(Object.keys(table.clocks).map((name) => [name, standing(table, name)]));
  const filter = { org, kind: 'application', officer: false, notes: notesAsked([]), sides: ['requester', 'provider', 'authority', 'other'] as const, states: Object.keys(table.states), after: null, limit: 100 };
  for (const kind of lamps) {
    const lamp = { kind, today: '2026-10-19' as PlainDate, weights };
    const [looked, byIndex] = [await searchCases(base.db, filter, { question: null, lamp }), await searchCases(base.db, filter, { question: null, lamp }, { words: 1, lamp: 1, few: 20_000, further: 1_000 })];
    expect([kind, byIndex.rows.map(({ row }) => row.id), byIndex.total]).toEqual([kind, looked.rows.map(({ row }) => row.id), looked.total]);
  }
});

test.each(['nonsense', writeCursor('2026-02-30', crypto.randomUUID()), writeCursor('2026-02-30T10:00:00Z', crypto.randomUUID()), writeCursor('2026-02-20T29:00:00Z', crypto.randomUUID()), writeCursor('2026-02-20T10:00:00Z', 'x')])('a place in a list that is none of ours is refused: %s', async (after) => {
  await expect(town.engine.list(town.clerk, 'application', { side: 'any', size: 5, after })).rejects.toThrow('翻页');
  await expect(town.engine.worklist(town.clerk, { size: 5, after })).rejects.toThrow('翻页');
  await expect(town.engine.worklist(town.clerk, { size: 5, after }, 'done')).rejects.toThrow('翻页');
});

test('what a process says of its cases stands in the row; it is read in the statement of the page, whichever list it is', async () => {
  const notes: Notes<readonly [state: string, version: number]> = {
    asks: sql`(select json_build_array(n.state, n.version) from legal_case n where n.region = c.region and n.id = c.id)`,
    says: (found, it, viewer) => (viewer === codes.education && found?.[0] === 'received' && it.state === found[0] ? '经办人已拟：同意 2 项，不同意 1 项' : null),
  };
  const engine = createEngine({ db: base.db, directory: town.directory, processes: [processOf(bareApplication().table, { ...bareApplication(), notes } as never) as never] });
  const { rows } = await engine.list(town.providerClerk, 'application', { side: 'any', size: 100 });
  expect(new Set(rows.filter((row) => row.note !== null).map((row) => row.state))).toEqual(new Set(['received']));
  expect((await engine.worklist(town.providerClerk, { size: 50 })).rows.find((row) => row.state === 'received')?.note).toBe('经办人已拟：同意 2 项，不同意 1 项');
  expect((await engine.list(town.clerk, 'application', { side: 'any', size: 100 })).rows.every((row) => row.note === null)).toBe(true);
});
