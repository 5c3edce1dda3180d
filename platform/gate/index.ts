export { gateChange, gateChannel, readChanges, latestChanges, type GateChange, type NumberedChange } from './changes.ts';
export { stoppedEntries } from './standing.ts';
