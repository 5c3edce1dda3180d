import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { call, restCall, tokenFor, type WireKey } from '../../plane/client.fixture.ts';
import { asks, below, chongchuanRows, nantongRows } from '../../tests/below.ts';
import { linksOf, paper, strip } from '../../tests/market.ts';
import { organisations } from '../../tests/town.ts';
import { followBindings, reconcileOnce, recutAll } from '../reflux/index.ts';
import { refluxTown, type Pupil } from './reflux.fixture.ts';

/** Reflux (Art. 24): 省教育厅 holds pupils of the whole province; cities and districts get the rows of their own area back. */
const { it, provider, entry, stop, as, wanted, collects, jobs, arrived, everything } = await refluxTown();
afterAll(stop);
let city: { ref: string; grant: string; key: WireKey };
let district: string;

test('a department below asks, the one above confirms, its operator connects: the rows of its area flow, with nothing to condition them: Art. 24.1', async () => {
  expect(await as('nantong.head').get(`/api/reflux/entries/${entry.region}/${entry.id}`)).toMatchObject({ side: 'receiver', open: null });
  expect(await as('upper.head').get(`/api/reflux/entries/${entry.region}/${entry.id}`)).toMatchObject({ side: 'sender' });
  // What the department above only drafts keeps nobody below from asking; asked for, it cannot be begun from there as well.
  const above = await as('upper.head').open('reflux', { entryRegion: entry.region, entry: entry.id, receiver: below.nantong.code });
  const ref = await as('nantong.head').open('reflux', { entryRegion: entry.region, entry: entry.id });
  expect((await as('upper.head').ask('GET', `/api/reflux/${ref}`)).status).toBe(404); // a draft is its own
  const tries = (over: object) => as('nantong.head').tries('reflux', ref, 'request', { ...wanted, ...over });
  expect((await tries({ conditions: ['签订保密协议'] })).body.code).toBe('BODY_INVALID');
  expect((await tries({ items: [1, 9] })).body).toMatchObject({ code: 'REFLUX_ITEMS_FOREIGN', article: '24.1' });
  expect((await tries({ regions: ['320600', '320803'] })).body).toMatchObject({ code: 'REFLUX_OUTSIDE_AREA', message: expect.stringContaining('淮安区') });
  expect((await tries({ below: [{ name: '城东街道', code: '320613001' }] })).body).toMatchObject({ code: 'REFLUX_VILLAGES_NOT_HERE', article: '30.3' });
  expect((await tries({ duty: undefined })).body.code).toBe('FIELD_MISSING');
  expect((await as('nantong.clerk').tries('reflux', ref, 'request', wanted)).body).toMatchObject({ code: 'NOT_YOUR_MOVE' });
  await as('nantong.head').act('reflux', ref, 'request', wanted);
  expect((await as('nantong.head').ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id })).body).toMatchObject({ code: 'REFLUX_OPEN_ALREADY' });
  expect((await as('upper.head').tries('reflux', above, 'request', { items: [1], regions: ['320613'] })).body).toMatchObject({ code: 'REFLUX_OPEN_ALREADY', article: '24.1' });
  await as('upper.head').act('reflux', above, 'withdraw', {});
  expect((await as('labour.head').ask('GET', `/api/reflux/${ref}`)).status).toBe(404);
  expect(await as('citybureau.reviewer').get(`/api/reflux/${ref}`)).toMatchObject({ state: 'requested', own: { side: 'authority' } });
  expect(await strip(as('upper.head'), 'reflux', ref, 'confirming')).toMatchObject({ dueOn: '2026-10-26' });
  expect((await as('upper.head').get('/api/worklist?kind=reflux')).rows.map((row: { ref: string }) => row.ref)).toContain(ref);
  expect((await as('nantong.head').tries('reflux', ref, 'confirm', {})).body.code).toBe('NOT_YOUR_MOVE');
  expect((await as('upper.head').tries('reflux', ref, 'confirm', { conditions: ['仅限查询'] })).body.code).toBe('BODY_INVALID');
  await as('upper.head').act('reflux', ref, 'confirm', {});
  expect(await strip(as('upper.head'), 'reflux', ref, 'connecting')).toMatchObject({ dueOn: '2026-11-09' });

  const connects = (n: number) => as('upper.operator').tries('reflux', ref, 'connect', { regionItem: n });
  expect((await as('upper.operator').get(`/api/reflux/${ref}`)).own.columns[0]).toMatchObject({ n: 4, name: '居住地行政区划代码' });
  expect((await connects(3)).body).toMatchObject({ code: 'REFLUX_COLUMN_UNFIT' });
  expect((await connects(7)).body).toMatchObject({ code: 'REFLUX_COLUMN_UNBOUND' });
  expect((await connects(4)).status).toBe(200);
  const seen = await as('nantong.head').get(`/api/reflux/${ref}`);
  expect(seen).toMatchObject({ state: 'running', own: { former: [{ code: '320602', now: '崇川区（320613）' }, { code: '320611' }, { code: '320684', now: '海门区（320614）' }], census: null } });
  const grant = seen.own.grant.ref as string;
  expect(await as('nantong.clerk').get(`/api/grant/${grant}`)).toMatchObject({ state: 'active', own: { conditions: [], application: null, term: { to: null } } });
  expect((await as('nantong.clerk').get(`/api/grant/${grant}`)).strips.map((one: { clock: string }) => one.clock)).not.toContain('delivery');
  expect((await as('upper.head').get(`/api/documents?kind=reflux&size=5`)).rows).toHaveLength(1);
  city = { ref, grant, key: await collects('nantong.clerk', grant) };
});

