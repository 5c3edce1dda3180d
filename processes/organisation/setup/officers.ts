import { fail } from '../../../law/errors.ts';
import { addPending } from '../../../platform/ledger/pending.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Db, Tx } from '../../../platform/postgres/database.ts';
import type { Keys } from '../../../platform/keys/index.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { OrganisationDeps } from '../deps.ts';
import { factorRow } from '../login/log-in.ts';
import { hashPassword, refuseWeak } from '../login/passwords.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../login/secrets.ts';
import { enrolmentOf, newSeed, stepOf } from '../login/totp.ts';
import type { Enrolment } from '../login/totp.ts';
import { accountByLogin, addPost, endDelegations, endPost, insertAccount, officerOf, postsFrom, setAccountState } from '../store/accounts.ts';
import { addPassword, insertFactor, removeFactor, replaceRecoveryCodes } from '../store/credentials.ts';
import { readLegalToday } from '../store/directory.ts';
import { setPending, useLink } from '../store/links.ts';
import type { LinkRow, OfficerKind } from '../store/links.ts';
import { readPlatform } from '../store/platform.ts';
import { endSessions } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';
import { hasNoOfficer } from './set-up.ts';
import { makeLink, writeSetupUrl } from './links.ts';
import type { MadeLink } from './links.ts';

/** What an officer has entered and not yet proved; lies at his link, the seed sealed. */
interface Pending { readonly person: string; readonly login: string; readonly name: string; readonly hash: string; readonly sealed: string }

/** First half: account, password, and a seed for the telephone. May be repeated until the code is given. */
export async function beginOfficer(deps: OrganisationDeps, tx: Tx, link: LinkRow, given: { account: string; name: string; password: string }): Promise<Enrolment> {
  const policy = await readSettings(tx);
  refuseWeak(given.password, given.account, policy);
  if (await accountByLogin(tx, given.account) !== undefined) fail('ACCOUNT_NAME_TAKEN', { name: given.account });
  const platform = await readPlatform(tx) ?? fail('SETUP_REQUIRED');
  const person = uuidv7();
  const seed = newSeed();
  const pending: Pending = {
    person, login: given.account, name: given.name, hash: await hashPassword(given.password),
    sealed: deps.keys.seal('totp', seed, factorRow(person)).toString('base64'),
  };
  await setPending(tx, link.hash, pending);
  return enrolmentOf(seed, platform.name, given.account);
}

/** Second half: the code. Only now there is an officer. Answers his recovery codes, this once. */
export async function finishOfficer(deps: OrganisationDeps, tx: Tx, link: LinkRow, code: string): Promise<readonly string[]> {
  const pending = link.pending as Pending | null;
  const kind = link.kind ?? fail('LINK_SPENT');
  if (pending === null) return fail('TOTP_WRONG');
  const sealed = Buffer.from(pending.sealed, 'base64');
  const step = stepOf(deps.keys.open('totp', sealed, factorRow(pending.person)), code.trim()) ?? fail('TOTP_WRONG');
  if (await officerOf(tx, kind) !== undefined) fail('LINK_SPENT');
  if (await accountByLogin(tx, pending.login) !== undefined) fail('ACCOUNT_NAME_TAKEN', { name: pending.login });
  const platform = await readPlatform(tx) ?? fail('SETUP_REQUIRED');
  const today = await readLegalToday(tx);
  if (!await insertAccount(tx, { person: pending.person, kind, login: pending.login, name: pending.name, org: platform.org, state: 'active' })) fail('ACCOUNT_NAME_TAKEN', { name: pending.login });
  await addPost(tx, { region: platform.region, org: platform.org, post: `platform-${kind}`, person: pending.person, kind, validFrom: today, validTo: null });
  await addPassword(tx, pending.person, pending.hash, 1);
  await insertFactor(tx, pending.person, sealed, step);
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(tx, pending.person, codes.map(hashRecoveryCode));
  await useLink(tx, link.hash);
  await addPending(tx, { region: platform.region, kind: 'officer', body: { kind, person: pending.person, org: platform.org, on: today } });
  return codes;
}

/** `officers init`: a new address for set-up while there is no officer. @throws SETUP_DONE afterwards */
export async function initOfficers(db: Db, home: string, baseUrl: string): Promise<MadeLink & { readonly path: string }> {
  const link = await transact(db, async (tx) => {
    if (!await hasNoOfficer(tx)) fail('SETUP_DONE');
    return makeLink(tx, 'setup', baseUrl);
  });
  return { ...link, path: writeSetupUrl(home, link.url) };
}

/**
 * `officers recover`: replaces one officer. Whoever calls it has opened the key ring, and so has the master key.
 * The account closes, all sessions of everybody end, the ledger says so, and the successor gets a link.
 */
export async function recoverOfficer(db: Db, keys: Pick<Keys, 'masterKeyId'>, kind: OfficerKind, baseUrl: string): Promise<MadeLink> {
  if (keys.masterKeyId === '') fail('OFFICER_RECOVERY_REFUSED');
  return transact(db, async (tx) => {
    const platform = await readPlatform(tx) ?? fail('SETUP_REQUIRED');
    const before = await officerOf(tx, kind);
    const today = await readLegalToday(tx);
    if (before !== undefined) await retire(tx, before.person, today);
    await endSessions(tx, 'recovered');
    await addPending(tx, { region: platform.region, kind: 'officer-recovered', body: { kind, person: before?.person ?? null, key: keys.masterKeyId, on: today } });
    return makeLink(tx, 'officer', baseUrl, { kind });
  });
}

async function retire(tx: Tx, person: string, today: Awaited<ReturnType<typeof readLegalToday>>): Promise<void> {
  await setAccountState(tx, person, 'closed');
  for (const row of await postsFrom(tx, person, today)) await endPost(tx, row, today);
  await endDelegations(tx, person);
  await removeFactor(tx, person);
}
