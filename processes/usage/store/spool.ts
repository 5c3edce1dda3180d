import type pg from 'pg';
import { shipLines, type Shipped } from './ship.ts';

const add = `insert into call_spool (region, id, line) select $1, id, line from unnest($2::uuid[], $3::text[]) as fresh (id, line)`;

/**
 * Makes records durable in the database: one named statement a flush, about 1 ms with fsync for up to 256.
 * Runs on a client of its own: statements are not queued on one client.
 */
export async function spoolLines(client: pg.Client | pg.PoolClient, region: string, ids: readonly string[], lines: readonly string[]): Promise<void> {
  await client.query({ name: 'spool_calls', text: add, values: [region, ids, lines] });
}

/**
 * Moves up to `most` spooled records to where they are kept, oldest first. Where two gateways read the same rows
 * the second finds them there already and adds nothing. Answers null where nothing was left.
 */
export async function shipSpool(pool: pg.Pool, region: string, most = 20_000): Promise<Shipped | null> {
  const { rows } = await pool.query<{ id: string; line: string }>('select id, line from call_spool where region = $1 order by id limit $2', [region, most]);
  if (rows.length === 0) return null;
  const lines = Buffer.from(rows.map((row) => row.line).join(''), 'utf8');
  return shipLines(pool, region, lines, {
    shared: true,
    also: async (client) => void await client.query('delete from call_spool where region = $1 and id = any($2::uuid[])', [region, rows.map((row) => row.id)]),
  });
}
