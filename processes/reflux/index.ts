/** What main may use of reflux; disputes know it as a case. */
export { refluxProcess, type RefluxDeps } from './process.ts';
export { refluxRoutes } from './routes.ts';
export { reconcileOnce, recutAll, refluxJobs, type Given } from './jobs.ts';
