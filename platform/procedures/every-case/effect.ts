import type { Ticked } from '../clockwork.ts';
import type { OutboxRow } from '../store/write-move.ts';
import type { Decision, Taken } from '../take-move.ts';

/** A common act that is decided, before it is written. */
export type CommonDraft = Pick<Decision, 'process' | 'loaded' | 'act' | 'input' | 'by'>;
/** What a common act does beside its move. */
export interface CommonEffect {
  readonly ticked?: Ticked;
  readonly outbox?: readonly OutboxRow[];
  readonly after?: (taken: Taken) => Promise<void>;
}
