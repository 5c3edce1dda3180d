import { sql } from 'kysely';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { PostRow } from './accounts.ts';

/**
 * Open cases that were handed to this person by name (转办), under these posts. The one statement of this process that
 * reads the engine's worklist; it writes nothing there.
 */
export async function countAssigned(tx: Tx, person: string, posts: readonly PostRow[]): Promise<number> {
  if (posts.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from worklist w
    join unnest(${posts.map((p) => p.region)}::text[], ${posts.map((p) => p.org)}::text[], ${posts.map((p) => p.post)}::text[]) as p (region, org, post)
      on w.region = p.region and w.org = p.org and w.post = p.post
    where w.assignee = ${person} and w.why = 'move'`.execute(tx);
  return rows[0]?.n ?? 0;
}
