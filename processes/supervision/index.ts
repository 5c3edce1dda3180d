/** What main.ts may use of supervision. */
export { findingProcess, type SupervisionDeps } from './process.ts';
export { supervisionRoutes } from './routes.ts';
export { supervisionHandlers } from './outage.ts';
export { statisticsRoutes } from './statistics/routes.ts';
