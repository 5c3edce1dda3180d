import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptDays, retention } from '../../law/retention.ts';
import type { Retention } from '../../law/retention.ts';
import { folderStore } from '../../platform/objects/index.ts';
import { sequenceAll, verifyLedger } from '../../platform/ledger/index.ts';
import { movesForLedger } from '../../platform/procedures/ledger-moves.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { shipLines } from '../../processes/usage/index.ts';
import { recordOf } from '../../plane/records/sample.fixture.ts';
import { copyLine } from '../../processes/usage/index.ts';
import { batchesOf } from '../commands/ledger.ts';
import { town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';
import { allJobs } from './jobs.ts';
import type { JobParts } from './jobs.ts';

let it: Town;
let folder = '';
let jobs: ReturnType<typeof allJobs>;
beforeAll(async () => {
  it = await town({ roles: 'console' });
  folder = mkdtempSync(join(tmpdir(), 'retention-'));
  const parts = { engine: it.platform.engine, home: folder, store: await folderStore(folder), pool: it.database.pool, log: { error: () => undefined }, sealing: { until: 0, bindingsUntil: 0 } } as unknown as JobParts;
  jobs = allJobs(parts);
});
afterAll(async () => {
  await it.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kinds: readonly Retention[] = Object.values(retention);

test('every table of the database stands in the table of retention once, and every job that it names runs', async () => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(it.database.ownerDb);
  expect(kinds.flatMap((kind) => kind.tables).sort()).toEqual(rows.map((row) => row.name));
  const named = kinds.filter((kind) => 'days' in kind.keeps).map((kind) => kind.by);
  expect(named.filter((name) => !jobs.some((job) => job.name === name))).toEqual([]);
});

const run = async (): Promise<void> => {
  for (const name of new Set(kinds.flatMap((kind) => ('days' in kind.keeps && kind.by !== null ? [kind.by] : [])))) {
    const job = jobs.find((each) => each.name === name);
    while (await job?.run() === true);
  }
};
const count = async (table: string): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(it.database.ownerDb)).rows[0]?.n ?? -1;

test('what is older than its days goes by its job, what is younger stays; records go by the reviewed list; the ledger verifies right afterwards', async () => {
  const { db, ownerDb, pool } = it.database;
  const clerk = it.client('labour.clerk');
  const person = (await clerk.get('/api/session')).person.id as string;
  const draft = await it.client('education.cataloguer').open('catalog', { act: 'compile', name: '高校名单' });
  expect(draft).toMatch(/^320800-/);
  await sql`select make_partitions(now() - interval '800 days', now() - interval '700 days')`.execute(db);
  for (const over of [-1, 1]) {
    const ago = (kind: Parameters<typeof keptDays>[0]) => sql`now() - make_interval(days => ${keptDays(kind) + over})`;
    await sql`insert into notification (region, person, at, id, org, text) values ('320800', ${person}, ${ago('notifications')}, ${uuidv7()}, 'x', 'x')`.execute(db);
    await sql`insert into form_draft (region, person, org, post, kind, form, about, body, saved_at) values ('320800', ${person}, 'x', 'clerk', 'form', 'usage', ${String(over)}, '{}', ${ago('typed')})`.execute(db);
    await sql`insert into outbox (region, id, topic, body, due_at, tries) values ('320800', ${uuidv7()}, 'x', '{}', ${ago('outbox')}, 20)`.execute(db);
    await sql`insert into session (id, token_hash, person, stage, address, ends_at, ended_at, ended_why) values (${uuidv7()}, sha256(${uuidv7()}::bytea), ${person}, 'password', 'x', ${ago('sessions')}, ${ago('sessions')}, 'logout')`.execute(db);
    await sql`insert into login_failure values (${`subject ${over}`}, 1, ${ago('failures')}, ${ago('failures')})`.execute(db);
    await sql`insert into one_time_link (hash, purpose, ends_at, used_at) values (sha256(${uuidv7()}::bytea), 'setup', ${ago('links')}, ${ago('links')})`.execute(db);
    await sql`insert into refused_call values ('320800', date_trunc('minute', ${ago('refused')}), 'incomplete', '10.0.0.0/24', 1)`.execute(db);
    await sql`insert into case_request (region, request_id, case_id, version, person, act, answer, at) values ('320800', ${uuidv7()}, ${uuidv7()}, 1, ${person}, 'x', '{}', ${ago('answers')})`.execute(db);
    await sql`insert into wire_secret (rid, sid, nth, issued_at, ends_at, sealed) values (${uuidv7()}, 'x', 1, ${ago('secrets')} - interval '1 hour', ${ago('secrets')}, '\\x00')`.execute(db);
    const sandbox = { region: '320800', id: uuidv7(), opened: ago('sandboxes'), key: uuidv7() };
    await sql`insert into sandbox (region, id, org, entry_region, entry, entry_version, service_kind, shape, quota_day, quota_minute, opened_by, opened_at, ends_at, closed_at, closed_why)
      values (${sandbox.region}, ${sandbox.id}, 'x', '320800', ${uuidv7()}, 1, 'query', '{}', 1, 1, ${person}, ${sandbox.opened} - interval '1 day', ${sandbox.opened}, ${sandbox.opened}, 'term')`.execute(db);
    await sql`insert into sandbox_event (region, id, sandbox, what) values ('320800', ${uuidv7()}, ${sandbox.id}, 'closed')`.execute(db);
    await sql`insert into sandbox_call (region, sandbox, day, door, reason, n, last_at) values ('320800', ${sandbox.id}, '2026-01-01', 'rest', '', 1, now())`.execute(db);
    await sql`insert into credential (rid, sid, nth, region, grant_id, sealed) values (${sandbox.key}, 'x', 1, '320800', ${sandbox.id}, '\\x00')`.execute(db);
  }
  const tables = ['form_draft', 'notification', 'outbox', 'session', 'login_failure', 'one_time_link', 'refused_call', 'wire_secret', 'sandbox', 'sandbox_event', 'sandbox_call', 'credential'] as const;
  const before = new Map(await Promise.all(tables.map(async (table) => [table, await count(table)] as const)));
  // A batch of calls of 2020, disposed of by the list; and one of today.
  await sql`select make_partitions('2020-01-01T00:00:00+08', '2020-01-02T00:00:00+08')`.execute(db);
  for (const atMs of [Date.parse('2020-01-01T10:00:00+08:00'), Date.now()]) await shipLines(pool, '320800', Buffer.from(copyLine({ ...recordOf(), atMs })));
  const list = uuidv7();
  await sql`insert into disposal_list (id, partition, rows, reason, made_by, seen_by, seen_at, approved_by, approved_at) values (${list}, 'call_record_p20200101', 1, '期满', ${person}, ${person}, now(), ${uuidv7()}, now())`.execute(ownerDb);
  await sql`select drop_expired('call_record_p20200101', ${list})`.execute(db);
  await run();
  for (const table of tables) expect([table, await count(table)]).toEqual([table, (before.get(table) ?? 0) - 1]);
  expect(await count('call_record')).toBe(1);
  await sequenceAll(db);
  const report = await verifyLedger(db, { kept: [], moves: movesForLedger(db), batches: batchesOf(db) });
  expect([report.ok, report.problems]).toEqual([true, []]);
});

test('a draft that nobody outside ever saw is emptied after its days; the case and its moves stay', async () => {
  const { db, ownerDb } = it.database;
  const [id, seen] = [uuidv7(), uuidv7()];
  for (const [one, number] of [[id, null], [seen, 'SQ-320800-2026-900001']] as const) {
    await sql`insert into legal_case (region, id, kind, number, title, state, version, open, created_at, moved_at) values ('320800', ${one}, 'application', ${number}, '申请', 'withdrawn', 2, false, now(), now() - interval '200 days')`.execute(db);
    await sql`insert into application (region, id, entry_region, entry, entry_version, body) values ('320800', ${one}, '320800', ${uuidv7()}, 1, '{"purpose":"核验"}')`.execute(ownerDb);
  }
  await run();
  const { rows } = await sql<{ body: unknown }>`select body from application order by id`.execute(db);
  expect(rows.map((row) => row.body)).toEqual([{}, { purpose: '核验' }]);
  expect(await count('legal_case')).toBeGreaterThanOrEqual(3);
});
