import pg from 'pg';
import { watchStalls } from './stalls.ts';

/** Told of a statement that took long: its text, which holds placeholders and no values, and how long at least. */
export type Slow = (statement: string, ms: number) => void;

export const slowMs = 500;
const longestText = 2_000;

const stalls = watchStalls();

/**
 * A client of the driver that tells of slow statements, whoever sends them: Kysely, the pool, a named one. An answer that lay there
 * while this thread was busy (a start, a large answer to somebody else) is no fault of the database: counted is the time up to
 * the last look at what had arrived.
 */
export function slowTelling(slow: Slow, afterMs = slowMs): typeof pg.Client {
  return class extends pg.Client {
    // The driver's `query` has three forms: with a callback, with a promise, and with an object that is both statement and answer.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    override query(...args: any[]): any {
      const began = performance.now();
      const tell = (): void => {
        const ms = (stalls.since() ?? performance.now()) - began;
        stalls.end();
        if (ms >= afterMs) slow(textOf(args[0]), Math.round(ms));
      };
      const last = args.at(-1) as unknown;
      if (typeof last === 'function') {
        stalls.begin();
        args[args.length - 1] = (...answer: unknown[]): unknown => {
          tell();
          return (last as (...given: unknown[]) => unknown)(...answer);
        };
      }
      const sent = (super.query as (...given: unknown[]) => unknown)(...args);
      if (sent instanceof Promise) {
        stalls.begin();
        sent.then(tell, tell);
      }
      return sent;
    }
  };
}

function textOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText);
}