test('rows under codes of 2019, 2021 and 2023 all arrive, each once; what is elsewhere does not; what has no code is listed to the sender alone: Art. 24.1', async () => {
  const rows = await everything(city.key);
  expect(rows).toHaveLength(nantongRows);
  expect(new Set(rows.map((row) => row.pupil_id)).size).toBe(nantongRows);
  expect([...new Set(rows.map((row) => row.area_code))].sort()).toEqual(['320600', '320602', '320611', '320613', '320613006', '320614', '320614100000', '320684', '320685']);
  const { token } = await tokenFor(it.base, city.key);
  const rest = (await restCall(it.base, city.key, { token: token ?? '', query: { page: '2', pageSize: '10' } })).json as { data: Pupil[]; more: boolean };
  expect([rest.data.length, rest.more]).toEqual([10, true]);
  // Page by page by the key of the last record: what comes or goes meanwhile shifts nothing; what is no such place is refused.
  const goes = async (query: Record<string, string>) => (await restCall(it.base, city.key, { token: token ?? '', query: { pageSize: '10', ...query } })).json as { data: Pupil[]; more: boolean; next?: string; code?: string };
  const begun = await goes({});
  await provider.query("insert into share.pupil values ('A00000', '虚构小学', '一年级', '320613')"); // before all others
  const whole = [...begun.data];
  for (let after = begun.next; after !== undefined;) {
    const page = await goes({ after });
    whole.push(...page.data);
    after = page.next;
  }
  expect(whole.map((row) => row.pupil_id)).toEqual(rows.map((row) => row.pupil_id).toSorted());
  await provider.query("delete from share.pupil where pupil_id = 'A00000'");
  for (const query of [{ after: '***' }, { after: begun.next ?? '', page: '2' }, { after: Buffer.from('a\u001fb').toString('base64url') }]) expect((await goes(query)).code).toBe('GATE_PARAMETER_INVALID');
  // A key narrows it; a key of another area's row finds nothing.
  expect(await call(it.base, city.key, { query: { pupil_id: rows[0]?.pupil_id ?? '' } })).toMatchObject({ json: [{ pupil_id: rows[0]?.pupil_id }] });
  const elsewhere = (await provider.query("select pupil_id from share.pupil where area_code = '320803' limit 1")).rows[0].pupil_id as string;
  expect((await call(it.base, city.key, { query: { pupil_id: elsewhere } })).json).toEqual([]);
  const { own } = await as('upper.head').get(`/api/reflux/${city.ref}`);
  expect(own.census).toMatchObject({ rows: 44, ours: nantongRows, elsewhere: 10, unknown: 6, divided: 0, codes: [{ code: null, rows: 3, why: 'empty' }, { code: '329999', rows: 2, why: 'unknown' }, { code: '南通', rows: 1, why: 'unknown' }] });
  expect((await as('nantong.head').get(`/api/reflux/${city.ref}`)).own.census).toBeNull();
});

