export { createEngine, type Engine, type EngineDeps } from './engine.ts';
export { engineRoutes, actShapes } from './routes.ts';
export { engineJobs } from './jobs.ts';
export { draftRoutes } from './drafts.ts';
export { forgetFormDrafts } from './store/form-drafts.ts';
export { movesForLedger } from './ledger-moves.ts';
export { processOf, type Case, type Check, type EngineInside, type Follow, type Happened, type Moving, type Opening, type Process } from './process.ts';
export type { Actor, Directory, HeldPost, Organisation, OrgCode, PartyName, PersonId, Post, RegionCode } from './ports.ts';
