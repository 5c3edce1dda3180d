import { forumRegion } from '../../../law/forum.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory, OrgCode } from '../../../platform/procedures/ports.ts';

/**
 * Whose authority names the source: that of their level, across regions or levels the common superior (procedures.md §1). Undefined where
 * it is not on this platform, or one of them has none.
 */
export async function authorityFor(tx: Tx, directory: Directory, departments: readonly OrgCode[]): Promise<OrgCode | undefined> {
  let common: OrgCode | undefined;
  for (const org of departments) {
    const own = await directory.authorityOf(tx, org);
    if (own === undefined) return undefined;
    if (common === undefined || common === own) common = own;
    else common = await above(tx, directory, common, own);
    if (common === undefined) return undefined;
  }
  return common;
}

async function above(tx: Tx, directory: Directory, a: OrgCode, b: OrgCode): Promise<OrgCode | undefined> {
  const side = async (authority: OrgCode) => ({ authority, regions: await directory.regionsFrom(tx, (await directory.organisation(tx, authority))?.region ?? '') });
  const region = forumRegion(await side(a), await side(b));
  return region === undefined ? a : directory.authorityIn(tx, region);
}
