export { archiveRoutes } from './routes.ts';
export { verifyArchive, type ArchiveReport } from './verify.ts';