test('a district that a city was cut into gets its own alone, with the townships that it serves named: Art. 24.1, 30.3', async () => {
  const ref = await as('chongchuan.head').open('reflux', { entryRegion: entry.region, entry: entry.id });
  const asked = { duty: '街道核对适龄儿童', items: [1, 4], regions: ['320613'] };
  expect((await as('chongchuan.head').tries('reflux', ref, 'request', { ...asked, below: [{ name: '三星镇', code: '320614100' }] })).body).toMatchObject({ code: 'REFLUX_VILLAGE_OUTSIDE', article: '30.3' });
  // Of the list of 2023 a township has its name there; a village, and what a list does not know, is as it is said.
  expect((await as('chongchuan.head').get(`/api/reflux/${ref}`)).own.choices.townships).toContainEqual({ code: '320613002', name: '和平桥街道' });
  expect((await as('chongchuan.head').tries('reflux', ref, 'request', { ...asked, below: [{ name: '和平桥街道', code: '320613006' }] })).body).toMatchObject({ code: 'REFLUX_VILLAGE_NAME', message: expect.stringContaining('学田街道') });
  expect((await as('chongchuan.head').tries('reflux', ref, 'request', { ...asked, below: [{ name: '学田街道', code: '320613006' }, { name: '学田', code: '320613006' }] })).body.code).toBe('REFLUX_VILLAGE_TWICE');
  await as('chongchuan.head').act('reflux', ref, 'request', { ...asked, below: [{ name: '和平桥街道', code: '320613002' }, { name: '原港闸街道', code: '320611001000' }] });
  await as('upper.head').act('reflux', ref, 'confirm', {});
  await as('upper.operator').act('reflux', ref, 'connect', { regionItem: 4 });
  const { own } = await as('chongchuan.head').get(`/api/reflux/${ref}`);
  expect((await as('chongchuan.clerk').get(`/api/grant/${own.grant.ref}`)).own.below).toEqual([{ name: '和平桥街道', code: '320613002' }, { name: '原港闸街道', code: '320611001000' }]);
  expect(await linksOf(as('chongchuan.head'), 'reflux', ref)).toMatchObject({ [`/cases/grant/${own.grant.ref}`]: '据以取用的授权' });
  expect(await linksOf(as('chongchuan.head'), 'grant', own.grant.ref)).toMatchObject({ [`/cases/reflux/${ref}`]: '回流', [`/usage?grant=${own.grant.ref}`]: '逐次调用的记录' });
  district = own.grant.ref;
  const rows = await everything(await collects('chongchuan.clerk', district));
  expect(rows).toHaveLength(chongchuanRows);
  // 24 ¶2: used for its duties, no consent is asked for another use of it.
  expect((await as('chongchuan.clerk').ask('POST', '/api/use-change', { grant: own.grant.ref })).body).toMatchObject({ code: 'REFLUX_USE_FREE', article: '24.2' });
});

