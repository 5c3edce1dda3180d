import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context, Route } from '../../../platform/http/route.ts';
import { folderStore } from '../../../platform/objects/index.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { isGatewayClosed } from '../../../platform/postgres/restored.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { freeBytesHandlers } from '../../../platform/procedures/free-bytes.ts';
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

test('files of what was filed go with the record, by the same list and nothing else, and their bytes after it; what they were can be proven: Art. 29.2', async () => {
  const { db, ownerDb } = it.test;
  const root = await mkdtemp(join(tmpdir(), 'disposal-'));
  const store = await folderStore(root);
  const put = async (text: string): Promise<string> => {
    const { sha256 } = await store.put(Readable.from([Buffer.from(text)]), { maxBytes: 100, inspect: async () => null });
    await utimes(join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256), new Date(0), new Date(0)); // as old as its record
    return sha256;
  };
  const [shared, own] = [await put('also a paper of a case'), await put('of the record alone')];
  const [grant, entry] = [uuidv7(), uuidv7()];
  const [first, second, ofMove, free] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  for (const [id, sha256, version, at] of [[first, shared, null, grant], [second, own, null, grant], [ofMove, shared, 1, grant], [free, own, null, null]] as const) {
    await sql`insert into attachment (region, id, case_region, case_id, move_version, name, media, bytes, sha256, org, made_by) values ('320800', ${id}, ${at === null ? null : '320800'}, ${at}, ${version}, '成效.pdf', 'application/pdf', 1, ${sha256}, ${other}, ${uuidv7()})`.execute(db);
  }
  await sql`select make_partitions('2020-02-01T00:00:00+08', '2020-02-02T00:00:00+08')`.execute(db);
  await sql`insert into usage_entry (region, id, number, grant_id, kind, body, attachments, org, person, on_day, at)
    values ('320800', ${entry}, 'SJ-1', ${grant}, 'effect', '{}', ${[first, second]}::uuid[], ${other}, ${uuidv7()}, '2020-02-01', '2020-02-01T09:00:00+08')`.execute(db);
  const left = async () => (await sql<{ id: string }>`select id from attachment order by id`.execute(db)).rows.map((row) => row.id);
  const all = [first, second, ofMove, free].sort();
  const mustStay = async () => {
    for (const as of [db, ownerDb]) {
      await sql`delete from attachment where case_id is not null`.execute(as);
      await sql`update attachment set case_region = null, case_id = null where case_id is not null`.execute(as);
    }
    expect(await left()).toEqual(all);
  };
  await mustStay();
  const [routes, officer] = [disposalRoutes(it.deps), actor('platform-audit')];
  const { lists } = await call(routes, 'POST', '/disposal/lists', officer, { body: { partition: 'call_record_p20200201', reason: '保存期满三年' } });
  const list = lists.find((one: { partition: string }) => one.partition === 'call_record_p20200201');
  expect(list).toMatchObject({ rows: 1, files: 2 });
  await mustStay(); // seen, not approved
  await call(routes, 'POST', '/disposal/lists/:id/approve', actor('lead'), { params: { id: list.id } });
  expect(await left()).toEqual([ofMove, free].sort());
  const proof = await sql<{ body: string }>`select body from ledger_pending where kind = 'disposal-files'`.execute(db);
  expect(proof.rows.map((row) => JSON.parse(row.body) as unknown)).toEqual([{ list: list.id, sha256: [own, shared].sort() }]);
  const queued = await sql<{ body: unknown }>`select body from outbox where topic = 'bytes.free'`.execute(db);
  const runs = () => transact(db, (tx) => freeBytesHandlers(store)['bytes.free']?.(tx, { body: queued.rows[0]?.body } as never) ?? Promise.reject(new Error('no handler')));
  await runs();
  expect([await store.size(own), await store.size(shared)]).toEqual([19, 22]); // an upload of the same bytes is still there
  await sql`delete from attachment where id = ${free}`.execute(db);
  await runs();
  expect([await store.size(own), await store.size(shared)]).toEqual([undefined, 22]);
  await rm(root, { recursive: true });
});
