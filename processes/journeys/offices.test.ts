import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import pino from 'pino';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';
import { createAccessLog } from '../../platform/http/access-log.ts';
import { rootOfBatch, sealAccess } from '../../platform/http/access-seal.ts';
import { keepHead } from '../../platform/ledger/index.ts';
import { homePaths } from '../../platform/home.ts';
import { openKeys } from '../../platform/keys/index.ts';

/** Acts without a case (procedures.md, end of §13): routes with a permission, recorded in the ledger like moves. */
let it: Town;
beforeAll(async () => { it = await town({ today: '2026-12-01' }); });
afterAll(() => it.stop());

const entries = async (kind: string): Promise<Record<string, unknown>[]> =>
  (await it.platform.db.selectFrom('ledgerPending').select('body').where('kind', '=', kind).orderBy('id').execute()).map((row) => JSON.parse(row.body) as Record<string, unknown>);

describe('organisations and regions, entered from paper', () => {
  const school = { code: '11320800PDY000060H', name: '淮安市体育局', shortName: '市体育局', region: '320800', kind: 'department', authority: organisations.bureau.code, document: '淮编〔2026〕12号' };

  test('entered once, with a code that checks, under an authority that is one', async () => {
    const system = it.client('platform.system');
    expect((await system.ask('POST', '/api/organisations', { ...school, code: '11320800PDY000060X' })).body.code).toBe('BODY_INVALID');
    expect((await system.ask('POST', '/api/organisations', { ...school, authority: organisations.education.code })).body).toMatchObject({ code: 'ORGANISATION_SELF_AUTHORITY', article: '8.3' });
    expect((await system.ask('POST', '/api/organisations', { ...school, region: '320899' })).body.code).toBe('REGION_UNKNOWN');
    expect(await system.post('/api/organisations', school)).toMatchObject({ regionName: '淮安市', missing: expect.arrayContaining(['应急预案', '共享工作机构负责人']) });
    expect((await system.ask('POST', '/api/organisations', school)).body.code).toBe('ORGANISATION_EXISTS');
    expect((await it.client('platform.security').ask('POST', '/api/organisations', school)).status).toBe(403);
    const changed = await system.put(`/api/organisations/${school.code}`, { profile: { office: '办公室', emergencyPlan: '有' }, document: '淮体〔2026〕1号' });
    expect(changed).toMatchObject({ profile: { office: '办公室' } });
    expect(changed.missing).not.toContain('应急预案');
    expect(await entries('organisation')).toMatchObject([{ act: 'enter', code: school.code }, { act: 'change', what: ['profile'] }]);
    expect(JSON.stringify(await entries('organisation'))).not.toContain('淮编');
  });

  test('lists page by key; 100 % and _ are no wildcards', async () => {
    const clerk = it.client('education.clerk');
    const first = await clerk.get('/api/organisations?size=2');
    expect(first.rows).toHaveLength(2);
    const second = await clerk.get(`/api/organisations?size=2&after=${first.after}`);
    expect(second.rows[0].code > first.rows[1].code).toBe(true);
    expect((await clerk.get('/api/organisations?q=%25')).rows).toEqual([]);
    expect((await clerk.get(`/api/organisations/${organisations.education.code}`)).posts).toHaveLength(6);
  });

  test('a zone is a local region under the one that set it up', async () => {
    const system = it.client('platform.system');
    const zone = { code: '320871', name: '淮安经济技术开发区', parent: '320800', from: '2026-01-01', document: '苏政复〔2026〕1号' };
    expect((await system.post('/api/regions', zone)).rows.map((row: { code: string }) => row.code)).toContain('320871');
    expect((await system.ask('POST', '/api/regions', zone)).body.code).toBe('REGION_EXISTS');
    expect((await system.get('/api/regions?q=淮安')).rows.map((row: { name: string }) => row.name)).toContain('淮安市');
  });
});

