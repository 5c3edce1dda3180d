import pg from 'pg';

/** Told of a statement that took long: its text, which holds placeholders and no values, and how long. */
export type Slow = (statement: string, ms: number) => void;

export const slowMs = 500;
const longestText = 2_000;

/** A client of the driver that tells of slow statements, whoever sends them: Kysely, the pool, a named one. */
export function slowTelling(slow: Slow, afterMs = slowMs): typeof pg.Client {
  return class extends pg.Client {
    // The driver's `query` has three forms: with a callback, with a promise, and with an object that is both statement and answer.
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    override query(...args: any[]): any {
      const began = performance.now();
      const tell = (): void => {
        const ms = performance.now() - began;
        if (ms >= afterMs) slow(textOf(args[0]), Math.round(ms));
      };
      const last = args.at(-1) as unknown;
      if (typeof last === 'function') {
        args[args.length - 1] = (...answer: unknown[]): unknown => {
          tell();
          return (last as (...given: unknown[]) => unknown)(...answer);
        };
      }
      const sent = (super.query as (...given: unknown[]) => unknown)(...args);
      if (sent instanceof Promise) sent.then(tell, tell);
      return sent;
    }
  };
}

function textOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
  return text.replace(/\s+/g, ' ').trim().slice(0, longestText);
}
