export { applicationProcess } from './process.ts';
export { applicationRoutes } from './routes.ts';
