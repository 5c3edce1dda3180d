import { forumRegion, type Side } from '../../law/forum.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory, OrgCode } from '../../platform/procedures/ports.ts';

/** Who would mediate a dispute over this application, for its 答复函: the rule of law/forum.ts; undefined where that one is not on this platform. */
export async function forumOf(tx: Tx, directory: Directory, requester: OrgCode, provider: OrgCode): Promise<OrgCode | undefined> {
  const [a, b] = [await authorityOf(tx, directory, requester), await authorityOf(tx, directory, provider)];
  if (a === undefined || b === undefined) return undefined;
  const region = forumRegion(a, b);
  return region === undefined ? a.authority : directory.authorityIn(tx, region);
}

async function authorityOf(tx: Tx, directory: Directory, org: OrgCode): Promise<Pick<Side, 'authority' | 'regions'> | undefined> {
  const authority = await directory.authorityOf(tx, org);
  const found = authority === undefined ? undefined : await directory.organisation(tx, authority);
  return found === undefined ? undefined : { authority: found.code, regions: await directory.regionsFrom(tx, found.region) };
}
