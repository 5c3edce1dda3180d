import type { z } from 'zod';
import type { Front } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { findOrganisation } from '../store/directory.ts';
import { readMark, readPlatform } from '../store/platform.ts';
import { regionName } from '../store/regions.ts';

/** What the log-in page shows to anybody. */
export async function frontOf(deps: OrganisationDeps): Promise<z.infer<typeof Front>> {
  const platform = await readPlatform(deps.db);
  const rest = { mark: await readMark(deps.db), insecure: deps.insecure, version: deps.version };
  if (platform === undefined) return { setUp: false, name: null, regionName: null, orgName: null, ...rest };
  const org = await findOrganisation(deps.db, platform.org);
  return { setUp: true, name: platform.name, regionName: await regionName(deps.db, platform.region), orgName: org?.name ?? null, ...rest };
}
