/** What main may use of corrections; disputes know them as cases. */
export { correctionProcess, type CorrectionDeps } from './process.ts';
export { correctionRoutes, type CorrectionRouteDeps } from './routes.ts';
export { recallHandlers, recallJobs } from './receivers.ts';
export { lookJobs } from './look.ts';