describe('放假安排', () => {
  const notice = { region: '100000', year: 2027, version: 1, sources: ['国办发明电〔2026〕9号'], days: [{ date: '2027-01-01', name: '元旦', rest: true }, { date: '2027-10-01', name: '国庆节', rest: true }, { date: '2027-10-09', name: '国庆节', rest: false }] };

  test('the reviewer enters it, another signs it; from then on it counts', async () => {
    const [reviewer, lead] = [it.client('bureau.reviewer'), it.client('bureau.lead')];
    expect((await reviewer.ask('POST', '/api/calendar/notices', { ...notice, days: [{ date: '2026-05-01', name: 'x', rest: true }] })).body.code).toBe('CALENDAR_DAY_FOREIGN');
    expect((await reviewer.ask('POST', '/api/calendar/notices', { ...notice, year: 2029 })).status).toBe(400);
    expect((await reviewer.get('/api/calendar?year=2027')).lastYear).toBe(2026);
    await reviewer.post('/api/calendar/notices', notice);
    expect((await reviewer.ask('POST', '/api/calendar/notices', notice)).body.code).toBe('NOTICE_VERSION_TAKEN');
    expect((await reviewer.get('/api/calendar?year=2027')).lastYear).toBe(2026);
    expect((await it.client('bureau.clerk').ask('POST', '/api/calendar/notices/100000/2027/1/sign')).status).toBe(403);
    expect(await lead.post('/api/calendar/notices/100000/2027/1/sign')).toEqual({ recomputed: 0 });
    expect((await lead.ask('POST', '/api/calendar/notices/100000/2027/1/sign')).body.code).toBe('NOTICE_NOT_FOUND');
    const calendar = await it.client('education.clerk').get('/api/calendar?year=2027');
    expect(calendar.lastYear).toBe(2027);
    expect(calendar.days.filter((day: { name: string | null }) => day.name === '国庆节')).toEqual([{ date: '2027-10-01', kind: 'rest', name: '国庆节' }, { date: '2027-10-09', kind: 'make-up', name: '国庆节' }]);
    expect((await entries('calendar-notice')).map((body) => body['act'])).toEqual(['propose', 'sign']);
  });

  test('another region’s notice is its own authority’s; the State Council’s, which bind all, are not for an authority below the platform’s region', async () => {
    const [reviewer, lead] = [it.client('bureau.reviewer'), it.client('bureau.lead')];
    expect((await reviewer.ask('POST', '/api/calendar/notices', { ...notice, region: '320100' })).body.code).toBe('NOTICE_NOT_YOURS');
    const local = { ...notice, region: '320800', days: [{ date: '2027-04-09', name: '三月三', rest: true }] };
    expect((await reviewer.ask('POST', '/api/calendar/notices', local)).body.code).toBe('NOTICE_BASIS_MISSING');
    expect(await reviewer.post('/api/calendar/notices', { ...local, basis: '《某自治县民族节日放假规定》第三条' })).toMatchObject({ basis: '《某自治县民族节日放假规定》第三条', inForce: false });
    await it.platform.db.updateTable('calendarNotice').set({ basis: null }).where('region', '=', '320800').execute(); // as one that was entered before it was asked for
    expect((await lead.ask('POST', '/api/calendar/notices/320800/2027/1/sign')).body.code).toBe('NOTICE_BASIS_MISSING');
    await it.platform.db.updateTable('platform').set({ region: '320000' }).execute(); // a province’s platform on which the city works
    expect((await reviewer.ask('POST', '/api/calendar/notices', { ...notice, version: 9 })).body.code).toBe('NOTICE_NOT_YOURS');
    expect((await lead.ask('POST', '/api/calendar/notices/100000/2027/1/sign')).body.code).toBe('NOTICE_NOT_YOURS');
    expect((await it.client('province.reviewer').post('/api/calendar/notices', { ...notice, version: 9, days: [{ date: '2027-01-01', name: '元旦', rest: true }] })).version).toBe(9);
    await it.platform.db.updateTable('platform').set({ region: '320800' }).execute();
  });

  test('who entered it may not sign it, even as the lead: held by the database too', async () => {
    await it.client('bureau.reviewer').post('/api/calendar/notices', { ...notice, version: 2 });
    const lead = await it.platform.db.selectFrom('account').select('person').where('login', '=', 'bureau.lead').executeTakeFirstOrThrow();
    await it.platform.db.updateTable('calendarNotice').set({ proposedBy: lead.person }).where('version', '=', 2).execute();
    expect((await it.client('bureau.lead').ask('POST', '/api/calendar/notices/100000/2027/2/sign')).body.code).toBe('NOTICE_OWN_WORK');
    await expect(it.platform.db.updateTable('calendarNotice').set({ signedBy: lead.person, signedAt: new Date().toISOString() }).where('version', '=', 2).execute()).rejects.toThrow('check');
  });
});

