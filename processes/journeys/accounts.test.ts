import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { transact } from '../../platform/postgres/database.ts';
import { organisations, town } from '../../tests/town.ts';
import type { Town } from '../../tests/town.ts';
import { browserOf } from '../organisation/testing.ts';
import { codeAt } from '../organisation/login/totp.ts';
import { lockUnused } from '../organisation/jobs.ts';

/** 账号 (ZH), Art. 11, 35.2: the system officer makes, the security officer brings to life, the audit officer sees and moves nothing. */
let it: Town;
beforeAll(async () => { it = await town({ today: '2026-09-14' }); });
afterAll(() => it.stop());

const { education, bureau } = organisations;
const asked = (post: string, org: string = education.code) => ({ org, post, from: '2026-09-14', to: null });
const create = (account: string, posts: object[], org: string = education.code) => ({ person: { account, name: `${account}岗` }, organisation: org, posts });
const browser = () => browserOf(it.base);
const good = 'Canal-2026-North';

interface Opened { readonly ref: string; readonly url: string; readonly code: string }

/** Made by the system officer, who has the code; activated by the security officer, who has the link. */
async function activated(account: string, posts: object[], org: string = education.code): Promise<Opened> {
  const { ref, once } = await it.client('platform.system').post('/api/account', create(account, posts, org));
  const answer = await it.client('platform.security').act('account', ref, 'activate', { posts });
  return { ref, url: answer.once.url, code: once.code };
}

async function firstPassword({ url, code }: Opened): Promise<void> {
  const path = `/activate/${url.split('/').at(-1)}`;
  const own = browser();
  expect((await own.get(path)).body).toMatchObject({ orgName: expect.any(String) });
  expect((await own.post(path, { code, password: 'short' })).body.code).toBe('PASSWORD_TOO_WEAK');
  expect((await own.post(path, { code, password: good })).status).toBe(200);
  expect((await own.get(path)).status).toBe(404);
}

