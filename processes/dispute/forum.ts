import { fail } from '../../law/errors.ts';
import { forumRegion, forumWhy, isPartyOf, type Side } from '../../law/forum.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory, OrgCode } from '../../platform/procedures/ports.ts';

/** Who mediates between these two, why, and whose lead enters a decision where the forum is itself a party: of the authority above, else of its own government on paper. */
export interface Forum { readonly org: OrgCode; readonly name: string; readonly isParty: boolean; readonly upper: OrgCode | null; readonly why: string }

/** Computed from the recorded authorities and the regions; undefined where nobody has entered the common superior here, by whatever platform it works. */
export async function forumOf(tx: Tx, directory: Directory, requester: OrgCode, provider: OrgCode): Promise<Forum | undefined> {
  const [a, b] = [await sideOf(tx, directory, requester), await sideOf(tx, directory, provider)];
  if (a === undefined || b === undefined) return undefined;
  const region = forumRegion(a, b);
  const org = region === undefined ? a.authority : await directory.authorityIn(tx, region);
  const found = org === undefined ? undefined : await directory.organisation(tx, org);
  if (found === undefined) return undefined;
  const upper = (await directory.upperOf(tx, found.code)) ?? (await directory.governmentIn(tx, found.region)) ?? null;
  const above = upper === null ? undefined : await directory.organisation(tx, upper);
  return { org: found.code, name: found.name, isParty: isPartyOf(found.code, a, b), upper, why: forumWhy(a, b, { org: found.code, name: found.name }, above === undefined ? null : { name: above.name, government: above.kind === 'government' }) };
}

async function sideOf(tx: Tx, directory: Directory, code: OrgCode): Promise<Side | undefined> {
  const org = await directory.organisation(tx, code);
  const authority = await directory.authorityOf(tx, code);
  const own = authority === undefined ? undefined : await directory.organisation(tx, authority);
  if (org === undefined || own === undefined) return undefined;
  return { org: code, name: org.name, authority: own.code, authorityName: own.name, region: own.region, regionName: await directory.regionName(tx, own.region), regions: await directory.regionsFrom(tx, own.region) };
}

export async function mustHaveForum(tx: Tx, directory: Directory, requester: OrgCode, provider: OrgCode): Promise<Forum> {
  return (await forumOf(tx, directory, requester, provider)) ?? fail('DISPUTE_FORUM_UNKNOWN');
}