describe('地方规定 (Art. 23)', () => {
  const by = { title: '淮安市政务数据共享办法', number: '淮政规〔2026〕3号', from: '2026-01-01', to: null };
  const limit = { kind: 'limit', procedure: 'application', clock: 'reply', class: 'conditional', what: 'limit', workingDays: 5, by };

  test('shorter is loaded, longer is refused with the article, and it counts from its day on', async () => {
    const lead = it.client('bureau.lead');
    expect((await lead.ask('POST', '/api/jurisdiction', { ...limit, workingDays: 15 })).body).toMatchObject({ code: 'LOCAL_LIMIT_LONGER', article: '21.1' });
    expect((await lead.ask('POST', '/api/jurisdiction', { ...limit, clock: 'nothing' })).body.code).toBe('LOCAL_LIMIT_UNKNOWN');
    expect((await lead.ask('POST', '/api/jurisdiction', { ...limit, by: { ...by, to: '2025-01-01' } })).body.code).toBe('LOCAL_DATES_INVALID');
    expect((await lead.ask('POST', '/api/jurisdiction', { kind: 'adoption', name: 'anything', by })).body.code).toBe('LOCAL_ADOPTION_UNKNOWN');
    expect((await lead.ask('POST', '/api/jurisdiction', { kind: 'number', name: 'key-overlap-hours', value: 1000, by })).body.code).toBe('LOCAL_NUMBER_OUT_OF_BOUNDS');
    expect((await it.client('bureau.reviewer').ask('POST', '/api/jurisdiction', limit)).status).toBe(403);
    const view = await lead.post('/api/jurisdiction', limit);
    const reply = view.limits.find((one: Record<string, unknown>) => one['procedure'] === 'application' && one['clock'] === 'reply' && one['class'] === 'conditional');
    expect(reply).toMatchObject({ national: 10, now: 5, basisZh: '第二十一条第一款' });
    const { adoptable } = view as { adoptable: { name: string }[] };
    await lead.post('/api/jurisdiction', { kind: 'adoption', name: adoptable[0]?.name, by });
    await lead.post('/api/jurisdiction', { kind: 'number', name: 'key-overlap-hours', value: 48, by });
    const { rules, numbers } = await lead.get('/api/jurisdiction');
    expect(rules).toHaveLength(3);
    expect(numbers.find((one: { name: string }) => one.name === 'key-overlap-hours').value).toBe(48);
    const left = await lead.delete(`/api/jurisdiction/${rules.find((one: { kind: string }) => one.kind === 'limit').id}`);
    expect(left.limits.find((one: Record<string, unknown>) => one['procedure'] === 'application' && one['clock'] === 'reply' && one['class'] === 'conditional').now).toBe(10);
    expect(await entries('local-rule')).toHaveLength(4);
  });
});

describe('policies, sessions, dictionary', () => {
  test('only the security officer, within bounds, on record', async () => {
    const security = it.client('platform.security');
    const settings = await security.get('/api/security/settings');
    expect(settings).toMatchObject({ idleMinutes: 15, absoluteHours: 8, passwordDays: 90 });
    expect((await security.ask('PUT', '/api/security/settings', { ...settings, idleMinutes: 120 })).status).toBe(400);
    expect(await security.put('/api/security/settings', { ...settings, passwordLeast: 12 })).toMatchObject({ passwordLeast: 12 });
    expect((await it.client('platform.system').ask('PUT', '/api/security/settings', settings)).status).toBe(403);
    expect(await entries('security-setting')).toHaveLength(1);
  });

  test('a session is ended from afar', async () => {
    const security = it.client('platform.security');
    const { rows } = await security.get('/api/security/sessions');
    const victim = rows.find((one: { account: string }) => one.account === 'civil.operator');
    await security.delete(`/api/security/sessions/${victim.id}`);
    expect((await it.client('civil.operator').ask('GET', '/api/session')).body.code).toBe('SESSION_ENDED');
    expect((await security.ask('DELETE', `/api/security/sessions/${victim.id}`)).status).toBe(404);
  });

  test('a grave act wants the password again after five minutes', async () => {
    await sql`update session set confirmed_at = now() - interval '6 minutes' where ended_at is null`.execute(it.platform.db);
    const security = it.client('platform.security');
    expect((await security.ask('PUT', '/api/security/settings', await security.get('/api/security/settings'))).body.code).toBe('CONFIRM_IDENTITY');
    await sql`update session set confirmed_at = now() where ended_at is null`.execute(it.platform.db);
  });

  test('local words have dates', async () => {
    const reviewer = it.client('bureau.reviewer');
    await reviewer.post('/api/dictionary', { list: 'theme', code: 'A1', zh: '高效办成一件事', from: '2026-01-01' });
    expect((await it.client('education.clerk').get('/api/dictionary?list=theme')).rows).toEqual([{ list: 'theme', code: 'A1', zh: '高效办成一件事', from: '2026-01-01', to: null }]);
  });
});

