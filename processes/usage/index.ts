export { copyLine, type CallRecord } from './call-record.ts';
export { shipLines, type Shipped } from './store/ship.ts';
export { spoolLines, shipSpool } from './store/spool.ts';
export { leaseQuota, dropOldQuota } from './store/quota.ts';
export { addRefused, forgetRefused } from './store/refused.ts';
export { usageRoutes, type UsageDeps } from './routes.ts';
export { createUsed, type UsedDeps } from './used.ts';
export { recomputedBatches, type Recomputed } from './verify.ts';
export { callsLately } from './store/records.ts';
