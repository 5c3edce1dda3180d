import type { GrantTable } from './grants.ts';

interface Asking { readonly rid: string; readonly sid: string; readonly done: () => void }

const perRound = 256;
const waitingAtMost = 10_000;

/**
 * A client may refresh at one gateway and call the next; that one reads the secret once before it refuses. Every
 * call that would be refused takes this way, whether its pair exists or not, so that time tells nobody which do;
 * all that wait share one statement, so that a flood costs one statement at a time.
 */
export function createSecretLookUp(table: Pick<GrantTable, 'reloadSecrets'>): (rid: string, sid: string) => Promise<void> {
  let waiting: Asking[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const round = waiting.slice(0, perRound);
      waiting = waiting.slice(perRound);
      await table.reloadSecrets(round).catch(() => undefined); // not found is not found; the poll tells when the database is gone
      for (const each of round) each.done();
    }
    running = false;
  };

  return (rid, sid) => new Promise((resolve) => {
    if (waiting.length >= waitingAtMost) {
      resolve();
      return;
    }
    waiting.push({ rid, sid, done: resolve });
    if (running) return;
    running = true;
    setImmediate(() => void run());
  });
}
