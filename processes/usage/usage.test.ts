import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { call, refresh, type WireKey } from '../../plane/client.fixture.ts';
import { transact } from '../../platform/postgres/database.ts';
import { addDisposal } from '../../platform/postgres/disposal.ts';
import { verifyLedger } from '../../platform/ledger/index.ts';
import { dropUnclaimed } from '../../platform/procedures/store/attachments.ts';
import { sequenceAll } from '../../platform/ledger/sequencer.ts';
import { binds, connects, deleted, inUse, publishes, universities, type Entry } from '../../tests/market.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { someSchool, startProvider, type ProviderDatabase } from '../../tests/provider.ts';
import { organisations, town, type Town } from '../../tests/town.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { copyLine, countStrayCalls, keepForGrants, recomputedBatches, remindDue, shipLines, type CallRecord } from './index.ts';
import { kindsOf, type Judged } from './kinds.ts';

/** 使用记录 (Art. 29 ¶2): what the platform writes itself, what the requester adds, who may read it. */
let it: Town;
let provider: ProviderDatabase;
let entry: Entry;
let grant: string;
let key: WireKey;
beforeAll(async () => {
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway' }), startProvider()]);
  entry = await publishes(it, universities);
  await binds(it, await connects(it, provider), entry, 'university');
  ({ grant, key } = await inUse(it, entry, { items: [1, 2, 3, 4], purpose: '核对院校名称' }));
  const { secret } = await refresh(it.base, key);
  for (let n = 0; n < 12; n += 1) await call(it.base, key, { secret: secret as string, query: { school_code: someSchool }, headers: { 'shuqiao-person': n % 3 === 0 ? 'window-1' : 'window-2' } });
  await call(it.base, key, { secret: secret as string });
  await shipped(13);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});
