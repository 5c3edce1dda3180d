import { fail } from '../../../law/errors.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Db, Reader, Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Keys } from '../../../platform/keys/index.ts';
import type { HeldPost } from '../../../platform/procedures/ports.ts';
import { accountByLogin, accountOf } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { factorOf, lastPasswords, takeRecoveryCode, takeStep } from '../store/credentials.ts';
import { heldPosts, readLegalToday } from '../store/directory.ts';
import { endSessions, insertSession, lastLogin, lockAccount, setPost, setStage } from '../store/sessions.ts';
import type { Stage } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';
import { isPassword, spendOnNobody } from './passwords.ts';
import { hashRecoveryCode, hashToken, newToken } from './secrets.ts';
import { markOf } from './known-browser.ts';
import { beginAttempt } from './slowing.ts';
import { stepOf } from './totp.ts';

export interface LoginDeps { readonly db: Db; readonly keys: Pick<Keys, 'seal' | 'open' | 'tokenKey'> }
export interface LoggedIn { readonly next: 'code' | 'password' | 'enrol' | 'choose-post' | 'done'; readonly token?: string; readonly posts: readonly HeldPost[]; readonly person?: string }

/**
 * Password, then second factor where there is one, then what is still to be done before the first act: a new password,
 * a second factor, the choice of a post. Whatever is wrong before that is one answer at one cost.
 *
 * @param marks  what the browser keeps of accounts that have logged in with it
 * @throws LOGIN_FAILED, LOGIN_SLOWED, ACCOUNT_INACTIVE, SESSION_NO_POST
 */
export async function logIn(deps: LoginDeps, given: { readonly account: string; readonly password: string; readonly code?: string | undefined }, address: string, marks?: string): Promise<LoggedIn> {
  const login = loginOf(given);
  const own = markOf(deps.keys, login, marks);
  const attempt = await beginAttempt(deps.db, login, own === undefined ? { address } : { own });
  const { account, nth } = await provePassword(deps.db, login, given.password);
  if (account.state === 'locked') fail('ACCOUNT_INACTIVE');
  const factor = await factorOf(deps.db, account.person);
  if (factor?.sealed != null) {
    if (given.code === undefined || given.code.trim() === '') {
      await attempt.half();
      return { next: 'code', posts: [] };
    }
    if (!await proveCode(deps, account.person, factor.sealed, given.code)) fail('LOGIN_FAILED');
  }
  const failures = await attempt.succeeded();
  return transact(deps.db, (tx) => begin(tx, account, nth, address, failures));
}

/** As it is kept. */
export const loginOf = (given: { readonly account: string }): string => given.account.trim().toLowerCase();

async function provePassword(db: Db, login: string, password: string): Promise<{ readonly account: AccountRow; readonly nth: number }> {
  const account = await accountByLogin(db, login);
  const stored = account === undefined ? undefined : (await lastPasswords(db, account.person, 1))[0];
  if (account === undefined || stored === undefined || account.state === 'closed' || account.state === 'inactive') {
    await spendOnNobody(password);
    return fail('LOGIN_FAILED');
  }
  return await isPassword(stored.hash, password) ? { account, nth: stored.nth } : fail('LOGIN_FAILED');
}

/** A code of the telephone, each once; or one of the recovery codes, each once. */
export async function proveCode(deps: LoginDeps, person: string, sealed: Buffer, code: string): Promise<boolean> {
  const plain = code.replace(/\s/g, '');
  const step = stepOf(deps.keys.open('totp', sealed, factorRow(person)), plain);
  if (step !== undefined) return takeStep(deps.db, person, step);
  return plain.length >= 12 && await takeRecoveryCode(deps.db, person, hashRecoveryCode(plain));
}

/** Names the row to which a sealed seed belongs. */
export const factorRow = (person: string): string => `second_factor/${person}`;

async function begin(tx: Tx, account: AccountRow, nth: number, address: string, failures: number): Promise<LoggedIn> {
  await lockAccount(tx, account.person);
  // While the password was being proved the account may have been locked, or the password changed by a link.
  if ((await accountOf(tx, account.person))?.state !== 'active') fail('ACCOUNT_INACTIVE');
  if ((await lastPasswords(tx, account.person, 1))[0]?.nth !== nth) fail('LOGIN_FAILED');
  const before = await lastLogin(tx, account.person);
  await endSessions(tx, 'replaced', [account.person]);
  const id = uuidv7();
  const token = newToken();
  await insertSession(tx, { id, tokenHash: hashToken(token), person: account.person, stage: 'choose-post', address, last: before === undefined ? null : { ...before, failures } });
  const reached = await advance(tx, id, account);
  return { ...reached, token, person: account.person };
}

/** Brings a session as far as it goes: to the first thing that is still to be done, or to its only post. */
export async function advance(tx: Tx, id: string, account: { readonly person: string; readonly kind: string }): Promise<{ next: Stage; posts: readonly HeldPost[] }> {
  const posts = await heldPosts(tx, account.person, await readLegalToday(tx));
  if (posts.length === 0) fail('SESSION_NO_POST');
  const missing = await stillMissing(tx, account, posts);
  const only = posts.length === 1 ? posts[0] : undefined;
  if (missing !== undefined) await setStage(tx, id, missing);
  else if (only !== undefined) await setPost(tx, id, only);
  else await setStage(tx, id, 'choose-post');
  return { next: missing ?? (only === undefined ? 'choose-post' : 'done'), posts };
}

async function stillMissing(tx: Reader, account: { readonly person: string; readonly kind: string }, posts: readonly HeldPost[]): Promise<'password' | 'enrol' | undefined> {
  const policy = await readSettings(tx);
  const newest = (await lastPasswords(tx, account.person, 1))[0];
  if (newest === undefined || Date.parse(newest.setAt) + policy.passwordDays * 86_400_000 < Date.now()) return 'password';
  const needed = policy.factorForAll || needsFactor(account.kind, posts);
  return needed && (await factorOf(tx, account.person))?.sealed == null ? 'enrol' : undefined;
}

/** A second factor is a must for the three officers and for posts of an authority. */
export function needsFactor(kind: string, posts: readonly Pick<HeldPost, 'post'>[]): boolean {
  return kind !== 'staff' || posts.some(({ post }) => post === 'reviewer' || post === 'lead');
}
