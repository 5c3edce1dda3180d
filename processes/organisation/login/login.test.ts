import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { addPost, insertAccount } from '../store/accounts.ts';
import { addPassword } from '../store/credentials.ts';
import { readSettings } from '../store/settings.ts';
import { office } from '../testing.ts';
import type { Office } from '../testing.ts';
import { hashPassword, refuseWeak } from './passwords.ts';
import { networkOf } from './slowing.ts';
import { codeAt, newSeed, stepOf } from './totp.ts';
import { hashRecoveryCode, newRecoveryCodes } from './secrets.ts';

let it: Office;
const org = '11320800PDY00001X6';
const password = 'Canal-2026-North';
beforeAll(async () => {
  it = await office();
  await transact(it.test.db, async (tx) => {
    await tx.insertInto('organisation').values({ code: org, region: '320800', name: '淮安市教育局', shortName: '市教育局', kind: 'department', since: '2020-01-01' }).execute();
    await tx.insertInto('platform').values({ region: '320800', org, name: '淮安市政务数据共享平台' }).execute();
  });
  for (const login of ['slow.one', 'slow.two', 'single', 'idle', 'confirm', 'change', 'expired', 'posts', 'nopost']) await person(login, login === 'nopost' ? [] : ['clerk']);
});
afterAll(() => it.stop());

async function person(login: string, posts: string[]): Promise<void> {
  const id = uuidv7();
  const hash = await hashPassword(password);
  await transact(it.test.db, async (tx) => {
    await insertAccount(tx, { person: id, kind: 'staff', login, name: login, org, state: 'active' });
    for (const post of posts) await addPost(tx, { region: '320800', org, post, person: id, kind: 'staff', validFrom: '2020-01-01', validTo: null });
    await addPassword(tx, id, hash, 5);
  });
}
const login = (account: string, given = password) => it.browser().post('/session', { account, password: given });
/** The last failures were so many seconds ago, however long this machine took over a password since. */
const failedBefore = (seconds: number) => sql`update login_failure set last_at = clock_timestamp() - make_interval(secs => ${seconds}::float8)`.execute(it.test.db);