describe('an account from paper to the first act', () => {
  test('only the system officer makes it, only the security officer activates it, and not with an officer or a foreign post', async () => {
    for (const who of ['platform.security', 'platform.audit', 'education.head', 'bureau.lead']) {
      const refused = await it.client(who).ask('POST', '/api/account', create('nobody.one', []), { 'idempotency-key': randomUUID() });
      expect([403, 404]).toContain(refused.status);
    }
    const ref = await it.client('platform.system').open('account', create('edu.clerk2', [asked('clerk')]));
    expect((await it.client('platform.system').tries('account', ref, 'activate', { posts: [asked('clerk')] })).status).toBe(403);
    expect((await it.client('platform.audit').tries('account', ref, 'activate', { posts: [asked('clerk')] })).status).toBe(403);
    const security = it.client('platform.security');
    expect((await security.tries('account', ref, 'activate', { posts: [asked('reviewer')] })).body.code).toBe('POST_KIND_MISMATCH');
    expect((await security.tries('account', ref, 'activate', { posts: [asked('clerk', bureau.code)] })).body.code).toBe('POST_FOREIGN_ORGANISATION');
    expect((await security.tries('account', ref, 'activate', { posts: [{ ...asked('clerk'), post: 'platform-audit' }] })).status).toBe(400);
    expect((await security.tries('account', ref, 'activate', { posts: [{ ...asked('clerk'), to: '2026-09-01' }] })).body.code).toBe('POST_DATES_INVALID');
    const answer = await security.act('account', ref, 'activate', { posts: [asked('clerk')] });
    expect(answer).toMatchObject({ state: 'active', once: { account: 'edu.clerk2', url: expect.stringContaining('/activate/') } });
    expect(await it.client('platform.audit').get(`/api/account/${ref}`)).toMatchObject({ state: 'active', own: { account: 'edu.clerk2', posts: [{ post: 'clerk' }] } });
    const again = await it.client('platform.system').ask('POST', '/api/account', create('edu.clerk2', []), { 'idempotency-key': randomUUID() });
    expect(again.body.code).toBe('ACCOUNT_NAME_TAKEN');
  });

  test('the person sets the password himself and is in; another browser, or a second time, is not', async () => {
    const { url, code } = await activated('edu.op', [asked('operator')]);
    const path = `/activate/${url.split('/').at(-1)}`;
    const [own, other] = [browser(), browser()];
    expect((await own.get(path)).status).toBe(200);
    expect((await other.get(path)).status).toBe(404);
    expect((await own.post(path, { code: ` ${code.toLowerCase()}`, password: good })).status).toBe(200);
    expect((await own.post('/session', { account: 'EDU.op ', password: good })).body).toMatchObject({ next: 'done', posts: [{ post: 'operator', orgName: education.name }] });
    expect((await own.get('/session')).body).toMatchObject({ actor: { label: '市教育局·交换运维' }, last: null });
  });

  test('posts of an authority need a second factor before anything else', async () => {
    await firstPassword(await activated('bureau.rev2', [asked('reviewer', bureau.code)], bureau.code));
    const own = browser();
    expect((await own.post('/session', { account: 'bureau.rev2', password: good })).body.next).toBe('enrol');
    expect((await own.get('/session')).body.code).toBe('TOTP_REQUIRED');
    expect((await own.get('/worklist')).body.code).toBe('TOTP_REQUIRED');
    expect((await own.post('/session/post', { org: bureau.code, post: 'reviewer' })).body.code).toBe('TOTP_REQUIRED');
    const { secret } = (await own.post('/session/totp')).body;
    expect((await own.post('/session/totp/confirm', { code: '000000' })).body.code).toBe('TOTP_WRONG');
    const done = (await own.post('/session/totp/confirm', { code: codeAt(secret) })).body;
    expect(done).toMatchObject({ next: 'done' });
    expect(done.recoveryCodes).toHaveLength(10);
    expect((await own.get('/worklist')).status).toBe(200);
    expect((await browser().post('/session', { account: 'bureau.rev2', password: good })).body.next).toBe('code');
    const opened = await activated('bureau.late', [asked('clerk', bureau.code)], bureau.code);
    await firstPassword(opened);
    const late = browser();
    expect((await late.post('/session', { account: 'bureau.late', password: good })).body.next).toBe('done');
    await it.client('platform.security').act('account', opened.ref, 'set-posts', { posts: [asked('clerk', bureau.code), asked('reviewer', bureau.code)] });
    expect((await late.post('/session/post', { org: bureau.code, post: 'reviewer' })).body.code).toBe('TOTP_REQUIRED'); // given while the session was open
    expect((await late.get('/session')).body.actor.post).toBe('clerk');
  });

  test('several posts: one is chosen, changed at will, and ends on its day', async () => {
    const opened = await activated('edu.two', [asked('clerk'), { ...asked('cataloguer'), to: '2026-09-20' }]);
    const { ref } = opened;
    await firstPassword(opened);
    const own = browser();
    expect((await own.post('/session', { account: 'edu.two', password: good })).body).toMatchObject({ next: 'choose-post', posts: [{ post: 'cataloguer' }, { post: 'clerk' }] });
    expect((await own.get('/session')).body.code).toBe('SESSION_POST_MISSING');
    expect((await own.post('/session/post', { org: education.code, post: 'head' })).body.code).toBe('POST_NOT_HELD');
    const before = own.cookies.get('__Host-shuqiao');
    expect((await own.post('/session/post', { org: education.code, post: 'cataloguer' })).body.next).toBe('done');
    expect(own.cookies.get('__Host-shuqiao')).not.toBe(before);
    expect((await own.get('/catalog/department')).status).toBe(200);
    await it.clock.movesTo('2026-09-21');
    expect((await own.get('/catalog/department')).body.code).toBe('POST_NOT_HELD');
    expect((await own.post('/session/post', { org: education.code, post: 'clerk' })).body.next).toBe('done');
    await it.client('platform.security').act('account', ref, 'set-posts', { posts: [{ ...asked('operator'), from: '2026-09-21' }] });
    expect((await own.get('/session')).body.code).toBe('POST_NOT_HELD');
  });

  test('neither officer alone opens an account: the link without the code, the code without the link, guessing: Art. 35.2', async () => {
    const { url, code } = await activated('edu.alone', [asked('clerk')]);
    const path = `/activate/${url.split('/').at(-1)}`;
    const insider = browser(); // the security officer, who has seen the link
    expect((await insider.get(path)).status).toBe(200);
    expect((await insider.post(path, { password: good })).status).toBe(400);
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => insider.post(path, { code: `AAAA-AAAA-AA${n}A`, password: good })));
    expect(guesses.filter((one) => one.body.code === 'ACTIVATION_CODE_WRONG').length).toBeLessThanOrEqual(10);
    expect(guesses.some((one) => one.body.code === 'LINK_SPENT')).toBe(true);
    expect((await insider.post(path, { code, password: good })).body.code).toBe('LINK_SPENT'); // ten were enough
    expect((await browser().post('/session', { account: 'edu.alone', password: good })).body.code).toBe('LOGIN_FAILED');
    const other = await activated('edu.other', [asked('clerk')]);
    expect((await browser().post(`/activate/${other.url.split('/').at(-1)}`, { code, password: good })).body.code).toBe('ACTIVATION_CODE_WRONG'); // somebody else’s code
    const { rows } = await sql<{ text: string }>`select c::text as text from activation_code c union all select r.answer::text from case_request r`.execute(it.database.db);
    for (const one of [code, other.code, other.url]) expect(rows.some((row) => row.text.includes(one))).toBe(false); // kept hashed, shown once
  });

  test('a link made anew needs a new code; what was said is told to the person, the head and the audit officer: Art. 35.2', async () => {
    const opened = await activated('edu.lost', [asked('operator')]);
    const { ref } = opened;
    const [security, system] = [it.client('platform.security'), it.client('platform.system')];
    const own = async () => (await security.get(`/api/account/${ref}`)).own;
    const { person } = await own();
    expect(await own()).toMatchObject({ link: { endsAt: expect.any(String) }, code: { endsAt: expect.any(String) } });
    await firstPassword(opened);
    expect(await own()).toMatchObject({ link: null, code: null });
    const again = await security.post(`/api/accounts/${person}/link`, {});
    const path = `/activate/${again.url.split('/').at(-1)}`;
    const owner = browser();
    expect((await owner.get(path)).status).toBe(200);
    expect((await owner.post(path, { code: opened.code, password: 'Canal-2026-South' })).body.code).toBe('ACTIVATION_CODE_WRONG'); // used up
    expect((await security.ask('POST', `/api/accounts/${person}/code`, {})).status).toBe(403);
    const { code } = await system.post(`/api/accounts/${person}/code`, {});
    expect((await owner.post(path, { code, password: good })).body.code).toBe('PASSWORD_REUSED');
    expect((await owner.post(path, { code, password: 'Canal-2026-South' })).status).toBe(200);
    expect((await browser().post('/session', { account: 'edu.lost', password: 'Canal-2026-South' })).body.next).toBe('done');
    expect((await security.ask('DELETE', `/api/accounts/${person}/factor`)).status).toBe(200);
    await it.settle();
    for (const who of ['education.head', 'platform.audit']) {
      const texts = (await it.client(who).get('/api/notifications')).rows.map((row: { text: string }) => row.text).filter((text: string) => text.includes('edu.lost') && text.includes('不是本人要求的'));
      expect(texts.length, who).toBe(3);
    }
    const { rows } = await sql<{ kind: string }>`select kind from ledger_pending where kind like 'account-%' union all select kind from ledger_entry where kind like 'account-%'`.execute(it.database.db);
    expect(rows.map((row) => row.kind)).toEqual(expect.arrayContaining(['account-link', 'account-code', 'account-factor']));
  });

  test('locked: out at once, wherever he is; unlocked: in again; closed: gone', async () => {
    const opened = await activated('edu.sec2', [asked('security')]);
    const { ref } = opened;
    await firstPassword(opened);
    const own = browser();
    await own.post('/session', { account: 'edu.sec2', password: good });
    const security = it.client('platform.security');
    expect((await security.tries('account', ref, 'lock', {})).status).toBe(400);
    await security.act('account', ref, 'lock', { reason: '涉安全事件' });
    expect((await own.get('/session')).body.code).toBe('SESSION_ENDED');
    expect((await own.post('/session', { account: 'edu.sec2', password: good })).body.code).toBe('ACCOUNT_INACTIVE');
    expect((await own.post('/session', { account: 'edu.sec2', password: 'wrong' })).body.code).toBe('LOGIN_FAILED');
    await security.act('account', ref, 'unlock');
    expect((await own.post('/session', { account: 'edu.sec2', password: good })).body.next).toBe('done');
    await security.act('account', ref, 'close', { reason: '调离' });
    expect((await own.get('/session')).status).toBe(401);
    expect((await own.post('/session', { account: 'edu.sec2', password: good })).body.code).toBe('LOGIN_FAILED');
  });

  test('36.1: the account of an entrusted party has an end, and ends by itself', async () => {
    const system = it.client('platform.system');
    const entrusted = { ...create('vendor.one', [{ ...asked('operator'), to: '2026-10-09' }]), entrusted: 'WT-320800-2026-000001' };
    expect((await system.ask('POST', '/api/account', entrusted, { 'idempotency-key': randomUUID() })).body.code).toBe('ACCOUNT_END_REQUIRED');
    const ref = await system.open('account', { ...entrusted, until: '2026-10-09' });
    const security = it.client('platform.security');
    expect((await security.tries('account', ref, 'activate', { posts: [asked('operator')] })).body.code).toBe('ACCOUNT_END_REQUIRED');
    await security.act('account', ref, 'activate', { posts: [{ ...asked('operator'), to: '2026-10-09' }] });
    await it.clock.movesTo('2026-10-10');
    expect(await security.state('account', ref)).toBe('closed');
  });

  test('long unused accounts are locked by the clock', async () => {
    const { ref } = await activated('edu.idle', [asked('clerk')]);
    await sql`update account set made_at = made_at - interval '200 days' where login = 'edu.idle'`.execute(it.platform.db);
    const { db, directory, inside } = it.platform.engine;
    expect(await lockUnused({ db, directory, inside })).toBe(1);
    expect(await it.client('platform.security').state('account', ref)).toBe('locked');
  });

  test('what was handed to somebody by name is handed on before his post ends or his account closes: Art. 11, 35.2', async () => {
    const { ref } = await activated('edu.cat2', [asked('cataloguer')]);
    const security = it.client('platform.security');
    const { person } = (await security.get(`/api/account/${ref}`)).own;
    const draft = await it.client('education.cataloguer').open('catalog', { act: 'compile', name: '转办样例' });
    await it.client('education.cataloguer').act('catalog', draft, 'hand-over', { to: person });
    const kept = [{ ...asked('clerk'), from: '2026-10-10' }];
    expect((await security.tries('account', ref, 'set-posts', { posts: kept })).body).toMatchObject({ code: 'POST_WORK_OPEN', message: expect.stringContaining('1 件') });
    expect((await security.tries('account', ref, 'close', { reason: '调离' })).body.code).toBe('POST_WORK_OPEN');
    const own = (await it.client('education.clerk').get('/api/session')).person.id;
    expect((await it.client('education.chief').tries('catalog', draft, 'hand-over', { to: own })).body.code).toBe('HANDOVER_TARGET_INVALID'); // no cataloguer
    const colleague = (await it.client('education.cataloguer').get('/api/session')).person.id;
    await it.client('education.chief').act('catalog', draft, 'hand-over', { to: colleague });
    await security.act('account', ref, 'set-posts', { posts: kept });
    await security.act('account', ref, 'close', { reason: '调离' });
    expect((await security.tries('account', ref, 'unlock')).body.code).toBe('NO_SUCH_MOVE');
    expect((await security.tries('account', ref, 'set-posts', { posts: [asked('clerk')] })).body.code).toBe('NO_SUCH_MOVE');
  });

  test('what the stop of an entrusted party locked its resumption unlocks, and nothing that an officer locked; refused, an account is closed: Art. 35.2, 36.1', async () => {
    const security = it.client('platform.security');
    const { inside } = it.platform.engine;
    const at = (ref: string) => ({ region: ref.slice(0, 6), id: ref.slice(7) });
    const happens = (ref: string, act: string, event: string) => transact(it.platform.db, (tx) => inside.moveIfAny(tx, at(ref), act, { clock: event }, { reason: event }));
    const { ref } = await activated('vendor.two', [asked('operator')]);
    expect(await happens(ref, 'lock', 'entrusted.stopped')).toBe(true);
    expect(await security.state('account', ref)).toBe('locked');
    expect(await happens(ref, 'unlock', 'entrusted.resumed')).toBe(true);
    await security.act('account', ref, 'lock', { reason: '涉安全事件' });
    expect(await happens(ref, 'unlock', 'entrusted.resumed')).toBe(false); // it was not the stop that locked it
    expect(await security.state('account', ref)).toBe('locked');
    expect(await happens(ref, 'close', 'entrusted.left')).toBe(true);
    const other = await it.client('platform.system').open('account', create('edu.nobody', [asked('clerk')]));
    expect((await security.tries('account', other, 'refuse', {})).status).toBe(400);
    expect((await it.client('platform.system').tries('account', other, 'refuse', { reason: '未批准' })).status).toBe(403);
    expect((await security.act('account', other, 'refuse', { reason: '未批准' })).state).toBe('closed');
  });

  test('an organisation that has ended has nobody: who was in is out, its posts are empty: Art. 11, 35.2', async () => {
    const code = '11320800PDY000116L';
    const org = { code, name: '淮安市体育局', shortName: '市体育局', region: '320800', kind: 'department', authority: bureau.code, document: '淮编〔2026〕12号' };
    await it.client('platform.system').post('/api/organisations', org);
    const opened = await activated('sport.clerk', [asked('clerk', code)], code);
    await firstPassword(opened);
    const own = browser();
    expect((await own.post('/session', { account: 'sport.clerk', password: good })).body.next).toBe('done');
    expect((await own.get('/worklist')).status).toBe(200);
    const ended = (endedOn: string) => it.client('platform.system').put(`/api/organisations/${code}`, { endedOn, document: '淮编〔2026〕20号' });
    await ended('2026-10-11');
    expect((await own.get('/worklist')).status).toBe(200); // it stands until then
    await ended('2026-10-10');
    expect((await own.get('/worklist')).body.code).toBe('POST_NOT_HELD');
    expect(await transact(it.platform.db, (tx) => it.platform.engine.directory.holdersOf(tx, code, 'clerk', '2026-10-10' as never))).toEqual([]);
    expect((await it.client('platform.system').ask('POST', '/api/account', create('sport.two', [asked('clerk', code)], code), { 'idempotency-key': randomUUID() })).body.code).toBe('ORGANISATION_INACTIVE');
  });

  test('many at once: by row, the right ones stand', async () => {
    const csv = '\uFEFF账号,姓名,统一社会信用代码,岗位,文件\r\n'
      + `civil.a,某岗,${organisations.civil.code},经办人；编目员,"人字〔2026〕1号"\r\nCivil B,某岗,${organisations.civil.code},,\r\ncivil.c,某岗,11320800PDY0000361X,,\r\nplatform.audit,某岗,${organisations.civil.code},,\r\n`;
    const answer = await it.client('platform.system').post('/api/accounts/import', { csv });
    expect(answer).toMatchObject({ made: 1, problems: [{ row: 3, about: 'Civil B' }, { row: 4 }, { row: 5 }] });
    expect(answer.left.split('\n')).toEqual(['账号,姓名,统一社会信用代码,岗位,文件', `Civil B,某岗,${organisations.civil.code},,`, 'civil.c,某岗,11320800PDY0000361X,,', `platform.audit,某岗,${organisations.civil.code},,`]);
    const pasted = await it.client('platform.system').post('/api/accounts/import', { csv: `账号\t姓名\t统一社会信用代码\t岗位\t任职起\ncivil.d\t某岗\t${organisations.civil.code}\t经办员\t2026/3/5\n` });
    expect(pasted).toMatchObject({ made: 0, problems: [{ row: 2, message: expect.stringContaining('没有“经办员”，只能写：编目员、经办人、') }] });
    const page = await it.client('platform.security').get('/api/accounts?state=inactive&q=civil');
    expect(page.rows).toMatchObject([{ account: 'civil.a', stateZh: '未启用', ref: expect.any(String) }]);
    const ref: string = page.rows[0].ref;
    expect(await it.client('platform.security').act('account', ref, 'activate')).toMatchObject({ state: 'active' }); // with the posts that were asked for
    expect((await it.client('platform.security').get(`/api/account/${ref}`)).own.posts.map((one: { post: string }) => one.post).sort()).toEqual(['cataloguer', 'clerk']);
  });
});