describe('reads are acts', () => {
  test('looks and refusals stand in the log, found by the audit officer alone; his own look too', async () => {
    await it.client('education.clerk').ask('GET', '/api/audit/access');
    const audit = it.client('platform.audit');
    const refused = await audit.get('/api/audit/access?result=refused&size=5');
    expect(refused.rows[0]).toMatchObject({ who: '市教育局·经办人 education.clerk', result: 'POST_MAY_NOT', address: '127.0.0.1', object: '/api/audit/access' });
    const looks = await audit.get('/api/audit/access?act=机构详情');
    expect(looks.rows.length).toBeGreaterThan(0);
    const page = await audit.get('/api/audit/access?size=2');
    const next = await audit.get(`/api/audit/access?size=2&after=${encodeURIComponent(page.after)}`);
    expect(next.rows[0].at <= page.rows[1].at).toBe(true);
    expect((await audit.ask('GET', '/api/audit/access?after=x')).body.code).toBe('CURSOR_STALE');
    const csv = (await audit.ask('GET', '/api/audit/access.csv')).body as string;
    expect(csv).toContain('时间,人员,机构');
    const self = await audit.get('/api/audit/access?act=导出');
    expect(self.rows).toHaveLength(1);
  });

  test('rows are never changed or removed; each batch becomes one entry of the ledger, and an altered row is found', async () => {
    await expect(it.platform.db.updateTable('accessLog').set({ result: 'ok' }).execute()).rejects.toThrow('permission denied');
    await expect(it.platform.db.deleteFrom('accessLog').execute()).rejects.toThrow('permission denied');
    expect(await sealAccess(it.platform.db)).toBe(0); // still being written
    await it.client('platform.audit').ask('GET', '/api/audit/access.csv'); // writes what waits, and its own look: none comes into the batch later
    const sealed = await Promise.all([sealAccess(it.platform.db, -1), sealAccess(it.platform.db, -1)]);
    expect(sealed.reduce((a, b) => a + b)).toBe(1);
    const [entry] = await entries('access');
    const batch = String(entry?.['batch']);
    const again = await it.platform.db.transaction().execute((tx) => rootOfBatch(tx, batch));
    expect({ rows: again.rows, root: again.root.toString('hex') }).toEqual({ rows: entry?.['rows'], root: entry?.['root'] });
    await sql`alter table access_log no force row level security`.execute(it.database.ownerDb); // as somebody who owns the database would
    await sql`update access_log set result = 'ok' where result = 'POST_MAY_NOT' and batch = ${batch}`.execute(it.database.ownerDb);
    await sql`alter table access_log force row level security`.execute(it.database.ownerDb);
    expect((await it.platform.db.transaction().execute((tx) => rootOfBatch(tx, batch))).root.toString('hex')).not.toBe(entry?.['root']);
  });

  test('a look that had to wait for the database comes into a batch that is there and open when it is written', async () => {
    const log = createAccessLog(it.platform.db, pino({ level: 'silent' }));
    const look = { region: '320800', person: null, post: null, address: '127.0.0.1', act: '查看', object: '/waited', result: 'ok', request: 'x' };
    await it.database.ownerDb.schema.alterTable('access_batch').renameTo('access_batch_away').execute();
    await log.log(look, 'soon');
    await expect(log.flush()).rejects.toThrow('access_batch');
    await it.database.ownerDb.schema.alterTable('access_batch_away').renameTo('access_batch').execute();
    await log.stop();
    const { rows } = await sql`select b.id is not null and b.closed_at is null as open from access_log l left join access_batch b on b.id = l.batch where l.object = '/waited'`.execute(it.platform.db);
    expect(rows).toEqual([{ open: true }]);
  });

  test('the audit officer sees the ledger and takes its heads away; a case gives its proof to its parties alone', async () => {
    const ref = await it.client('platform.system').open('account', { person: { account: 'proof.one', name: '某岗' }, organisation: organisations.education.code });
    await it.settle();
    const keys = await openKeys(it.platform.db, { home: it.home, given: undefined, embedded: true });
    await keepHead(it.platform.db, keys.signer, homePaths(it.home).headsLog, new Date());
    const ledger = await it.client('platform.audit').get('/api/ledger');
    expect(ledger.heads[0]).toMatchObject({ size: ledger.size, root: ledger.root });
    expect((await it.client('platform.audit').ask('GET', '/api/ledger/heads.log')).body).toMatchObject({ size: ledger.size });
    const proof = await it.client('platform.security').get(`/api/ledger/proof/${ref}`);
    expect(proof).toMatchObject({ case: ref, waiting: 0, head: { size: ledger.size } });
    expect(proof.entries.map((entry: { kind: string }) => entry.kind)).toEqual(['move', 'number']);
    expect((await it.client('labour.clerk').ask('GET', `/api/ledger/proof/${ref}`)).status).toBe(404);
  });
});
