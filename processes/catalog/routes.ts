import type { Route } from '../../platform/http/route.ts';
import { authorityRoutes } from './routes/authority.ts';
import { departmentRoutes } from './routes/department.ts';
import type { CatalogRouteDeps } from './routes/deps.ts';
import { draftRoutes } from './routes/draft.ts';
import { entryRoutes } from './routes/entries.ts';
import { exportRoutes } from './routes/exports.ts';
import { importRoutes } from './routes/imports.ts';
import { paperRoutes } from './routes/papers.ts';

/** What of the catalogue is no move: search and detail, drafts, standing consent, fields outside 13 ¶2, what the authority keeps. */
export function catalogRoutes(deps: CatalogRouteDeps): Route[] {
  return [...entryRoutes(deps), ...departmentRoutes(deps), ...draftRoutes(deps), ...authorityRoutes(deps), ...importRoutes(deps), ...exportRoutes(deps), ...paperRoutes(deps)];
}
