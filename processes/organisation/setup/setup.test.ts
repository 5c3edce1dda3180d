import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { builtInCalendar } from '../../../law/holidays.ts';
import { codeAt } from '../login/totp.ts';
import { initOfficers, recoverOfficer } from './officers.ts';
import { office } from '../testing.ts';
import type { Browser, Office } from '../testing.ts';

let it: Office;
beforeAll(async () => { it = await office(); });
afterAll(() => it.stop());

const bureau = { code: '11320800PDY0000361', name: '淮安市数据局', shortName: '市数据局' };
const body = { region: '320800', name: '淮安市政务数据共享平台', operator: bureau };
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const password = (kind: string): string => `Lake-${kind.slice(0, 3)}-7788`;

async function becomesOfficer(browser: Browser, url: string, account: string): Promise<{ secret: string; codes: string[]; used: string }> {
  const path = `/officer/${tokenOf(url)}`;
  expect((await browser.get(path)).body).toMatchObject({ platform: body.name, stage: 'password' });
  const { status, body: enrolment } = await browser.post(path, { account, name: `${account} 岗`, password: password(account) });
  expect(status).toBe(200);
  expect(enrolment.otpauth).toContain('otpauth://totp/');
  expect(enrolment.qr).toContain('<svg');
  expect((await browser.post(`${path}/confirm`, { code: '000000' })).body.code).toBe('TOTP_WRONG');
  const used = codeAt(enrolment.secret);
  const done = await browser.post(`${path}/confirm`, { code: used });
  expect(done.body.recoveryCodes).toHaveLength(10);
  return { secret: enrolment.secret, codes: done.body.recoveryCodes, used };
}