test('a year change under a running reflux: rows renumbered at the source and codes that a newer program knows arrive, nothing twice: Art. 24.1', async () => {
  await provider.query("update share.pupil set area_code = '320614' where area_code = '320684' and pupil_id like '%0'");
  const rows = await everything(city.key);
  expect([rows.length, new Set(rows.map((row) => row.pupil_id)).size]).toEqual([nantongRows, nantongRows]);
  // As a program had connected it that knew the list of 2019 alone.
  const old = ['3206', '320600', '320602', '320611', '320612', '320623', '320681', '320682', '320684', '320685'];
  await sql`update reflux set codes = ${JSON.stringify(old)}::jsonb where case_id = ${city.ref.slice(7)}::uuid`.execute(it.platform.db);
  expect(await recutAll(jobs())).toBe(1);
  expect(await recutAll(jobs())).toBe(0);
  const told = async (who: string) => JSON.stringify((await as(who).get('/api/notifications')).rows);
  await it.settle();
  for (const who of ['nantong.head', 'upper.operator']) expect(await told(who)).toMatch(/按行政区域的切分随之调整，新增 [^，]*海门区320614/);
  const recorded = async (kind: string) => (await sql<{ body: string }>`select body from ledger_pending where kind = ${kind} union all select body from ledger_entry where kind = ${kind}`.execute(it.platform.db)).rows.map((row) => JSON.parse(row.body) as unknown);
  expect(await recorded('reflux.recut')).toEqual([expect.objectContaining({ case: city.ref, grant: city.grant, removed: [], added: expect.arrayContaining(['320613', '320614']) })]);
  // Bound anew behind another name, to a table of the same shape with other rows: counted, and both sides know.
  const counted = (who: string) => as(who).get(`/api/reflux/${city.ref}`).then(({ own }) => own.census);
  expect([await followBindings(jobs()), (await counted('upper.head')).ours]).toEqual([0, nantongRows]);
  const { rows: [away] } = await provider.query("delete from share.pupil where pupil_id in (select pupil_id from share.pupil where area_code = '320685' limit 1) returning pupil_id");
  const { sum } = await as('upper.cataloguer').get(`/api/resources/hits/${entry.region}/${entry.id}`);
  const [bound] = await as('upper.operator').get(`/api/resources/of-entry/${entry.region}/${entry.id}`);
  await as('upper.operator').post('/api/resources', { entryRegion: entry.region, entry: entry.id, connection: bound.connection, table: 'pupil', services: ['query'], pageSize: 10, columns: entry.body.items.map((one) => ({ n: one.n, column: one.field })), keys: [{ n: 1, required: true }], order: [{ n: 1 }], hits: sum.digest });
  expect([await followBindings(jobs()), await followBindings(jobs())]).toEqual([2, 0]); // the city's and its district's
  expect((await counted('upper.head')).ours).toBe(nantongRows - 1);
  await it.settle();
  for (const who of ['nantong.clerk', 'upper.head']) expect(await told(who)).toContain(`本区域由 ${nantongRows} 条变为 ${nantongRows - 1} 条，减少的请双方核对`);
  expect(await recorded('reflux.rebound')).toHaveLength(2);
  await provider.query(`insert into share.pupil values ('${String(away?.pupil_id)}', '虚构小学', '三年级', '320685')`);
  // Where somebody was born is not where he is: a longer number is no code, neither served nor counted as the area's.
  await provider.query("insert into share.pupil values ('BORN01', '虚构小学', '三年级', '320613201501011234')");
  expect(await everything(city.key)).toHaveLength(nantongRows);
});

test('each period is reconciled by the platform: what lacks is shown to both, and twice running it is a clue: Art. 24.1, 39(5)', async () => {
  await arrived(city.grant, nantongRows);
  await arrived(district, chongchuanRows);
  await it.clock.movesTo('2026-11-02');
  while (await reconcileOnce(jobs()));
  const own = async (who: string) => (await as(who).get(`/api/reflux/${city.ref}`)).own;
  const [first] = (await own('nantong.head')).periods;
  expect(first).toMatchObject({ period: '2026-10', from: '2026-10-12', to: '2026-10-31', sourceRows: nantongRows, givenRows: nantongRows, missing: 0, gap: 'none' });
  expect(first.sourceHash).toBe(first.givenHash);
  expect(await own('upper.head')).toMatchObject({ nextOn: '2026-11-30' });

  await provider.query("insert into share.pupil values ('NEW001', '虚构小学', '一年级', '320613'), ('NEW002', '虚构小学', '一年级', '320614')");
  await it.clock.movesTo('2026-12-01');
  while (await reconcileOnce(jobs()));
  const [second] = (await own('upper.head')).periods;
  expect(second).toMatchObject({ period: '2026-11', missing: 2, gap: 'new', givenRows: nantongRows });
  expect(second.sourceHash).not.toBe(second.givenHash);
  await it.settle();
  const told = async (who: string) => JSON.stringify((await as(who).get('/api/notifications')).rows);
  for (const who of ['upper.head', 'nantong.clerk']) expect(await told(who)).toContain('差 2 条');
  const findings = async () => (await as('province.reviewer').get('/api/finding')).rows.filter((row: { title: string }) => row.title.includes('回流对账'));
  expect(await findings()).toHaveLength(0);
  await it.clock.movesTo('2027-01-04');
  while (await reconcileOnce(jobs()));
  expect((await own('nantong.head')).periods[0]).toMatchObject({ period: '2026-12', gap: 'stays' });
  await it.settle();
  const found = await findings();
  expect(found).toHaveLength(2); // the city's and its district's, each of its own gap
  expect((await as('province.reviewer').get(`/api/finding/${found[0].ref}`))).toMatchObject({ own: { ground: '39(5)' } });
  await it.clock.movesTo('2027-02-01');
  while (await reconcileOnce(jobs()));
  await it.settle();
  expect(await findings()).toHaveLength(2); // one gap, one clue
  await everything(city.key);
  await arrived(city.grant, nantongRows + 2);
  await it.clock.movesTo('2027-03-01');
  while (await reconcileOnce(jobs()));
  expect((await own('nantong.head')).periods[0]).toMatchObject({ period: '2027-02', gap: 'none', missing: 0 });
  expect((await as('nantong.head').get(`/api/reflux/${city.ref}/periods?size=2`))).toMatchObject({ rows: [{ period: '2027-02' }, { period: '2027-01' }], after: '2027-01' });
  expect((await as('labour.clerk').ask('GET', `/api/reflux/${city.ref}/periods`)).body.code).toBe('REFLUX_NOT_FOUND');
});

