import { fail } from '../../../law/errors.ts';
import { isConfirmed } from '../../../platform/http/sessions.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import type { OrganisationDeps } from '../deps.ts';
import { accountOf } from '../store/accounts.ts';
import { addPassword, adoptFactor, factorOf, lastPasswords, offerFactor, replaceRecoveryCodes } from '../store/credentials.ts';
import { readPlatform } from '../store/platform.ts';
import { lockAccount } from '../store/sessions.ts';
import type { SessionRow } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';
import { factorRow, proveCode } from './log-in.ts';
import { hashPassword, isPassword, refuseReused, refuseWeak } from './passwords.ts';
import { hashRecoveryCode, newRecoveryCodes } from './secrets.ts';
import { beginAttempt } from './slowing.ts';
import { enrolmentOf, newSeed, stepOf } from './totp.ts';
import type { Enrolment } from './totp.ts';

/** Password and, where there is one, the second factor: again, before a grave act. @throws LOGIN_FAILED, LOGIN_SLOWED */
export async function confirmPerson(deps: OrganisationDeps, { person, session }: Pick<Actor, 'person' | 'session'>, given: { readonly password: string; readonly code?: string | undefined }): Promise<void> {
  const account = await accountOf(deps.db, person) ?? fail('SESSION_ENDED');
  const attempt = await beginAttempt(deps.db, account.login, { own: session });
  const stored = (await lastPasswords(deps.db, person, 1))[0];
  if (stored === undefined || !await isPassword(stored.hash, given.password)) fail('LOGIN_FAILED');
  const factor = await factorOf(deps.db, person);
  if (factor?.sealed != null && !await proveCode(deps, person, factor.sealed, given.code ?? '')) fail('LOGIN_FAILED');
  await attempt.succeeded();
}

/** @throws LOGIN_FAILED, PASSWORD_TOO_WEAK, PASSWORD_REUSED */
export async function changePassword(deps: OrganisationDeps, row: SessionRow, given: { readonly old: string; readonly new: string }): Promise<void> {
  const attempt = await beginAttempt(deps.db, row.login, { own: row.id });
  const policy = await readSettings(deps.db);
  const kept = await lastPasswords(deps.db, row.person, policy.passwordKept);
  if (kept[0] === undefined || !await isPassword(kept[0].hash, given.old)) fail('LOGIN_FAILED');
  await attempt.succeeded();
  refuseWeak(given.new, row.login, policy);
  await refuseReused(given.new, kept.map(({ hash }) => hash));
  const hash = await hashPassword(given.new);
  await transact(deps.db, async (tx) => {
    await lockAccount(tx, row.person);
    // Of two changes at once the first counts; the other was made with a password that is no longer the present one.
    if ((await lastPasswords(tx, row.person, 1))[0]?.nth !== kept[0]?.nth) fail('LOGIN_FAILED');
    await addPassword(tx, row.person, hash, policy.passwordKept);
  });
}

/**
 * A new seed for the telephone. Once inside it needs a fresh password, or who finds an open session could tie the account to
 * a telephone of his own; the old one stays in force until the new one is proved.
 * @throws CONFIRM_IDENTITY
 */
export async function enrol(deps: OrganisationDeps, row: SessionRow): Promise<Enrolment> {
  const present = await factorOf(deps.db, row.person);
  if ((present?.sealed != null || row.stage === 'done') && !isConfirmed({ confirmedAt: row.confirmedAt } as never)) fail('CONFIRM_IDENTITY', { what: '更换动态码' });
  const seed = newSeed();
  const sealed = deps.keys.seal('totp', seed, factorRow(row.person));
  await transact(deps.db, (tx) => offerFactor(tx, row.person, sealed));
  return enrolmentOf(seed, (await readPlatform(deps.db))?.name ?? '数桥', row.login);
}

/** The first code proves that the telephone has the seed. Answers the recovery codes, this once. @throws TOTP_WRONG */
export async function proveEnrolment(deps: OrganisationDeps, person: string, code: string): Promise<readonly string[]> {
  const offered = (await factorOf(deps.db, person))?.offered ?? fail('TOTP_WRONG');
  const step = stepOf(deps.keys.open('totp', offered, factorRow(person)), code.trim());
  if (step === undefined || !await adoptFactor(deps.db, person, offered, step)) fail('TOTP_WRONG');
  return newCodes(deps, person);
}

/** Ten new codes; the old ones end. @throws TOTP_REQUIRED where there is no second factor to recover */
export async function newCodes(deps: OrganisationDeps, person: string): Promise<readonly string[]> {
  if ((await factorOf(deps.db, person))?.sealed == null) fail('TOTP_REQUIRED');
  const codes = newRecoveryCodes();
  await transact(deps.db, (tx) => replaceRecoveryCodes(tx, person, codes.map(hashRecoveryCode)));
  return codes;
}