/** Records arrive within a second or two. */
async function shipped(n: number): Promise<void> {
  for (const until = Date.now() + 30_000; ; ) {
    const { rows } = await sql<{ n: number }>`select coalesce(sum(repeats), 0)::int as n from call_record`.execute(it.database.db);
    if ((rows[0]?.n ?? 0) >= n) return;
    expect(Date.now()).toBeLessThan(until);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const page = (who: string, path = '') => it.client(who).ask('GET', `/api/usage/${grant}${path}`);

test('thirty days, sums, persons, and each call with what it was: by the platform itself', async () => {
  const { body } = await page('labour.clerk');
  expect(body.days).toHaveLength(30);
  expect(body.days.at(-1)).toMatchObject({ calls: 12, rows: 12, refused: 1 });
  expect(body.sums).toMatchObject({ calls: 12, refused: 1, failed: 0, persons: 3 });
  expect((await page('labour.clerk', '/persons')).body).toMatchObject([{ person: 'window-2', calls: 8 }, { person: 'window-1', calls: 4 }, { person: '', calls: 0, refused: 1 }]);
  const first = (await page('education.head', '/calls?size=5')).body;
  expect(first).toMatchObject({ total: 13, totalCapped: false, rows: [{ status: 'refused', reason: '缺少必填参数', statusZh: '被拒' }, { status: 'ok', items: [1, 2, 3, 4], rows: 1, address: '127.0.0.1' }, {}, {}, {}] });
  const rest = (await page('education.head', `/calls?size=50&after=${encodeURIComponent(first.after)}`)).body;
  expect(rest.rows).toHaveLength(8);
  expect((await page('education.head', '/calls?status=ok&person=window-1')).body.total).toBe(4);
  expect((await page('education.head', '/calls?after=x')).body.code).toBe('CURSOR_STALE');
});

test('requester, provider and the authority read it, every look is logged; for others it is absent', async () => {
  for (const who of ['labour.clerk', 'education.head', 'bureau.reviewer']) expect((await page(who)).status, who).toBe(200);
  expect((await page('civil.clerk')).status).toBe(404);
  expect((await it.client('civil.clerk').ask('GET', '/api/usage/320800-01970000-0000-7000-8000-000000000000')).status).toBe(404);
  expect((await page('labour.cataloguer')).status).toBe(403);
  const looks = async () => (await sql`select 1 from access_log where act = '查阅使用记录' and result = 'ok'`.execute(it.database.db)).rows.length;
  await expect.poll(looks).toBeGreaterThanOrEqual(3);
});

test('the requester’s part is added, never changed: a correction names the old; nobody else adds to it', async () => {
  const clerk = it.client('labour.clerk');
  const path = `/api/usage/${grant}/records`;
  expect((await page('labour.clerk')).body.kinds.find((kind: { kind: string }) => kind.kind === 'effect')).toMatchObject({ state: 'not-yet' });
  const first = await clerk.post(path, { kind: 'effect', matters: 10, papers: 20, text: '审核时免交毕业证明' });
  expect(first.records).toMatchObject([{ zh: '应用成效', number: expect.stringMatching(/^SJ-320800-2026-\d{6}$/), text: '办理 10 件，免交证明 20 份。审核时免交毕业证明' }]);
  expect(first.kinds.find((kind: { kind: string }) => kind.kind === 'effect')).toMatchObject({ state: 'full' });
  const second = await clerk.post(path, { kind: 'effect', matters: 11, papers: 20, text: '审核时免交毕业证明', corrects: first.records[0].id });
  expect(second.records).toMatchObject([{ corrects: first.records[0].number }, { correctedBy: second.records[0].number }]);
  expect((await clerk.ask('POST', path, { kind: 'effect', matters: 1, papers: 1, text: '对不上的更正', corrects: '01970000-0000-7000-8000-000000000000' })).body.code).toBe('USAGE_ENTRY_NOT_FOUND');
  expect((await clerk.ask('POST', path, { kind: 'process', text: '手工' })).status).toBe(400);
  for (const [who, status] of [['education.clerk', 404], ['civil.clerk', 404], ['labour.head', 403]] as const) expect((await it.client(who).ask('POST', path, { kind: 'storage', where: '未留存', protected: '不适用', since: '2026-09-14' })).status, who).toBe(status);
  await expect(sql`update usage_entry set org = ''`.execute(it.database.db)).rejects.toThrow('permission denied');
  await expect(sql`delete from call_record`.execute(it.database.db)).rejects.toThrow('permission denied');
});

test('files of a usage record are its own: one’s own uploads, kept as long as the record, opened by both sides and nobody else; Art. 29.2', async () => {
  const clerk = it.client('labour.clerk');
  const path = `/api/usage/${grant}/records`;
  const upload = async (who: string): Promise<{ region: string; id: string }> => {
    const form = new FormData();
    form.append('file', new Blob(['%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'], { type: 'application/pdf' }), '成效.pdf');
    const answer = await fetch(`${it.base}/api/attachments`, { method: 'POST', headers: { 'x-shuqiao': '1', 'idempotency-key': crypto.randomUUID(), cookie: it.client(who).cookie }, body: form });
    expect(answer.status).toBe(200);
    return await answer.json() as { region: string; id: string };
  };
  const effect = { kind: 'effect', matters: 1, papers: 1, text: '附成效材料' };
  const [own, foreign] = [await upload('labour.clerk'), await upload('education.clerk')];
  for (const attachments of [[foreign.id], ['01970000-0000-7000-8000-000000000000']]) {
    expect((await clerk.ask('POST', path, { ...effect, attachments })).body.code).toBe('ATTACHMENT_FOREIGN');
  }
  expect((await clerk.post(path, { ...effect, attachments: [own.id] })).records[0]).toMatchObject({ attachments: [own.id] });
  expect((await clerk.ask('POST', path, { ...effect, attachments: [own.id] })).body.code).toBe('ATTACHMENT_FOREIGN'); // it belongs to the first record
  for (const [who, status] of [['labour.clerk', 200], ['education.head', 200], ['bureau.reviewer', 200], ['civil.clerk', 404]] as const) {
    expect((await it.client(who).ask('GET', `/api/attachments/${own.region}/${own.id}`)).status, who).toBe(status);
  }
  expect(await dropUnclaimed(it.database.db as never, new Date().toISOString(), 100)).toEqual(expect.any(Array));
  expect((await clerk.ask('GET', `/api/attachments/${own.region}/${own.id}`)).status).toBe(200);
});

test('the list of a department says what is missing; first use has accepted the delivery', async () => {
  const { rows } = await it.client('labour.clerk').get('/api/usage');
  expect(rows).toMatchObject([{ ref: grant, purpose: '核对院校名称', calls30: 12, refused30: 1, missing: [] }]);
  expect((await it.client('education.clerk').get('/api/usage?side=provider')).rows).toHaveLength(1);
  expect((await it.client('civil.clerk').get('/api/usage')).rows).toEqual([]);
});

test('batches in the ledger are the roots of the records as they lie there; one changed byte is found', async () => {
  await sequenceAll(it.platform.db);
  const roots = async () => { const all = []; for await (const batch of recomputedBatches(it.platform.db)) all.push(batch); return all; };
  const before = await roots();
  expect(before.reduce((sum, batch) => sum + batch.found, 0)).toBeGreaterThanOrEqual(13);
  const batches = async function* () { for (const batch of await roots()) yield { kind: 'calls', id: batch.id, rows: batch.found, root: batch.root, disposable: false } as const; };
  expect((await verifyLedger(it.platform.db, { kept: [], batches: batches() })).problems.filter((problem) => problem.what === 'batch-differs')).toEqual([]);
  await sql`alter table call_record no force row level security`.execute(it.database.ownerDb);
  const { rows: [partition] } = await sql<{ name: string }>`select tableoid::regclass::text as name from call_record limit 1`.execute(it.database.ownerDb);
  await sql.raw(`alter table ${partition?.name} no force row level security`).execute(it.database.ownerDb);
  await sql`update call_record set purpose = purpose || ' ' where id = (select id from call_record limit 1)`.execute(it.database.ownerDb);
  expect((await verifyLedger(it.platform.db, { kept: [], batches: batches() })).ok).toBe(false);
});

test('a record that stands in no batch is counted: somebody added it', async () => {
  expect(await countStrayCalls(it.platform.db)).toBe(0);
  const added = uuidv7();
  await sql`insert into call_record (region, at, id, grant_id, caller, purpose, items, rows, bytes, status, ms, address, batch)
    select region, at, ${added}::uuid, grant_id, caller, purpose, items, rows, bytes, status, ms, address, ${added}::uuid from call_record limit 1`.execute(it.database.ownerDb);
  expect(await countStrayCalls(it.platform.db)).toBe(1);
  const strays = async function* () { yield { kind: 'calls', rows: await countStrayCalls(it.platform.db) } as const; };
  expect((await verifyLedger(it.platform.db, { kept: [], strays: strays() })).problems.some((one) => one.say.includes('1 条不属于任何批次'))).toBe(true);
  await sql`delete from call_record where id = ${added}::uuid`.execute(it.database.ownerDb);
});

test('which of the five kinds are there, not due, or missing', () => {
  const base: Judged = { mode: 'service', state: 'active', purpose: '核验', systems: [], deliveredOn: '2025-09-01' as never, disposeBy: null, calls: 1, refused: 0, last: {} };
  const states = (over: Partial<Judged>, today: string) => kindsOf({ ...base, ...over }, today as never).map((kind) => kind.state).join(' ');
  for (const [over, today, is] of [
    [{}, '2026-09-01', 'full full not-yet not-yet not-yet'], [{}, '2026-09-02', 'full full missing not-yet not-yet'], [{ last: { effect: '2026-08-01' } }, '2027-08-01', 'full full full not-yet not-yet'],
    [{ mode: 'batch' }, '2025-10-01', 'full full not-yet missing not-yet'], [{ deliveredOn: null }, '2026-09-01', 'full not-yet not-yet not-yet not-yet'],
    [{ state: 'disposing', disposeBy: '2026-01-10', last: { effect: '2026-01-01' } }, '2026-01-11', 'full full full not-yet missing'], [{ state: 'disposed', last: { effect: '2026-01-01' } }, '2026-01-11', 'full full full not-yet full'],
  ] as const) expect(states(over as never, today), `${JSON.stringify(over)} ${today}`).toBe(is);
});

test('a good effect is made known by an authority of either side, once, to every department; a corrected one is not: Art. 9 ¶1', async () => {
  const records = (await page('bureau.reviewer')).body.records as { id: string; kind: string; correctedBy: string | null; mayPublish: boolean }[];
  const standing = records.find((one) => one.kind === 'effect' && one.correctedBy === null) as { id: string };
  const old = records.find((one) => one.correctedBy !== null) as { id: string };
  expect(records.filter((one) => one.mayPublish).map((one) => one.id)).not.toContain(old.id);
  expect((await page('labour.clerk')).body.records.some((one: { mayPublish: boolean }) => one.mayPublish)).toBe(false);
  const publish = (who: string, id: string) => it.client(who).ask('POST', `/api/usage/${grant}/records/${id}/typical`, { title: '补贴审核免交毕业证明', text: '审核系统直接核验毕业信息，申请人不再提交纸质证明。' });
  for (const who of ['labour.clerk', 'bureau.lead']) expect((await publish(who, standing.id)).status, who).toBe(403);
  expect((await publish('bureau.reviewer', old.id)).body.code).toBe('USAGE_NO_EFFECT');
  const { body: made } = await publish('bureau.reviewer', standing.id);
  expect((await publish('bureau.reviewer', standing.id)).body.code).toBe('USAGE_TYPICAL_ALREADY');
  const seen = (await it.client('civil.clerk').get('/api/usage/typical?q=毕业')).rows;
  expect(seen).toMatchObject([{ id: made.id, title: '补贴审核免交毕业证明', requesterName: '淮安市人力资源和社会保障局', providerName: '淮安市教育局', mine: false }]);
  expect((await it.client('civil.clerk').get('/api/usage/typical?q=%25')).rows).toEqual([]);
  const turned = (state: string) => it.database.ownerDb.updateTable('entry').set({ state }).where('id', '=', entry.id).execute();
  await turned('hidden'); // it turned out to be secret: what tells of it is not read any more, here neither
  expect((await it.client('civil.clerk').get('/api/usage/typical')).rows).toEqual([]);
  await turned('published');
  expect((await it.client('bureau.reviewer').ask('POST', `/api/usage/typical/${made.region}/${made.id}/withdraw`, { reason: '' })).status).toBe(400);
  await it.client('bureau.reviewer').post(`/api/usage/typical/${made.region}/${made.id}/withdraw`, { reason: '另行组织材料' });
  expect((await it.client('civil.clerk').get('/api/usage/typical')).rows).toEqual([]);
  const { rows } = await sql<{ kind: string }>`select kind from (select kind from ledger_entry union all select kind from ledger_pending) as e where kind like 'usage.typical%' order by kind`.execute(it.database.db);
  expect(rows.map((row) => row.kind)).toEqual(['usage.typical', 'usage.typical-withdrawn']);
});

test('what is due is told 30 and 7 days before and when it is missing, each once; what stays missing is a clue: Art. 29 ¶2, 40(5)', async () => {
  const told = async () => {
    await remindDue({ db: it.platform.db, directory: it.platform.engine.directory, inside: it.platform.engine.inside });
    await it.settle();
    const { rows } = await sql<{ n: number }>`select count(distinct (case_id, text))::int as n from notification where text like '%使用记录中的应用成效%'`.execute(it.database.db);
    return rows[0]?.n;
  };
  const clues = async () => (await it.client('bureau.reviewer').get('/api/supervision/list?side=judge')).rows.filter((row: { ground: string }) => row.ground === '40(5)');
  expect(await told()).toBe(0);
  for (const [day, n] of [['2027-08-16', 1], ['2027-08-17', 1], ['2027-09-08', 1], ['2027-09-15', 2]] as const) {
    await it.clock.movesTo(day);
    expect([day, await told()]).toEqual([day, n]);
  }
  expect(await clues()).toEqual([]);
  await it.clock.movesTo('2027-09-30');
  await told();
  await told();
  expect(await clues()).toMatchObject([{ departmentName: '淮安市人力资源和社会保障局' }]);
  await it.client('labour.clerk').post(`/api/usage/${grant}/records`, { kind: 'effect', matters: 5, papers: 5, text: '第二年的应用成效' });
  expect(await told()).toBe(2);
});

const filed = (id: string, of: string, at: string, corrects: string | null = null) => sql`
  insert into usage_entry (region, id, number, grant_id, kind, corrects, body, org, person, on_day, at)
  values ('320800', ${id}, ${`SJ-${id}`}, ${of}, 'effect', ${corrects}, '{"kind":"effect","matters":1,"papers":1,"text":"往年"}', ${organisations.labour.code}, ${id}, ${at.slice(0, 10)}, ${at}::timestamptz)`.execute(it.database.db);

test('records of a grant that still runs are kept on; after its end for three years: Art. 29 ¶2', async () => {
  const { db, ownerDb } = it.database;
  const kept = async () => (await sql<{ until: string }>`select keep_until as until from partition_kept where partition = 'call_record_p20200105'`.execute(db)).rows[0]?.until;
  await sql`select make_partitions('2020-01-05T00:00:00+08', '2020-01-06T00:00:00+08')`.execute(db);
  await sql`insert into usage_day (region, grant_id, day, calls) values ('320800', '01970000-0000-7000-8000-000000000001', '2020-01-05', 1)`.execute(db);
  await keepForGrants(db, '2026-11-24' as PlainDate); // of no grant known here: three years from its making
  expect(await kept()).toBe('2023-01-06');
  await sql`insert into usage_day (region, grant_id, day, calls) values ('320800', ${grant.slice(7)}, '2020-01-05', 1)`.execute(db);
  await keepForGrants(db, '2026-11-24' as PlainDate);
  expect(await kept()).toBe('2029-11-24');
  // What was filed on a day without a call is kept in the same way.
  await sql`select make_partitions('2020-01-07T00:00:00+08', '2020-01-07T12:00:00+08')`.execute(db);
  await filed('01970000-0000-7000-8000-0000000000b1', grant.slice(7), '2020-01-07T09:00:00+08');
  await keepForGrants(db, '2026-11-24' as PlainDate);
  expect((await sql`select keep_until as until from partition_kept where partition = 'call_record_p20200107'`.execute(db)).rows).toEqual([{ until: '2029-11-24' }]);
  await it.client('labour.clerk').act('grant', grant, 'finish', { reason: 'reached' });
  await sql`update partition_kept set keep_until = '2023-01-06' where partition = 'call_record_p20200105'`.execute(ownerDb);
  await keepForGrants(db, '2030-01-01' as PlainDate);
  const today = await it.clock.today(); // the later of both dates
  expect(await kept()).toBe(`${Number(today.slice(0, 4)) + 3}${today.slice(4)}`);
});

test('the report of a disposal is the record of destruction; reported again, the new one names the old: Art. 27.1, 29.2', async () => {
  await it.settle();
  const clerk = it.client('labour.clerk');
  await clerk.act('grant', grant, 'dispose', await deleted(it, { evidence: '已从业务库删除' }));
  const destruction = async () => (await page('education.clerk')).body.records.filter((one: { kind: string }) => one.kind === 'destruction');
  expect(await destruction()).toMatchObject([{ text: expect.stringContaining('已从业务库删除'), corrects: null }]);
  await it.client('education.clerk').act('grant', grant, 'deny', { lacking: '缺少备份库的删除记录', disposeBy: '2027-12-01' });
  await clerk.act('grant', grant, 'dispose', await deleted(it, { evidence: '备份库也已删除' }));
  const [again, first] = await destruction();
  expect([again.corrects, first.correctedBy]).toEqual([first.number, again.number]);
});

test('before its day the database itself refuses to delete; afterwards one reviewed list deletes, and the ledger still verifies: Art. 29 ¶2', async () => {
  const { db, pool, ownerDb } = it.database;
  const record: CallRecord = {
    id: '016f6f00-0000-7000-8000-000000000001', atMs: Date.parse('2020-01-05T03:00:00Z'), region: '320800', grant: '01970000-0000-7000-8000-000000000001', application: null, caller: organisations.labour.code, person: null, purpose: '往年', items: '1',
    entryRegion: '320800', entry: entry.id, rows: 1, bytes: 1, params: null, status: 'ok', reason: null, repeats: 1, ms: 1, address: '127.0.0.1', claimed: null, ignored: null, keys: [],
  };
  await shipLines(pool, '320800', Buffer.from(copyLine(record)));
  await sequenceAll(it.platform.db);
  const { rows: [old] } = await sql<{ batch: string }>`select batch from call_record where id = ${record.id}`.execute(db);
  const list = '01970000-0000-7000-8000-0000000000aa';
  const [first, corrected, other] = ['c1', 'c2', 'c3'].map((end) => `01970000-0000-7000-8000-0000000000${end}`) as [string, string, string];
  await filed(first, record.grant, '2020-01-05T09:00:00+08');
  await filed(other, record.grant, '2020-01-06T00:00:00+08');
  await filed(corrected, record.grant, '2026-01-05T09:00:00+08', first);
  await sql`insert into usage_typical (region, id, entry, grant_id, requester, provider, entry_name, title, text, matters, papers, org, person, on_day)
    values ('320800', ${first}, ${first}, ${record.grant}, 'x', 'x', '往年', '往年', '往年', 1, 1, 'x', ${list}, '2020-02-01')`.execute(db);
  const entries = async () => (await sql<{ id: string }>`select id from usage_entry where id in (${first}, ${corrected}, ${other}) order by id`.execute(db)).rows.map(({ id }) => id);
  const lists = () => transact(db, (tx) => addDisposal(tx, { id: list, partition: 'call_record_p20200105', reason: '期满', person: list }));
  await expect(sql`delete from usage_entry where id = ${first}`.execute(db)).rejects.toThrow('permission denied');
  const drop = () => sql`select drop_expired('call_record_p20200105', ${list}::uuid)`.execute(db);
  await sql`update partition_kept set keep_until = '2099-01-01' where partition = 'call_record_p20200105'`.execute(ownerDb);
  expect(await lists()).toBeUndefined();
  await expect(drop()).rejects.toThrow('is kept until 2099-01-01');
  await sql`update partition_kept set keep_until = '2023-01-06' where partition = 'call_record_p20200105'`.execute(ownerDb);
  expect(await lists()).toBe(2); // a call and what was filed that day
  await expect(drop()).rejects.toThrow('no approved disposal list');
  expect((await sql`delete from usage_entry where id = ${first}`.execute(ownerDb)).numAffectedRows).toBe(0n); // past its day, but not approved: nor the owner of the table
  expect(await entries()).toEqual([first, corrected, other]);
  await expect(sql`drop table call_record_p20200105`.execute(db)).rejects.toThrow('must be owner');
  await sql`update disposal_list set approved_by = ${grant.slice(7)}, approved_at = now() where id = ${list}`.execute(ownerDb);
  await drop();
  expect(await entries()).toEqual([corrected, other]);
  expect((await sql`select from usage_typical where id = ${first}`.execute(db)).rows).toEqual([]);
  expect((await sql`select 1 from call_record where id = ${record.id}`.execute(db)).rows).toEqual([]);
  const seen = async function* () { for await (const one of recomputedBatches(it.platform.db)) yield { kind: 'calls', id: one.id, rows: one.found, root: one.root, disposable: one.id === old?.batch } as const; };
  const { problems } = await verifyLedger(it.platform.db, { kept: [], batches: seen() });
  expect(problems.filter((one) => one.say.includes(old?.batch as string))).toEqual([]);
  expect(problems.some((one) => one.what === 'entry-changed' || one.what === 'entry-missing')).toBe(false);
});
