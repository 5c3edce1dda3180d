import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context, Route } from '../../../platform/http/route.ts';
import { isGatewayClosed } from '../../../platform/postgres/restored.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { office } from '../testing.ts';
import type { Office } from '../testing.ts';
import { disposalRoutes, restorationRoutes } from './routes.ts';

let it: Office;
const authority = '11320800PDY0000361';
const other = '11320800PDY00001X6';
beforeAll(async () => {
  it = await office();
  await sql`insert into organisation (code, region, name, short_name, kind, authority, since) values
    (${authority}, '320800', '市数据局', '市数据局', 'authority', null, '2025-01-01'), (${other}, '320800', '市教育局', '市教育局', 'department', ${authority}, '2025-01-01')`.execute(it.test.db);
  await sql`insert into platform (region, org, name) values ('320800', ${authority}, '淮安市政务数据共享平台')`.execute(it.test.db);
});
afterAll(() => it.stop());

const actor = (post: Actor['post'], org = authority): Actor => ({ person: uuidv7(), kind: 'staff', org, region: '320800', post, session: uuidv7() });

/** The handler as the server calls it, after permission and shape. */
function call(routes: readonly Route[], method: string, path: string, who: Actor, input: Record<string, unknown> = {}): Promise<any> {
  const found = routes.find((each) => each.method === method && each.path === path) as Route;
  return found.handle({ actor: who } as Context, input as never);
}

test('the gateway opens after a restoration when both have confirmed, and the ledger says who', async () => {
  const { db, ownerDb } = it.test;
  await sql`insert into restored (id, backup_made_at, ledger_size, ledger_root) values (${uuidv7()}, now(), 5, ${'0'.repeat(64)})`.execute(ownerDb);
  const routes = restorationRoutes(it.deps);
  const officer = actor('platform-security');
  const { rows: [waiting] } = await call(routes, 'GET', '/gateway/restorations', officer);
  const confirm = (who: Actor) => call(routes, 'POST', '/gateway/restorations/:id/confirm', who, { params: { id: waiting.id }, body: { note: '已核对停用的密钥' } });
  expect((await confirm(officer)).rows).toMatchObject([{ security: true, authority: false }]);
  await expect(confirm(officer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(confirm(actor('lead', other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await isGatewayClosed(db)).toBe(true);
  expect((await confirm(actor('lead'))).rows).toEqual([]);
  expect(await isGatewayClosed(db)).toBe(false);
  const { rows } = await sql<{ n: number }>`select count(*) as n from ledger_pending where kind = 'restoration-confirmed'`.execute(db);
  expect(rows[0]?.n).toBe(2);
});

test('records go after their time, listed by the audit officer and approved by the head of the authority: Art. 29.2', async () => {
  const { db } = it.test;
  await sql`select make_partitions('2020-01-01T00:00:00+08', '2020-01-02T00:00:00+08')`.execute(db);
  const routes = disposalRoutes(it.deps);
  const officer = actor('platform-audit');
  const before = await call(routes, 'GET', '/disposal', officer);
  const partition = 'call_record_p20200101';
  expect(before.expired).toContainEqual(expect.objectContaining({ partition, keepUntil: '2023-01-02' }));
  expect(before.expired.map((each: { partition: string }) => each.partition)).not.toContain('case_move_p2020'); // kept for ever
  const make = (name: string) => call(routes, 'POST', '/disposal/lists', officer, { body: { partition: name, reason: '保存期满三年' } });
  await expect(make('case_move_p2020')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const { lists: [list], expired } = await make(partition);
  expect(list).toMatchObject({ partition, rows: 0, seenBy: officer.person, approvedBy: null });
  expect(expired.map((each: { partition: string }) => each.partition)).not.toContain(partition);
  await expect(make(partition)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const approve = (who: Actor) => call(routes, 'POST', '/disposal/lists/:id/approve', who, { params: { id: list.id } });
  await expect(approve(actor('lead', other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(approve({ ...actor('lead'), person: officer.person })).rejects.toMatchObject({ code: 'DISPOSAL_LIST_NOT_APPROVED' });
  const lead = actor('lead');
  expect((await approve(lead)).lists).toMatchObject([{ approvedBy: lead.person, doneAt: expect.any(String) }]);
  const { rows } = await sql`select from partition_kept where partition = ${partition}`.execute(db);
  expect(rows).toEqual([]);
  await expect(approve(lead)).rejects.toMatchObject({ code: 'DISPOSAL_LIST_NOT_APPROVED' });
});
