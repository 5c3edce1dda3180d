/** What main may use of reflux; disputes know it as a case. */
export { refluxProcess, type RefluxDeps } from './process.ts';
export { refluxRoutes } from './routes.ts';
export { followBindings, recutAll } from './areas.ts';
export { reconcileOnce, refluxJobs, type Given } from './jobs.ts';