test('its grant suspended it is paused, resumed it runs, ended it has ended: Art. 27.2, 27.1', async () => {
  // What flows already is not asked for again; more items beside it are a second reflux, not while the first is stopped (24 ¶1, 27 ¶2).
  expect(await as('nantong.head').get(`/api/reflux/entries/${entry.region}/${entry.id}`)).toMatchObject({ side: 'receiver', open: null, running: { ref: city.ref } });
  const more = await as('nantong.head').open('reflux', { entryRegion: entry.region, entry: entry.id });
  expect((await as('nantong.head').ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id })).body.code).toBe('REFLUX_OPEN_ALREADY');
  expect((await as('nantong.head').tries('reflux', more, 'request', { ...wanted, regions: ['320613'] })).body).toMatchObject({ code: 'REFLUX_FLOWS_ALREADY', article: '24.1' });
  await as('upper.head').act('grant', city.grant, 'suspend', { ground: 'beyond-range', evidence: '向企业提供', mendBy: '2027-03-31' });
  expect(await as('nantong.head').state('reflux', city.ref)).toBe('paused');
  expect((await as('nantong.head').tries('reflux', more, 'request', { ...wanted, items: [1, 2, 3, 4] })).body).toMatchObject({ code: 'REFLUX_PAUSED', article: '27.2' });
  await as('nantong.head').act('grant', city.grant, 'report', { done: '已停止提供并收回' });
  await as('upper.head').act('grant', city.grant, 'resume', {});
  expect(await as('nantong.head').state('reflux', city.ref)).toBe('running');
  // Whoever has the data from a reflux finds faults in it like any other user of it: 26.2.
  const correction = await as('nantong.clerk').open('correction', { entryRegion: entry.region, entry: entry.id });
  const { own } = await as('nantong.clerk').get(`/api/correction/${correction}`);
  await as('nantong.clerk').post(`/api/correction/${correction}/rows`, { rows: [{ item: 2, key: Object.fromEntries(own.keys.map((key: { field: string }) => [key.field, 'NEW001'])), seen: '虚构小学', expected: '城东小学' }] });
  await as('nantong.clerk').act('correction', correction, 'file', { rows: 1, grounds: '与本市学校名册不一致' });
  expect(await as('upper.clerk').get(`/api/correction/${correction}`)).toMatchObject({ state: 'received', own: { side: 'provider', rows: 1 } });
  // What runs may be disputed too, as not complete or not in time; it is not connected anew: what is owed is carried out by the words.
  const dispute = await as('nantong.head').open('dispute', { subject: { kind: 'reflux', ref: city.ref } });
  await as('nantong.head').act('dispute', dispute, 'open', { claim: '请补齐缺少的记录', grounds: '连续两期对账不一致' });
  expect((await as('upper.head').get(`/api/dispute/${dispute}`)).own.effects.map((one: { value: string }) => one.value)).toEqual(['other', 'stands']);
  expect((await as('nantong.head').tries('dispute', dispute, 'settle', { text: '应当回流', effect: 'connect', bound: 'none' })).body.code).toBe('DISPUTE_NOT_REOPENED');
  await as('nantong.head').act('dispute', dispute, 'withdraw', { reason: '已经补齐' });
  await as('nantong.head').act('reflux', more, 'request', { ...wanted, items: [1, 2, 3, 4] });
  await as('upper.head').act('reflux', more, 'confirm', {});
  await as('upper.operator').act('reflux', more, 'connect', { regionItem: 4 });
  const second = (await as('nantong.head').get(`/api/reflux/${more}`)).own.grant.ref as string;
  expect(await as('nantong.head').state('reflux', city.ref)).toBe('running'); // until its receiver ends it
  expect(Object.keys((await everything(await collects('nantong.clerk', second)))[0] ?? {})).toContain('grade_name');
  await as('nantong.clerk').act('grant', city.grant, 'finish', { reason: 'not-needed' });
  expect(await as('nantong.head').state('reflux', city.ref)).toBe('ended');
  await it.settle();
  expect(await as('nantong.clerk').state('grant', city.grant)).toBe('disposed'); // all of it is kept under the second (27 ¶1)
  await as('nantong.clerk').act('grant', second, 'finish', { reason: 'not-needed' });
  await expect.poll(async () => Array.isArray((await call(it.base, city.key, {})).json)).toBe(false); // in every process within two seconds
});