describe('委托代办', () => {
  test('a head gives his post to a colleague for some days: the colleague chooses it, acts in it, and it ends', async () => {
    const head = it.client('civil.head');
    for (const [from, to, code] of [['2026-10-10', '2026-10-12', 'DELEGATION_TAKER_INVALID'], ['2026-01-05', '2026-10-12', 'DELEGATION_DATES_INVALID'], ['2026-10-12', '2026-10-10', 'DELEGATION_DATES_INVALID']]) {
      for (const taker of ['education.clerk', 'not.there']) expect((await head.ask('POST', '/api/delegations', { taker, from, to })).body.code).toBe(code); // nobody learns which accounts there are
    }
    expect((await head.ask('POST', '/api/delegations', { taker: 'civil.chief', from: '2026-10-05', to: '2026-10-12' })).body.code).toBe('DELEGATION_DATES_INVALID'); // backdated
    expect((await head.ask('POST', '/api/delegations', { taker: 'civil.head', from: '2026-10-10', to: '2026-10-12' })).body.code).toBe('DELEGATION_TAKER_INVALID');
    const given = await head.post('/api/delegations', { taker: 'civil.chief', from: '2026-10-10', to: '2026-10-12' });
    expect(given.rows).toMatchObject([{ postZh: '共享工作机构负责人', taker: 'civil.chief' }]);
    expect((await head.ask('POST', '/api/delegations', { taker: 'civil.clerk', from: '2026-10-12', to: '2026-10-13' })).body.code).toBe('DELEGATION_OVERLAPS');
    const { posts } = await it.client('civil.chief').get('/api/session');
    const delegated = posts.find((one: { behalf: boolean }) => one.behalf);
    expect(delegated).toMatchObject({ post: 'head', orgName: organisations.civil.name });
    const answer = await it.client('civil.chief').ask('POST', '/api/session/post', { org: delegated.org, post: 'head', behalfOf: delegated.behalfOf });
    expect(answer.status).toBe(200);
    expect((await it.platform.db.selectFrom('ledgerPending').select('kind').where('kind', '=', 'delegation').execute()).length).toBe(1);
    await head.delete(`/api/delegations/${given.rows[0].id}`);
    expect((await head.get('/api/delegations')).rows).toEqual([]);
  });

  test('the three officers hand nothing on', async () => {
    expect((await it.client('platform.security').ask('POST', '/api/delegations', { taker: 'bureau.clerk', from: '2026-10-10', to: '2026-10-12' })).status).toBe(403);
  });
});
