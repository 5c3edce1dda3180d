import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { authorityRoutes } from './routes/authority.ts';
import { departmentRoutes } from './routes/department.ts';
import { draftRoutes } from './routes/draft.ts';
import { entryRoutes } from './routes/entries.ts';
import { exportRoutes } from './routes/exports.ts';
import { importRoutes } from './routes/imports.ts';
import { paperRoutes } from './routes/papers.ts';

export interface CatalogRouteDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

/** What of the catalogue is no move: search and detail, drafts, standing consent, fields outside 13 ¶2, what the authority keeps. */
export function catalogRoutes(deps: CatalogRouteDeps): Route[] {
  return [...entryRoutes(deps), ...departmentRoutes(deps), ...draftRoutes(deps), ...authorityRoutes(deps), ...importRoutes(deps), ...exportRoutes(deps), ...paperRoutes(deps)];
}