test('a security ground names its measure or is none; accepted, dropped or decided, it is connected: Art. 24.1, 28', async () => {
  const grounds = { ground: '学籍号可以关联家庭住址', measures: ['network', 'audit'], measure: '学籍号只在市教育局专网内使用，按月核验账号' };
  const ref = await asks(it, entry);
  expect((await as('upper.head').tries('reflux', ref, 'raise-security-ground', { ground: grounds.ground, measures: grounds.measures })).body).toMatchObject({ code: 'BODY_INVALID', fields: [{ path: 'measure' }] });
  for (const measures of [[], ['less-items'], ['approval']]) expect((await as('upper.head').tries('reflux', ref, 'raise-security-ground', { ...grounds, measures })).body.code).toBe('BODY_INVALID'); // what would be a condition has no kind
  expect((await as('upper.head').tries('reflux', ref, 'raise-security-ground', { ...grounds, measure: '无' })).body).toMatchObject({ code: 'BODY_INVALID' });
  await as('upper.head').act('reflux', ref, 'raise-security-ground', grounds);
  expect(await as('nantong.head').get(`/api/reflux/${ref}`)).toMatchObject({ state: 'contested', own: { ...grounds, measures: ['专网、专线接入', '操作留痕、审计'] } });
  await as('nantong.head').act('reflux', ref, 'accept-measure', {});
  expect(await as('nantong.head').state('reflux', ref)).toBe('connecting');
  await as('nantong.head').act('reflux', ref, 'withdraw', { reason: '另行提出' });

  const dropped = await asks(it, entry);
  await as('upper.head').act('reflux', dropped, 'raise-security-ground', grounds);
  await as('upper.head').act('reflux', dropped, 'drop-ground', {});
  expect(await as('nantong.head').get(`/api/reflux/${dropped}`)).toMatchObject({ state: 'connecting', own: { ground: null } });
  await as('nantong.head').act('reflux', dropped, 'withdraw', {});

  const disputed = await asks(it, entry);
  await as('upper.head').act('reflux', disputed, 'raise-security-ground', grounds);
  const open = async (subject: string) => {
    const dispute = await as('nantong.head').open('dispute', { subject: { kind: 'reflux', ref: subject } });
    await as('nantong.head').act('dispute', dispute, 'open', { claim: '请予回流', grounds: '市级专网与省级同等保护' });
    return dispute;
  };
  const dispute = await open(disputed);
  await as('nantong.head').act('dispute', dispute, 'escalate', { record: '两次协商未果' });
  expect((await as('nantong.head').get(`/api/dispute/${dispute}`)).own.forum.name).toBe('江苏省数据局');
  await as('province.lead').act('dispute', dispute, 'report', { report: '未能达成一致，报省政府决定' });
  const document = { title: '关于学籍信息回流争议的决定', number: '苏政复〔2027〕2号', on: '2027-03-01' };
  await as('province.lead').act('dispute', dispute, 'decide', { text: '应当回流', effect: 'connect', bound: 'none', document, attachments: [await paper(it, 'province.lead', '决定.pdf')] });
  expect(await as('nantong.head').state('reflux', disputed)).toBe('connecting');
  const settled = await open(await again(disputed));
  const subject = (await as('nantong.head').get(`/api/dispute/${settled}`)).own.subject.ref as string;
  const terms = { text: '双方同意不再回流，改按月提供统计数', effect: 'no-reflux', bound: 'none' };
  await as('nantong.head').act('dispute', settled, 'settle', terms);
  await as('upper.head').act('dispute', settled, 'settle', terms);
  expect(await as('nantong.head').state('reflux', subject)).toBe('withdrawn');

  async function again(before: string): Promise<string> {
    await as('nantong.head').act('reflux', before, 'withdraw', {});
    const next = await asks(it, entry);
    await as('upper.head').act('reflux', next, 'raise-security-ground', grounds);
    return next;
  }
});

