export { applicationProcess } from './process.ts';
export { applicationRoutes } from './routes.ts';
export { forgetDrafts } from './store.ts';
