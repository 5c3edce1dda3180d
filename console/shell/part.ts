import { useSyncExternalStore } from 'react';

let lost = false;
const readers = new Set<() => void>();
function say(now: boolean): void {
  lost = now;
  for (const read of readers) read();
}

/** Whether a part of the console is waited for and nobody answers. */
export const useLost = (): boolean => useSyncExternalStore((read) => { readers.add(read); return () => readers.delete(read); }, () => lost);

const answers = (): Promise<boolean> => fetch('/healthz', { cache: 'no-store' }).then((answer) => answer.ok, () => false);
const AGAIN_MS = 2_000;

/**
 * A part of the console that does not arrive: where the server answers, it serves a newer console, and the router loads the page
 * anew. Where it does not, that would leave the console for the browser's own page: it is waited for, and the page opens by itself.
 */
export const part = <T>(load: () => Promise<T>) => async (): Promise<T> => {
  try {
    return await load();
  } catch (thrown) {
    if (await answers()) throw thrown;
    say(true);
    while (!(await answers())) await new Promise((done) => { setTimeout(done, AGAIN_MS); });
    say(false);
    return load();
  }
};
