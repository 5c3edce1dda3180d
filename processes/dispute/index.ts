/** What main may use of disputes; nobody earlier in the house reads them. */
export { disputeProcess } from './process.ts';
