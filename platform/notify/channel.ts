import type { Tx } from '../postgres/database.ts';
import type { Message } from './notices.ts';
import { addNotifications } from './store.ts';

/**
 * A way to people. The console's is always there and writes in the transaction that takes the notice from the outbox;
 * others (即时通, 短信) are given messages after it, keep their own outbox rows, and never get business or personal data.
 */
export interface Channel {
  readonly name: string;
  deliver(tx: Tx, messages: readonly Message[], at: string): Promise<void>;
}

export const consoleChannel: Channel = { name: 'console', deliver: (tx, messages, at) => addNotifications(tx, messages, at) };
