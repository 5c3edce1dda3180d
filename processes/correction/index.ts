/** What main may use of corrections; disputes know them as cases. */
export { correctionProcess } from './process.ts';
export { correctionRoutes } from './routes.ts';
export { recallHandlers, recallJobs } from './receivers.ts';
export { lookJobs } from './look.ts';
export type { CorrectionDeps } from './follow.ts';
export type { CorrectionRouteDeps } from './routes/deps.ts';
