export { approvedConnection, bindingOf, loadBindings, type Binding, type Connection, type EntryId } from './store/binding.ts';
export type { Source, Looked, Tried } from './source.ts';
export { probeEntry, serviceOf } from './probe.ts';
export { resourceRoutes, type ResourceDeps } from './routes.ts';
export { watchResources } from './watch.ts';
export { mustHaveSeen, type Hit, type Hits, type HitSum } from './hits.ts';
export type { ServiceDown } from './outage.ts';
export { qualityJobs, goOn as goOnWithQuality, type QualityDeps } from './quality/run.ts';
export type { Checker, CheckColumn, CheckPlan, Counted, PageCounted, SetCounted } from './quality/checker.ts';
