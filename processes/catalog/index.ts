/** What later processes, the plane and main.ts may use of the catalogue. */
export { catalogProcess } from './process.ts';
export { catalogRoutes } from './routes.ts';
export { entryByCode, entryVersion, getEntry, standingConsentInForce, type EntrySeen } from './reads.ts';
export { codesOf } from './store/entries.ts';
export { addFigure, type FigureNews } from './figures.ts';
export { askedIn, coveredBy, fitting, type Fitting, type Wanted } from './fitting.ts';
export { normal } from './likes.ts';
export { openCompile } from './opening.ts';
export { alikeJob } from './source/alike.ts';
export { sourceProcess } from './source/process.ts';
export { sourceRoutes } from './source/routes.ts';
export { sourcedElsewhere, whoKnows, type Knows, type SourcedItem } from './source/sourced.ts';
export { notHeld } from './causes.ts';
export { catalogHandlers } from './jobs.ts';
export { importJobs } from './import/job.ts';
export { circular } from './notices.ts';
export { listAgain } from './listing.ts';
export { catalogueCounts } from './store/figures.ts';