describe('failed log-ins slow down and never lock', () => {
  test('the first three are free, then each waits twice as long; the right password waits too, and is heard after it', async () => {
    for (let n = 0; n < 3; n += 1) expect((await login('slow.one', 'wrong')).body.code).toBe('LOGIN_FAILED');
    await failedBefore(0);
    const slowed = await login('slow.one', 'wrong');
    expect(slowed).toMatchObject({ status: 429, body: { code: 'LOGIN_SLOWED' } });
    await failedBefore(0);
    expect((await login('slow.one')).body.code).toBe('LOGIN_SLOWED');
    await failedBefore(2.5);
    expect((await login('slow.one', 'wrong')).body.code).toBe('LOGIN_FAILED');
    await failedBefore(2.5);
    expect((await login('slow.one', 'wrong')).body.code).toBe('LOGIN_SLOWED'); // four seconds now
    await failedBefore(1_200);
    const back = await login('slow.one');
    expect(back.body.next).toBe('done');
    expect((await login('slow.one', 'wrong')).body.code).toBe('LOGIN_FAILED'); // all forgotten
  });

  test('who has logged in with a browser waits there for his own failures alone: a colleague in his network locks him out neither before nor after it', async () => {
    const own = it.browser();
    const mine = (given = password) => own.post('/session', { account: 'slow.two', password: given });
    const manyMore = () => sql`update login_failure set failures = 500, last_at = clock_timestamp()`.execute(it.test.db);
    await mine();
    await login('slow.two', 'wrong');
    await manyMore();
    expect((await login('slow.two')).body.code).toBe('LOGIN_SLOWED');
    expect((await own.post('/session/confirm', { password })).status).toBe(200);
    expect((await mine()).body.next).toBe('done');
    await mine('wrong');
    await manyMore();
    expect((await mine()).body.code).toBe('LOGIN_SLOWED'); // a stolen mark guesses no faster
    expect((await own.post('/session', { account: 'single', password })).body.code).toBe('LOGIN_SLOWED'); // nor does it for another account
    await sql`delete from login_failure`.execute(it.test.db);
    expect((await own.post('/session', { account: 'single', password })).body.next).toBe('done');
    expect(own.cookies.get('__Host-shuqiao-browser')?.split('.')).toHaveLength(2); // a desk of two
  });

  test('another account, and an account that does not exist, are slowed alike and by themselves', async () => {
    expect((await login('slow.two')).body.next).toBe('done');
    for (let n = 0; n < 3; n += 1) expect((await login('not.there', 'wrong')).body.code).toBe('LOGIN_FAILED');
    await failedBefore(0);
    expect((await login('not.there', 'wrong')).body.code).toBe('LOGIN_SLOWED');
  });

  test('twenty at once count as twenty', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => login('burst', 'wrong')));
    const heard = answers.filter((answer) => answer.status === 401).length;
    expect([3, 4]).toContain(heard); // a machine that takes two seconds to hear them all hears one more
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(20 - heard);
  });

  test.each([['10.1.2.3', '10.1.2.0/24'], ['::ffff:10.1.2.3', '10.1.2.0/24'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:db8::1', '2001:db8:0:0::/64'], ['::1', '0:0:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64']])('network of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('sessions', () => {
  test('one per account: the second log-in ends the first, and tells of it', async () => {
    const [first, second] = [it.browser(), it.browser()];
    await first.post('/session', { account: 'single', password });
    await second.post('/session', { account: 'single', password });
    expect((await first.get('/session')).body).toMatchObject({ code: 'SESSION_REPLACED', message: expect.stringMatching(/^您的账号已于 \d{4}-\d{2}-\d{2} \d{2}:\d{2} 在 127\.0\.0\.1 登录，这里的登录已经结束/) });
    expect((await second.get('/session')).body.last).toMatchObject({ address: '127.0.0.1', failures: 0 });
    expect((await second.delete('/session')).status).toBe(200);
    expect((await second.get('/session')).status).toBe(401);
  });

  test('twenty log-ins at once leave one session', async () => {
    await Promise.all(Array.from({ length: 20 }, () => login('single')));
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from session s join account a using (person) where a.login = 'single' and s.ended_at is null`.execute(it.test.db);
    expect(rows[0]?.n).toBe(1);
  });

  test('idle for too long, open for too long: ended by the server; polling keeps nobody in', async () => {
    const own = it.browser();
    await own.post('/session', { account: 'idle', password });
    await sql`update session set seen_at = now() - interval '14 minutes' where ended_at is null`.execute(it.test.db);
    const polling = it.browser({ 'x-shuqiao-poll': '1' });
    own.cookies.forEach((value, name) => polling.cookies.set(name, value));
    expect((await polling.get('/session')).status).toBe(200);
    await sql`update session set seen_at = seen_at - interval '2 minutes' where ended_at is null`.execute(it.test.db);
    expect((await own.get('/session')).body.code).toBe('SESSION_ENDED');
    await own.post('/session', { account: 'idle', password });
    await sql`update session set ends_at = now() - interval '1 second' where ended_at is null`.execute(it.test.db);
    expect((await own.get('/session')).body.code).toBe('SESSION_ENDED');
    const why = await it.test.db.selectFrom('session as s').innerJoin('account as a', 'a.person', 's.person').select('endedWhy').where('a.login', '=', 'idle').orderBy('s.madeAt').execute();
    expect(why.map((row) => row.endedWhy)).toEqual(['idle', 'absolute']);
  });

  test('the cookie: host-bound, secure, out of reach of scripts and other sites; kept hashed', async () => {
    const answer = await fetch(`${it.base}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ account: 'single', password }) });
    const [line = '', mark] = answer.headers.getSetCookie();
    expect(line).toMatch(/^__Host-shuqiao=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(mark).toMatch(/^__Host-shuqiao-browser=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const token = line.slice('__Host-shuqiao='.length, line.indexOf(';'));
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from session s where s::text like ${`%${token}%`}`.execute(it.test.db);
    expect(rows[0]?.n).toBe(0);
  });

  test('whoever holds no post today has no business here', async () => {
    expect((await login('nopost')).body.code).toBe('SESSION_NO_POST');
  });

  test('again before a grave act: a wrong password does not do, the right one gives a new cookie', async () => {
    const own = it.browser();
    await own.post('/session', { account: 'confirm', password });
    const before = own.cookies.get('__Host-shuqiao') ?? '';
    await sql`update session set confirmed_at = now() - interval '1 hour' where person = (select person from account where login = 'confirm')`.execute(it.test.db);
    expect((await own.post('/session/totp', {})).body.code).toBe('CONFIRM_IDENTITY'); // an open session that somebody found ties nobody's telephone to it
    expect((await own.post('/session/confirm', { password: 'wrong' })).body.code).toBe('LOGIN_FAILED');
    expect((await own.post('/session/confirm', { password })).body.confirmedUntil > new Date().toISOString()).toBe(true);
    expect(own.cookies.get('__Host-shuqiao')).not.toBe(before);
    own.cookies.set('__Host-shuqiao', before);
    expect((await own.get('/session')).body.code).toBe('SESSION_ENDED');
  });
});

describe('passwords', () => {
  test.each([
    ['Short1!aa', '少于 10 位'], ['alllowercase', '只有 1 类'], ['lower12345678', '只有 2 类'], ['Clerk.One-2026', '含有账号名'], ['x'.repeat(201), '多于'],
  ])('%s is refused: %s', (given, why) => {
    expect(() => refuseWeak(given, 'clerk.one', { passwordLeast: 10, passwordClasses: 3, passwordKept: 5, passwordDays: 90 })).toThrow(why);
  });

  test('changing it: the old one is asked, the last five do not come back', async () => {
    const own = it.browser();
    await own.post('/session', { account: 'change', password });
    expect((await own.post('/session/password', { old: 'wrong', new: 'Canal-2026-South' })).body.code).toBe('LOGIN_FAILED');
    expect((await own.post('/session/password', { old: password, new: 'short' })).body.code).toBe('PASSWORD_TOO_WEAK');
    expect((await own.post('/session/password', { old: password, new: password })).body.code).toBe('PASSWORD_REUSED');
    let old = password;
    for (let n = 1; n <= 4; n += 1) {
      expect((await own.post('/session/password', { old, new: `Canal-2026-Lock${n}` })).status).toBe(200);
      old = `Canal-2026-Lock${n}`;
    }
    expect((await own.post('/session/password', { old, new: password })).body.code).toBe('PASSWORD_REUSED');
    expect((await own.post('/session/password', { old, new: 'Canal-2026-Lock5' })).status).toBe(200);
    expect((await own.post('/session/password', { old: 'Canal-2026-Lock5', new: password })).status).toBe(200);
  });

  test('after ninety days it must be changed before anything else', async () => {
    const { passwordDays } = await readSettings(it.test.db);
    await sql`update password set set_at = now() - make_interval(days => ${passwordDays + 1}) where person = (select person from account where login = 'expired')`.execute(it.test.db);
    const own = it.browser();
    expect((await own.post('/session', { account: 'expired', password })).body.next).toBe('password');
    expect((await own.get('/session')).body.code).toBe('PASSWORD_EXPIRED');
    expect((await own.get('/session/next')).body.next).toBe('password');
    expect((await own.post('/session/password', { old: password, new: 'Canal-2027-North' })).body.next).toBe('done');
    expect((await own.get('/session')).status).toBe(200);
  });

  test('nothing of a password or seed lies in the database', async () => {
    const { rows } = await sql<{ hash: string }>`select hash from password limit 5`.execute(it.test.db);
    for (const { hash } of rows) expect(hash).toMatch(/^\$argon2id\$/);
  });
});

describe('second factor', () => {
  test('RFC 6238: a code is right in its step and the one beside it, and each names its step', () => {
    const seed = newSeed();
    const now = 1_800_000_000_000;
    const secret = Buffer.from(seed).toString('hex');
    const base32 = secret.match(/../g)?.map((byte) => parseInt(byte, 16).toString(2).padStart(8, '0')).join('').match(/.{5}/g)?.map((bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(parseInt(bits, 2))).join('') ?? '';
    const code = codeAt(base32, now);
    expect(stepOf(seed, code, now)).toBe(now / 30_000);
    expect(stepOf(seed, code, now + 30_000)).toBe(now / 30_000);
    expect(stepOf(seed, code, now + 90_000)).toBeUndefined();
    expect(stepOf(seed, '12345', now)).toBeUndefined();
    expect(stepOf(seed, '12345六', now)).toBeUndefined();
  });

  test('recovery codes are ten, different, and read back however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(hashRecoveryCode(` ${codes[0]?.toLowerCase().replace(/-/g, ' ')} `)).toEqual(hashRecoveryCode(codes[0] ?? ''));
  });
});
