import type { Route } from '../../platform/http/route.ts';
import type { OpenAccount } from './account/import.ts';
import { accountRoutes } from './account/routes.ts';
import { ledgerRoutes } from './audit/ledger-routes.ts';
import type { MaySee } from './audit/ledger-routes.ts';
import { auditRoutes } from './audit/routes.ts';
import type { ObjectNames } from './audit/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import type { Recompute } from './calendar/routes.ts';
import type { OrganisationDeps } from './deps.ts';
import { dictionaryRoutes } from './dictionary/routes.ts';
import { jurisdictionRoutes } from './jurisdiction/routes.ts';
import { templateRoutes } from './jurisdiction/templates.ts';
import { disposalRoutes, restorationRoutes } from './keeping/routes.ts';
import { sessionRoutes } from './login/routes.ts';
import { organisationPages } from './organisations/routes.ts';
import { delegationRoutes, markRoutes, securityRoutes } from './settings/routes.ts';
import type { Sweep } from './settings/routes.ts';
import { linkRoutes } from './setup/routes.ts';

export { accountProcess as organisationProcess } from './account/process.ts';
export type { OrganisationDeps } from './deps.ts';
export { departmentsUnder, findByName } from './store/organisations.ts';
export { createDirectory } from './directory.ts';
export { organisationJobs } from './jobs.ts';
export { createSessions } from './login/live-sessions.ts';
export { divisions, loadRegions } from './regions.ts';
export { townshipsOf } from './townships.ts';
export { initOfficers, recoverOfficer } from './setup/officers.ts';
export { hasNoOfficer } from './setup/set-up.ts';
export { readMark } from './store/platform.ts';
export { regionCodes } from './store/regions.ts';

/** What the engine does for these routes; it is made after the processes, so main.ts hands its functions in. */
export interface FromEngine { readonly openAccount: OpenAccount; readonly recompute: Recompute; readonly sweep: Sweep; readonly maySee: MaySee; readonly objectNames: ObjectNames }

/** Log-in, set-up, organisations, accounts, calendars, local rules, audit. `mark`: routes that exist only in a demonstration or test. */
export function organisationRoutes(deps: OrganisationDeps, engine: FromEngine, mark: 'demo' | 'test' | null): readonly Route[] {
  return [
    ...sessionRoutes(deps), ...linkRoutes(deps), ...organisationPages(deps), ...accountRoutes(deps, engine.openAccount), ...delegationRoutes(deps), ...securityRoutes(deps),
    ...calendarRoutes(deps, engine.recompute), ...jurisdictionRoutes(deps), ...templateRoutes(deps), ...dictionaryRoutes(deps), ...auditRoutes(deps, engine.objectNames), ...restorationRoutes(deps), ...disposalRoutes(deps),
    ...ledgerRoutes(deps, engine.maySee), ...(mark === null ? [] : markRoutes(deps, engine.sweep)),
  ];
}
