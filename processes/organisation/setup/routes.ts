import type { z } from 'zod';
import { fail, isLawError } from '../../../law/errors.ts';
import { route } from '../../../platform/http/route.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { ActivateBody, ActivateView, CodeBody, EnrolmentView, LoginAnswer, OfficerBody, OfficerView, RecoveryCodes, RegionList, RegionQuery, SetupAnswer, SetupBody, SetupView, TokenParams } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { hashPassword, refuseReused, refuseWeak } from '../login/passwords.ts';
import { hashRecoveryCode, hashToken } from '../login/secrets.ts';
import { accountOf } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { takeCode } from '../store/activation-codes.ts';
import { addPassword, lastPasswords } from '../store/credentials.ts';
import { findOrganisation, readLegalToday } from '../store/directory.ts';
import { countTry, takeBackTry, useLink } from '../store/links.ts';
import type { LinkRow, Purpose } from '../store/links.ts';
import { readPlatform } from '../store/platform.ts';
import { listRegions } from '../store/regions.ts';
import { endSessions, lockAccount } from '../store/sessions.ts';
import { readSettings } from '../store/settings.ts';
import type { SecuritySettings } from '../store/settings.ts';
import { openLink, removeSetupUrl } from './links.ts';
import { beginOfficer, finishOfficer } from './officers.ts';
import { completeSetup, officerZh, refuseFarSetup, viewSetup } from './set-up.ts';

/** The three kinds of address that work once: first set-up, an officer's, the activation of an account. */
export function linkRoutes(deps: OrganisationDeps): readonly Route[] {
  return [...setupRoutes(deps), ...officerRoutes(deps), ...activationRoutes(deps)];
}

const params = TokenParams;

/** Opens the address and does its work in one transaction: a refused try leaves the address as it was. */
function opened<T>(deps: OrganisationDeps, ctx: Context, token: string, purpose: Purpose, work: (tx: Tx, link: LinkRow) => Promise<T>): Promise<T> {
  return transact(deps.db, async (tx) => work(tx, await openLink(tx, ctx, token, purpose)));
}

function setupRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/setup/:token', may: 'public', in: { params }, out: SetupView, fails: ['SETUP_LOOPBACK_ONLY', 'SETUP_LINK_INVALID'], summary: '首次设置',
      handle: async (ctx, input) => {
        refuseFarSetup(ctx);
        return opened(deps, ctx, input.params.token, 'setup', (tx, link) => viewSetup(deps, tx, link));
      },
    }),
    route({
      method: 'GET', path: '/setup/:token/regions', may: 'public', in: { params, query: RegionQuery }, out: RegionList, fails: ['SETUP_LOOPBACK_ONLY', 'SETUP_LINK_INVALID'], summary: '首次设置：行政区划',
      handle: async (ctx, input) => {
        refuseFarSetup(ctx);
        return opened(deps, ctx, input.params.token, 'setup', async (tx) => ({ rows: [...await listRegions(tx, { ...input.query, today: await readLegalToday(tx) })] }));
      },
    }),
    route({
      method: 'POST', path: '/setup/:token', may: 'public', in: { params, body: SetupBody }, out: SetupAnswer, fails: ['SETUP_LOOPBACK_ONLY', 'SETUP_LINK_INVALID', 'SETUP_DONE', 'REGION_UNKNOWN'], summary: '完成首次设置，签发三员链接',
      handle: async (ctx, input) => {
        refuseFarSetup(ctx);
        const links = await opened(deps, ctx, input.params.token, 'setup', (tx, link) => completeSetup(tx, ctx, link, input.body));
        removeSetupUrl(deps.home);
        return { links };
      },
    }),
  ];
}

function officerRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/officer/:token', may: 'public', in: { params }, out: OfficerView, fails: ['LINK_SPENT'], summary: '三员账号：链接',
      handle: (ctx, input) => opened(deps, ctx, input.params.token, 'officer', async (tx, link) => {
        const kind = link.kind ?? fail('LINK_SPENT');
        return { kind, zh: officerZh[kind], platform: (await readPlatform(tx))?.name ?? '', endsAt: link.endsAt, stage: link.pending === null ? 'password' as const : 'code' as const, policy: policyZh(await readSettings(tx)) };
      }),
    }),
    route({
      method: 'POST', path: '/officer/:token', may: 'public', in: { params, body: OfficerBody }, out: EnrolmentView, fails: ['LINK_SPENT', 'PASSWORD_TOO_WEAK', 'ACCOUNT_NAME_TAKEN'], summary: '三员账号：设置口令，取得动态码',
      handle: (ctx, input) => opened(deps, ctx, input.params.token, 'officer', (tx, link) => beginOfficer(deps, tx, link, input.body)),
    }),
    route({
      method: 'POST', path: '/officer/:token/confirm', may: 'public', in: { params, body: CodeBody }, out: RecoveryCodes, fails: ['LINK_SPENT', 'TOTP_WRONG', 'ACCOUNT_NAME_TAKEN'], summary: '三员账号：确认动态码',
      handle: (ctx, input) => opened(deps, ctx, input.params.token, 'officer', async (tx, link) => ({ recoveryCodes: [...await finishOfficer(deps, tx, link, input.body.code)] })),
    }),
  ];
}

function activationRoutes(deps: OrganisationDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/activate/:token', may: 'public', in: { params }, out: ActivateView, fails: ['LINK_SPENT'], summary: '启用账号：链接',
      handle: (ctx, input) => opened(deps, ctx, input.params.token, 'activate', async (tx, link) => {
        const account = await accountAt(tx, link);
        return { account: account.login, orgName: (await findOrganisation(tx, account.org))?.name ?? account.org, platform: (await readPlatform(tx))?.name ?? '', endsAt: link.endsAt, policy: policyZh(await readSettings(tx)) };
      }),
    }),
    route({
      method: 'POST', path: '/activate/:token', may: 'public', in: { params, body: ActivateBody }, out: LoginAnswer.pick({ posts: true }), fails: ['LINK_SPENT', 'PASSWORD_TOO_WEAK', 'ACTIVATION_CODE_WRONG', 'PASSWORD_REUSED'], summary: '启用账号：凭启用码设置口令',
      handle: (ctx, input) => activate(deps, ctx, input.params.token, input.body),
    }),
  ];
}

async function accountAt(tx: Tx, link: LinkRow): Promise<AccountRow> {
  const account = link.person === null ? undefined : await accountOf(tx, link.person);
  return account?.state === 'active' ? account : fail('LINK_SPENT');
}

/**
 * 35.2: the link is the security officer's, the code the system officer's. A weak password is told before the code is
 * looked at and costs no try; whether a password was used before is told only to whoever has the code.
 */
async function activate(deps: OrganisationDeps, ctx: Context, token: string, given: z.output<typeof ActivateBody>): Promise<{ posts: [] }> {
  const link = hashToken(token);
  await countTry(deps.db, link);
  try {
    return await opened(deps, ctx, token, 'activate', (tx, row) => setFirstPassword(tx, row, given));
  } catch (error) {
    if (isLawError(error) && error.code !== 'ACTIVATION_CODE_WRONG') await takeBackTry(deps.db, link);
    throw error;
  }
}

async function setFirstPassword(tx: Tx, link: LinkRow, given: z.output<typeof ActivateBody>): Promise<{ posts: [] }> {
  const account = await accountAt(tx, link);
  const policy = await readSettings(tx);
  refuseWeak(given.password, account.login, policy);
  await lockAccount(tx, account.person);
  if (!await takeCode(tx, account.person, hashRecoveryCode(given.code), link.madeBy)) fail('ACTIVATION_CODE_WRONG');
  await refuseReused(given.password, (await lastPasswords(tx, account.person, policy.passwordKept)).map(({ hash }) => hash));
  await addPassword(tx, account.person, await hashPassword(given.password), policy.passwordKept);
  await endSessions(tx, 'password', [account.person]);
  await useLink(tx, link.hash);
  return { posts: [] };
}

/** The policy in one sentence, before somebody thinks of a password. */
function policyZh(policy: SecuritySettings): string {
  return `至少 ${policy.passwordLeast} 位，含大写字母、小写字母、数字、符号中的 ${policy.passwordClasses} 类，不含账号名，不与最近 ${policy.passwordKept} 次相同；${policy.passwordDays} 天更换一次。`;
}
