export { applicationProcess } from './process.ts';
export { applicationRoutes } from './routes.ts';
export { applicationHandlers } from './jobs.ts';
export { forgetDrafts } from './store.ts';
export { countedOf, monthsOf, openOf, type Counted, type Side } from './store.ts';