describe('first set-up', () => {
  let setup = '';
  let links: { kind: string; url: string }[] = [];
  const officers: Record<string, { secret: string; codes: string[]; used: string }> = {};

  test('before it, everything else is closed, and the front page says so', async () => {
    expect((await it.browser().get('/front')).body).toMatchObject({ setUp: false, mark: 'test' });
    expect((await it.browser().post('/session', { account: 'x', password: 'y' })).body.code).toBe('LOGIN_FAILED');
  });

  test('the address is in setup.url for this user alone', async () => {
    const made = await initOfficers(it.test.db, it.deps.home, it.base);
    setup = made.url;
    const path = join(it.deps.home, 'setup.url');
    expect(readFileSync(path, 'utf8').trim()).toBe(setup);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Date.parse(made.endsAt) - Date.now()).toBeLessThanOrEqual(30 * 60_000);
  });

  test('another name, a proxy, another address: not from this machine', async () => {
    const path = `/setup/${tokenOf(setup)}`;
    for (const headers of [{ 'x-forwarded-for': '10.0.0.9' }, { forwarded: 'for=10.0.0.9' }] as Record<string, string>[]) {
      expect((await it.browser(headers).get(path)).body.code).toBe('SETUP_LOOPBACK_ONLY');
    }
  });

  test('a wrong token and an outdated one are absent', async () => {
    expect((await it.browser().get(`/setup/${'A'.repeat(43)}`)).status).toBe(404);
    expect((await it.browser().get('/setup/short')).status).toBe(400);
    await sql`update one_time_link set ends_at = now() - interval '1 second'`.execute(it.test.db);
    expect((await it.browser().get(`/setup/${tokenOf(setup)}`)).body.code).toBe('SETUP_LINK_INVALID');
    setup = (await initOfficers(it.test.db, it.deps.home, it.base)).url;
  });

  test('one browser: who opens it first keeps it', async () => {
    const [first, second] = [it.browser(), it.browser()];
    const path = `/setup/${tokenOf(setup)}`;
    const page = await first.get(path);
    expect(page.body).toMatchObject({ done: null, calendar: [0, 1].map((later) => ({ known: new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() + later <= builtInCalendar().lastYear })) });
    expect((await second.get(path)).body.code).toBe('SETUP_LINK_INVALID');
    expect((await second.post(path, body)).body.code).toBe('SETUP_LINK_INVALID');
    expect((await first.get(`${path}/regions?parent=320800`)).body.rows.map((row: { name: string }) => row.name)).toEqual(expect.arrayContaining(['淮安区', '金湖县']));
    expect((await first.post(path, { ...body, operator: { ...bureau, code: '11320800PDY0000362' } })).body.code).toBe('BODY_INVALID');
    expect((await first.post(path, {})).body.code).toBe('BODY_INVALID');
    expect((await first.post(path, { ...body, region: '329900' })).body.code).toBe('REGION_UNKNOWN');
    const done = await first.post(path, body);
    links = done.body.links;
    expect(links.map((link) => link.kind)).toEqual(['system', 'security', 'audit']);
    expect((await first.post(path, body)).body.code).toBe('SETUP_LINK_INVALID');
    expect((await it.browser().get('/front')).body).toMatchObject({ setUp: true, name: body.name, regionName: '江苏省淮安市' });
  });

  test('before there is an officer a new address makes the links anew, and the platform stays whose it is', async () => {
    const again = (await initOfficers(it.test.db, it.deps.home, it.base)).url;
    const browser = it.browser();
    expect((await browser.get(`/setup/${tokenOf(again)}`)).body.done).toMatchObject({ name: body.name });
    const old = links;
    links = (await browser.post(`/setup/${tokenOf(again)}`, {})).body.links;
    expect((await it.browser().get(`/officer/${tokenOf(old[0]?.url ?? '')}`)).body.code).toBe('LINK_SPENT');
  });

  test('each officer sets password and second factor himself; weak passwords are refused', async () => {
    for (const { kind, url } of links) {
      const browser = it.browser();
      const weak = await browser.post(`/officer/${tokenOf(url)}`, { account: `${kind}er`, name: '某岗', password: 'password12' });
      expect(weak.body.code).toBe('PASSWORD_TOO_WEAK');
      officers[kind] = await becomesOfficer(browser, url, `${kind}.officer`);
      expect((await browser.get(`/officer/${tokenOf(url)}`)).status).toBe(404);
    }
    await expect(initOfficers(it.test.db, it.deps.home, it.base)).rejects.toThrow('平台已完成初始化');
  });

  test('the database refuses that anybody is two of them', async () => {
    const system = await it.test.db.selectFrom('account').select(['person', 'org']).where('kind', '=', 'system').executeTakeFirstOrThrow();
    const more = { login: 'second', name: 'x', org: system.org, state: 'active' };
    await expect(it.test.db.insertInto('account').values({ person: system.person, kind: 'audit', ...more }).execute()).rejects.toThrow('account_pkey');
    await expect(it.test.db.insertInto('account').values({ person: '01930000-0000-7000-8000-000000000001', kind: 'audit', ...more }).execute()).rejects.toThrow('account_one_officer');
    const post = { region: '320800', org: system.org, person: system.person, validFrom: '2026-01-01' };
    await expect(it.test.db.insertInto('postHolder').values({ ...post, kind: 'audit', post: 'platform-audit' }).execute()).rejects.toThrow('foreign key');
    await expect(it.test.db.insertInto('postHolder').values({ ...post, kind: 'system', post: 'platform-audit' }).execute()).rejects.toThrow('post_of_kind');
    await expect(it.test.db.insertInto('postHolder').values({ ...post, kind: 'system', post: 'clerk' }).execute()).rejects.toThrow('post_of_kind');
    await expect(it.test.db.insertInto('postHolder').values({ ...post, kind: 'staff', post: 'clerk' }).execute()).rejects.toThrow('foreign key');
    await expect(it.test.db.updateTable('account').set({ kind: 'staff' }).where('person', '=', system.person).execute()).rejects.toThrow('foreign key');
  });

  test('an officer can log in with password and code, or a recovery code, each once', async () => {
    const { codes, used } = officers['security'] ?? { codes: [], used: '' };
    const browser = it.browser();
    const login = { account: 'security.officer', password: password('security.officer') };
    const network = async () => (await it.test.db.selectFrom('loginFailure').select('failures').where('subject', '=', 'network 127.0.0.0/24').executeTakeFirst())?.failures ?? 0;
    await it.test.db.insertInto('loginFailure').values({ subject: 'network 127.0.0.0/24', failures: 7, firstAt: new Date().toISOString(), lastAt: new Date().toISOString() }).onConflict((c) => c.column('subject').doUpdateSet({ failures: 7 })).execute();
    expect((await browser.post('/session', login)).body).toEqual({ next: 'code', posts: [] });
    expect(await network()).toBe(7); // half-way is no failure: an office that logs in by two steps is no guesser
    expect(browser.cookies.size).toBe(0);
    expect((await browser.post('/session', { ...login, code: used })).body.code).toBe('LOGIN_FAILED'); // at set-up, and never again
    expect((await browser.post('/session', { ...login, code: codes[0] })).body).toMatchObject({ next: 'done', posts: [{ post: 'platform-security', postZh: '安全管理员' }] });
    expect((await it.browser().post('/session', { ...login, code: codes[0] })).body.code).toBe('LOGIN_FAILED');
    expect((await browser.get('/session')).body).toMatchObject({
      actor: { post: 'platform-security', label: '市数据局·安全管理员' }, platform: { regionName: '江苏省淮安市' }, mark: 'test', insecure: false, recoveryCodesLeft: 9, today: { working: expect.any(Boolean) },
    });
  });

  test('recovery of an officer: the account closes, every session ends, the ledger says so, the successor gets a link', async () => {
    const { codes } = officers['audit'] ?? { codes: [] };
    const login = { account: 'audit.officer', password: password('audit.officer') };
    const browser = it.browser();
    expect((await browser.post('/session', { ...login, code: codes[1] })).body.next).toBe('done');
    const link = await recoverOfficer(it.test.db, { masterKeyId: 'k' }, 'audit', it.base);
    expect((await browser.get('/session')).body.code).toBe('SESSION_ENDED');
    expect((await it.browser().post('/session', { ...login, code: codes[2] })).body.code).toBe('LOGIN_FAILED');
    await becomesOfficer(it.browser(), link.url, 'audit.next');
    const kinds = await it.test.db.selectFrom('ledgerPending').select('kind').orderBy('id').execute();
    expect(kinds.map((row) => row.kind)).toEqual(['set-up', 'officer', 'officer', 'officer', 'officer-recovered', 'officer']);
  });
});