test('the department above may begin of its own, for one below it and none other; unanswered, a request is a clue and may be disputed: Art. 24.1, 39(5)', async () => {
  const own = (receiver?: string) => as('upper.head').ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id, ...(receiver === undefined ? {} : { receiver }) });
  expect((await own()).body).toMatchObject({ code: 'REFLUX_RECEIVER_MISSING', article: '24.1' });
  expect((await own(organisations.province.code)).body.code).toBe('REFLUX_NOT_ABOVE');
  const little = (await own(below.nantong.code)).body.ref as string;
  await as('upper.head').act('reflux', little, 'request', { items: [1], regions: ['320613'] });
  await as('nantong.head').act('reflux', little, 'decline', { reason: '还需要学籍号和全市的数据' });
  for (let round = 0; round < 4; round += 1) { // of both sides at once one stands
    const both = [await own(below.nantong.code), await as('nantong.head').ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id })].map(({ body }) => body.ref as string);
    const sent = await Promise.all(['upper.head', 'nantong.head'].map((who, n) => as(who).tries('reflux', both[n] ?? '', 'request', wanted)));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    for (const [n, who] of ['upper.head', 'nantong.head'].entries()) await as(who).act('reflux', both[n] ?? '', 'withdraw', {});
  }
  const asked = await asks(it, entry);
  expect((await as('nantong.head').tries('reflux', asked, 'decline', { reason: '不再需要' })).status).toBe(409);
  await as('nantong.head').act('reflux', asked, 'withdraw', {});
  const ref = (await own(below.nantong.code)).body.ref as string;
  await as('upper.head').act('reflux', ref, 'request', { items: [1, 4], regions: ['320613', '320614'] });
  expect((await as('upper.head').tries('reflux', ref, 'raise-security-ground', { ground: '有泄露风险', measures: ['encryption'], measure: '加密传输' })).body.code).toBe('REFLUX_OWN_GROUND');
  expect(await strip(as('upper.head'), 'reflux', ref, 'confirming')).toBeUndefined();
  await as('nantong.head').act('reflux', ref, 'confirm', {});
  await it.clock.movesTo('2027-04-01');
  await it.settle();
  const clues = (await as('province.reviewer').get('/api/finding')).rows.filter((row: { title: string }) => row.title.includes('未按时接通'));
  expect(clues).toHaveLength(1);
  const dispute = await as('nantong.head').open('dispute', { subject: { kind: 'reflux', ref } });
  await as('nantong.head').act('dispute', dispute, 'open', { claim: '请予接通', grounds: '期限已过' });
  await as('upper.operator').act('reflux', ref, 'connect', { regionItem: 4 });
  const { grant } = (await as('nantong.head').get(`/api/reflux/${ref}`)).own;
  const rows = await everything(await collects('nantong.clerk', grant.ref));
  expect(new Set(rows.map((row) => row.area_code.slice(0, 6)))).toEqual(new Set(['320602', '320611', '320613', '320614', '320684']));
});
