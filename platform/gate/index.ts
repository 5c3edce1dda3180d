export { gateChange, readChanges, latestChanges, type GateChange, type NumberedChange } from './changes.ts';
