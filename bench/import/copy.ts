import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What an import of new entries writes, row by row. */
const tables = ['legal_case', 'case_move', 'case_find', 'worklist', 'entry', 'catalog_draft', 'ledger_pending', 'catalog_import_entry'] as const;

/** Milliseconds in which a plain COPY puts the same rows into tables with the same keys, indexes and checks, in one transaction. */
export async function copyOfTheSame(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const rows = new Map<string, Buffer>();
    for (const table of tables) {
      const parts: Buffer[] = [];
      await pipeline(client.query(copyTo(`copy (select * from ${table}) to stdout (format binary)`)), async (chunks: AsyncIterable<Buffer>) => { for await (const chunk of chunks) parts.push(chunk); });
      rows.set(table, Buffer.concat(parts));
      await client.query(`drop table if exists copy_of_${table}; create table copy_of_${table} (like ${table} including all)`);
    }
    const began = performance.now();
    await client.query('begin');
    for (const [table, bytes] of rows) await pipeline(Readable.from([bytes], { objectMode: false }), client.query(copyFrom(`copy copy_of_${table} from stdin (format binary)`)));
    await client.query('commit');
    return performance.now() - began;
  } finally {
    await client.end();
  }
}
