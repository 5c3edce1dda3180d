import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import type { EventName } from '../../../law/procedure.ts';
import { account } from '../../../law/procedures/account.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Actor, Directory, Post } from '../../../platform/procedures/ports.ts';
import { processOf } from '../../../platform/procedures/process.ts';
import type { Case, Happened, Opening, Process } from '../../../platform/procedures/process.ts';
import { accountActs } from '../contract.ts';
import type { AccountOwn } from '../contract.ts';
import { accountOf, accountOfCase, postsFrom } from '../store/accounts.ts';
import type { AskedPost } from '../store/accounts.ts';
import { standingCode } from '../store/activation-codes.ts';
import { standingLink } from '../store/links.ts';
import { findOrganisations } from '../store/directory.ts';
import { accountChecks } from './checks.ts';
import { accountFollow } from './follow.ts';

/** 账号 (ZH). Art. 11, 35.2: the system officer makes it, the security officer brings it to life, the audit officer sees it. */
export function accountProcess(deps: { readonly directory: Directory; readonly baseUrl: () => string }): Process {
  return processOf(account, {
    contract: accountActs,
    checks: accountChecks(deps.directory),
    follow: accountFollow(deps.directory, deps.baseUrl),
    opening: (tx, _actor, _act, stated) => open(deps.directory, tx, stated),
    prepare,
    on: { 'entrusted.stopped': each('lock'), 'entrusted.resumed': each('unlock'), 'entrusted.ended': each('close'), 'entrusted.left': each('close') },
    view: (tx, it) => view(deps.directory, tx, it),
  }) as unknown as Process;
}

async function open(directory: Directory, tx: Tx, stated: Readonly<Record<string, unknown>>): Promise<Opening> {
  const { person, organisation } = stated as z.output<typeof accountActs.create>;
  const org = await directory.organisation(tx, organisation) ?? fail('ORGANISATION_INACTIVE', { org: organisation });
  const platform = await directory.organisation(tx, await directory.platformOrg(tx)) ?? fail('SETUP_REQUIRED');
  return {
    title: `${org.shortName}·${person.account}`, region: platform.region, facts: { person: uuidv7() },
    parties: { platform: [platform.code], department: [org.code] },
  };
}

/** Activated without naming posts: those that the organisation asked for. */
async function prepare(tx: Tx, it: Case, act: string, stated: Readonly<Record<string, unknown>>): Promise<{ stated?: Record<string, unknown> }> {
  if (act !== 'activate' || stated['posts'] !== undefined) return {};
  const row = await accountOfCase(tx, it.region, it.id);
  return row === undefined || row.asked.length === 0 ? {} : { stated: { ...stated, posts: row.asked } };
}

/** The accounts of an entrusted party's people follow its case. */
function each(act: string): (tx: Tx, happened: Happened) => Promise<void> {
  return async (tx, { event, body, engine }) => {
    const persons = typeof body['persons'] === 'string' ? body['persons'].split(',').filter((id) => id !== '') : [];
    for (const person of persons) {
      const row = await accountOf(tx, person);
      if (row?.caseRegion != null && row.caseId != null) await engine.moveIfAny(tx, { region: row.caseRegion, id: row.caseId }, act, { clock: event satisfies EventName }, { reason: event });
    }
  };
}

/** The account's own part of the page: who, of which organisation, with which posts. */
async function view(directory: Directory, tx: Tx, it: Case): Promise<z.infer<typeof AccountOwn>> {
  const row = await accountOfCase(tx, it.region, it.id) ?? fail('ACCOUNT_NOT_FOUND');
  const held = await postsFrom(tx, row.person, await directory.legalToday(tx));
  const names = new Map((await findOrganisations(tx, [row.org, ...held.map((one) => one.org), ...row.asked.map((one) => one.org)])).map((org) => [org.code, org.name]));
  const named = (one: AskedPost) => ({ org: one.org, orgName: names.get(one.org) ?? one.org, post: one.post, postZh: postNames[one.post as Post] ?? one.post, from: one.from, to: one.to });
  return {
    person: row.person, account: row.login, name: row.name, org: row.org, orgName: names.get(row.org) ?? row.org, kind: row.kind, state: row.state, endsOn: row.endsOn, entrusted: row.entrusted,
    link: await standingLink(tx, row.person) ?? null, code: await standingCode(tx, row.person) ?? null, asked: row.asked.map(named), posts: held.map((one) => named({ org: one.org, post: one.post, from: one.validFrom, to: one.validTo })),
  };
}
