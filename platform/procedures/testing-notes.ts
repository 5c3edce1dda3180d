import { sql } from 'kysely';
import type { Reader } from '../postgres/database.ts';
import type { Noted, Notes } from './process.ts';

/** What a process says of these cases in a list, read as the statement of a page reads it; for tests. */
export async function notesIn<F>(db: Reader, notes: Notes<F>, cases: readonly Noted[], viewer: string): Promise<(string | null)[]> {
  const said: (string | null)[] = [];
  for (const it of cases) {
    const { rows: [row] } = await sql<{ found: F | null }>`select ${notes.asks} as found from (select ${it.region}::text as region, ${it.id}::uuid as id, ${it.state}::text as state) as c`.execute(db);
    said.push(notes.says(row?.found ?? null, it, viewer));
  }
  return said;
}
