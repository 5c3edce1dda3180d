import type { CallRecord } from '../../processes/usage/index.ts';

/**
 * No record, no data (design.md §6): an answer leaves after `append` has resolved.
 * Two implementations, one conformance suite: a file of this machine, and the database.
 */
export interface Records {
  /** Resolves when the record is durable; rejects with RecordsClosed where it cannot be. */
  append(record: CallRecord): Promise<void>;
  /** Moves everything that is durable to the database now. */
  ship(): Promise<void>;
  readonly standing: Standing;
  /** Ships what there is, within `ms`; what is left stays durable and is shipped at the next start. */
  close(ms?: number): Promise<void>;
}

/** `full`: the bound is reached and calls stop, before one record is lost. */
export interface Standing { readonly waiting: number; readonly unshippedBytes: number; readonly full: boolean; readonly fault: string | null }

/** The call must be refused: its record cannot be made durable. */
export class RecordsClosed extends Error {
  readonly why: 'full' | 'busy' | 'broken' | 'ended';
  constructor(why: 'full' | 'busy' | 'broken' | 'ended', cause?: unknown) {
    super(`records ${why}`, { cause });
    this.name = 'RecordsClosed';
    this.why = why;
  }
}
