export { KeyRefused } from './refused.ts';
export { keysAtHand, openKeys, refuseWithoutMaster } from './open.ts';
export type { KeyPlace } from './open.ts';
export { keyedDigest, purposes } from './keys.ts';
export type { Keys, Purpose } from './keys.ts';
export { rotateKeys } from './rotate.ts';
export { newMasterKey } from './key-files.ts';
