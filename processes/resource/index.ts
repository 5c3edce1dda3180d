export { approvedConnection, bindingOf, loadBindings, type Binding, type Connection, type EntryId } from './store/binding.ts';
export type { Source, Looked, Tried } from './source.ts';
export { probeEntry, serviceOf } from './probe.ts';
export { resourceRoutes, type ResourceDeps } from './routes.ts';
export { watchResources, type RunningGrants } from './watch.ts';
