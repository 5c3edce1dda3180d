import { sql } from 'kysely';
import type { Reader } from './database.ts';

/** How far the machine's clock is ahead of the database's, in milliseconds, to within half the way there and back. */
export interface Drift { readonly aheadMs: number; readonly withinMs: number }

/** Beyond this, signatures of callers and the terms of keys are judged by a wrong clock. */
export const mostDriftMs = 2_000;

export async function clockDrift(db: Reader): Promise<Drift> {
  const before = Date.now();
  const { rows } = await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`.execute(db);
  const after = Date.now();
  return { aheadMs: Math.round((before + after) / 2 - (rows[0]?.ms ?? 0)), withinMs: Math.ceil((after - before) / 2) };
}

export const driftsTooFar = ({ aheadMs, withinMs }: Drift): boolean => Math.abs(aheadMs) - withinMs > mostDriftMs;
