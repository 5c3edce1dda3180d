import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import type { CheckOf } from '../../../law/procedure.ts';
import type { account } from '../../../law/procedures/account.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../../platform/procedures/process.ts';
import type { accountActs, AskedPosts } from '../contract.ts';
import { accountByLogin, accountOfCase, postsFrom } from '../store/accounts.ts';
import type { AccountRow } from '../store/accounts.ts';
import { countAssigned } from '../store/assigned.ts';
import { organisationStands } from '../store/organisations.ts';

type Create = z.output<typeof accountActs.create>;
export type Posts = z.output<typeof AskedPosts>;

/** One function per check that the table of 账号 names. */
export function accountChecks(directory: Directory): Record<CheckOf<typeof account>, Check> {
  return {
    accountFree: async (tx, now) => {
      const { person } = now.stated as Create;
      if (await accountByLogin(tx, person.account) !== undefined) fail('ACCOUNT_NAME_TAKEN', { name: person.account });
    },
    organisationStands: async (tx, now) => {
      const { organisation } = now.stated as Create;
      if (!await organisationStands(tx, organisation)) fail('ORGANISATION_INACTIVE', { org: (await directory.organisation(tx, organisation))?.name ?? organisation });
    },
    /** 36.1: an entrusted party's people are shut out on the last day of its contract; others have no such day. */
    entrustedEnds: async (_tx, now) => {
      const { entrusted, until } = now.stated as Create;
      if (entrusted !== undefined && until == null) fail('ACCOUNT_END_REQUIRED');
      if (until != null && until <= now.today) fail('ACCOUNT_END_REQUIRED');
    },
    postsOfOrganisation: async (tx, now) => postsOfOrganisation(directory, tx, now),
    noOfficer: async (tx, now) => {
      if ((await mustFind(tx, now)).kind !== 'staff') fail('OFFICER_HOLDS_POST');
    },
    /** 转办 first: what was handed to this person by name would wait for nobody. */
    workHandedOver: async (tx, now) => {
      const person = (await mustFind(tx, now)).person;
      const kept = now.act === 'set-posts' ? postsStated(now) : [];
      const ending = (await postsFrom(tx, person, now.today)).filter((held) => !kept.some((one) => one.org === held.org && one.post === held.post && one.from <= now.today));
      const count = await countAssigned(tx, person, ending);
      if (count > 0) fail('POST_WORK_OPEN', { count });
    },
  };
}

export async function mustFind(tx: Tx, now: Pick<Moving, 'region' | 'id'>): Promise<AccountRow> {
  return await accountOfCase(tx, now.region, now.id) ?? fail('ACCOUNT_NOT_FOUND');
}

export const postsStated = (now: Moving): Posts => (now.stated as { posts?: Posts }).posts ?? [];

/** Posts of the account's own organisation, of its kind, with dates that make sense. */
async function postsOfOrganisation(directory: Directory, tx: Tx, now: Moving): Promise<void> {
  const row = await mustFind(tx, now);
  const org = await directory.organisation(tx, row.org) ?? fail('ORGANISATION_NOT_FOUND');
  for (const { org: of, post, from, to } of postsStated(now)) {
    if (of !== row.org) fail('POST_FOREIGN_ORGANISATION');
    if ((post === 'reviewer' || post === 'lead') && org.kind !== 'authority') fail('POST_KIND_MISMATCH', { post: postNames[post], org: org.name });
    if (to !== null && to < from) fail('POST_DATES_INVALID');
    if (row.endsOn !== null && (to === null || to > row.endsOn)) fail('ACCOUNT_END_REQUIRED');
  }
}
