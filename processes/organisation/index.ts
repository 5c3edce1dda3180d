import type { Route } from '../../platform/http/route.ts';
import type { OrganisationDeps } from './deps.ts';
import { sessionRoutes } from './login/routes.ts';
import { linkRoutes } from './setup/routes.ts';

export type { OrganisationDeps } from './deps.ts';
export { createDirectory } from './directory.ts';
export { createSessions } from './login/live-sessions.ts';
export { loadRegions } from './regions.ts';
export { initOfficers, recoverOfficer } from './setup/officers.ts';

/** Reads, log-in, set-up, and the acts without a case. */
export function organisationRoutes(deps: OrganisationDeps): readonly Route[] {
  return [...sessionRoutes(deps), ...linkRoutes(deps)];
}
