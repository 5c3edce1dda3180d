/** What main and later processes may use of demand: an application takes over what was stated there. */
export { demandProcess } from './process.ts';
export { demandRoutes } from './routes.ts';
export { offerOf, type Offer } from './offer.ts';
