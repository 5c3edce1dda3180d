import type { Tx } from '../../platform/postgres/database.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { findAgreement, type Agreement } from './store/agreement.ts';

export { grantProcess, type GrantDeps } from './process.ts';
export type { Agreement } from './store/agreement.ts';
export { isReflux, makeGrant, makeReflux, recutArea, type Agreed } from './make.ts';
export { identifying, keyKinds } from './identifying.ts';
export { serviceChangeProcess } from './service-change/process.ts';
export { useChangeProcess } from './use-change/process.ts';
export { grantRoutes } from './routes.ts';
export { importRoutes } from './import/routes.ts';
export { renewable } from './renewal.ts';
export { shapeOf, type ServiceShape } from './describe.ts';
export { sandboxRoutes } from './sandbox/routes.ts';
export { sandboxJobs } from './sandbox/jobs.ts';
export { seedOf } from './sandbox/seed.ts';
export { addSandboxCalls, loadSandboxes, type SandboxCalls, type SandboxRow } from './store/sandbox.ts';
export { grantHandlers } from './events.ts';
export { grantJobs } from './jobs.ts';
export { heldBy, heldOfEntry, holdingsOf, findRunningSame, type Held } from './store/held.ts';
export {
  dropOldSecrets, issueSecret, loadCompiled, loadCredentials, loadSecrets, standing,
  type CompiledGrant, type Credential, type GrantId, type Issue, type WireSecret,
} from './store/gateway.ts';
export { grantsForLedger, grantsGone, sealGrants } from './seals.ts';
export { endsOf, type End } from './store/ended.ts';
export { grantsOf, usedGrants, type Listed, type UsedGrant } from './store/lists.ts';
export { everGivenOn, hasEverHeld, type EverGiven } from './store/ever.ts';
export { grantCounts, grantsByRequester } from './store/counts.ts';
export { hitsOn, hitSum, partiesOf, servedOn, type Hit, type HitSum } from './store/hits.ts';
export type { Probe } from './checks.ts';
export type { ServiceOf, ServiceSeen } from './view.ts';

/** The agreement of a grant by its reference; undefined where there is none. */
export async function agreementOf(tx: Tx, ref: string): Promise<Agreement | undefined> {
  return findAgreement(tx, parseRef(ref));
}
