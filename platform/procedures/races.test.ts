import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLawError } from '../../law/errors.ts';
import { openDatabase } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { engineTown, statement, type Town } from './testing-application.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => { base = await testDatabase(); town = engineTown(base.db); });
afterAll(() => base.drop());

const create = { entry: 'e', entryRegion: '320800' };
const many = <T>(n: number, work: (n: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> => Promise.allSettled(Array.from({ length: n }, (_, at) => work(at)));

test('of 16 clients with one move one wins, the others are told what changed; the case moved once', async () => {
  const { engine, clerk } = town;
  const { ref } = await engine.open(clerk, 'application', 'create', create, { requestId: crypto.randomUUID() });
  const results = await many(16, () => engine.move(clerk, ref, 'submit', statement, { requestId: crypto.randomUUID(), version: 1 }));
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results) if (result.status === 'rejected') expect(isLawError(result.reason, 'VERSION_STALE')).toBe(true);
  expect((await engine.view(clerk, ref)).timeline.map((move) => move.act)).toEqual(['submit', 'create']);
});

test('one request id acts once: every repeat has the same answer, also at the same time and for opening', async () => {
  const { engine, clerk, head } = town;
  const requestId = crypto.randomUUID();
  const opened = await Promise.all(Array.from({ length: 8 }, () => engine.open(clerk, 'application', 'create', create, { requestId })));
  expect(new Set(opened.map((answer) => answer.ref)).size).toBe(1);
  const ref = opened[0]?.ref ?? '';
  const id = crypto.randomUUID();
  const moved = await Promise.all(Array.from({ length: 8 }, () => engine.move(clerk, ref, 'submit', statement, { requestId: id, version: 1 })));
  expect(new Set(moved.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(moved[0]?.number).toMatch(/^SQ-320800-2026-\d{6}$/);
  expect(await engine.move(clerk, ref, 'submit', statement, { requestId: id, version: 1 })).toEqual(moved[0]);
  const another = crypto.randomUUID();
  const sent = await engine.move(head, ref, 'approve', { vouches: true }, { requestId: another, version: 2 });
  expect(await engine.move(head, ref, 'approve', { vouches: true }, { requestId: another, version: 2 })).toEqual(sent);
  expect(sent).toMatchObject({ state: 'received', version: 4 });
  await expect(engine.move(head, ref, 'comment', { opinion: 'x' }, { requestId: id, version: 4 })).rejects.toThrow('同一请求编号');
});

test('numbers have no gaps under 16 clients, also where some roll back', async () => {
  const { engine, clerk } = town;
  const before = await numbers();
  await many(48, async (n) => {
    const { ref } = await engine.open(clerk, 'application', 'create', create, { requestId: crypto.randomUUID() });
    await engine.move(clerk, ref, n % 6 === 0 ? 'nothing' : 'submit', statement, { requestId: crypto.randomUUID(), version: 1 });
  });
  const after = await numbers();
  expect(after).toEqual(Array.from({ length: before.length + 40 }, (_, n) => n + 1));
});

async function numbers(): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select right(number, 6)::int as n from legal_case where number is not null order by 1`.execute(base.db);
  return rows.map((row) => row.n);
}

test('a move and its ledger entry are there together or not at all, whenever the connection breaks', async () => {
  for (let round = 0; round < 6; round += 1) {
    const own = openDatabase(base.url, { max: 4, name: `broken-${round}` });
    const doomed = engineTown(own.db);
    const work = many(4, async () => {
      const { ref } = await doomed.engine.open(doomed.clerk, 'application', 'create', create, { requestId: crypto.randomUUID() });
      await doomed.engine.move(doomed.clerk, ref, 'submit', statement, { requestId: crypto.randomUUID(), version: 1 });
    });
    await new Promise((resolve) => setTimeout(resolve, 5 + round * 7));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${`broken-${round}`}`.execute(base.db);
    await work;
    await own.close();
  }
  const { rows } = await sql<{ moves: number; entries: number; cases: number }>`
    select (select count(*) from case_move) as moves,
      (select count(*) from ledger_pending p join case_move m on p.kind = 'move' and p.subject = m.region || '-' || m.case_id and (p.body::jsonb ->> 'version')::int = m.version) as entries,
      (select count(*) from legal_case c where not exists (select from case_move m where m.region = c.region and m.case_id = c.id and m.version = c.version)) as cases`.execute(base.db);
  expect(rows[0]?.entries).toBe(rows[0]?.moves);
  expect(rows[0]?.cases).toBe(0);
});
