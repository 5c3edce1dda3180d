export { addPending, pendingRow, saltedDigest, type Fact, type PendingRow } from './pending.ts';
export { moveEntry, type MoveFacts } from './move-entry.ts';
export { sequence, sequenceAll } from './sequencer.ts';
export { keepHead, headsIn, newestHead, headHolds, type Head, type HeadSigner } from './heads.ts';
export { verifyLedger, type OutsideHead, type Report } from './verify.ts';
export { exportLedger, verifyFile } from './file.ts';
export { proveCase, type CaseProof } from './case-proof.ts';
export { readLog, readHeads, countPending, mainLog } from './store.ts';
export type { BatchSeen } from './batches.ts';
