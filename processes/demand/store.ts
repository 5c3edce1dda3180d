import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../platform/postgres/database.ts';
import type { DemandDraft } from './contract.ts';

/** Every statement on demands. A demand lies in the region of the organisation that registered it. */

export interface At { readonly region: string; readonly id: string }
export type Stage = 'draft' | 'open' | 'joined' | 'over';
export interface Answered { readonly answer: 'has' | 'has-not'; readonly text: string; readonly document: string; readonly on: string }
export interface Decline { readonly org: string; readonly reasons: string; readonly whose: string; readonly on: string; /** Before it was brought up again: not counted any more. */ readonly past?: true }

export interface DemandRecord {
  readonly region: string; readonly caseId: string; readonly requester: string; readonly authority: string | null; readonly body: DemandDraft; readonly savedAt: string | null; readonly stage: Stage;
  readonly joinsRegion: string | null; readonly joins: string | null; readonly catalogRegion: string | null; readonly catalogCase: string | null;
  readonly entryRegion: string | null; readonly entry: string | null; readonly answer: Answered | null; readonly declines: readonly Decline[];
}
const columns = ['region', 'caseId', 'requester', 'authority', 'body', 'savedAt', 'stage', 'joinsRegion', 'joins', 'catalogRegion', 'catalogCase', 'entryRegion', 'entry', 'answer', 'declines'] as const;

export async function addDemand(tx: Tx, row: Pick<DemandRecord, 'region' | 'caseId' | 'requester' | 'authority' | 'body'>): Promise<void> {
  await tx.insertInto('demand').values({ ...row, body: json(row.body) }).execute();
}

export async function findDemand(db: Reader, at: At): Promise<DemandRecord | undefined> {
  return (await db.selectFrom('demand').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as DemandRecord | undefined;
}

/** The same, locked: who joins it waits for whoever ends it, and the other way round. */
export async function lockDemand(tx: Tx, at: At): Promise<DemandRecord | undefined> {
  return (await tx.selectFrom('demand').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).forUpdate().executeTakeFirst()) as DemandRecord | undefined;
}

/** How it is found: its name and its items, without signs. */
export interface Index { readonly title: string; readonly itemNames: readonly string[]; readonly words: string }

export async function saveBody(tx: Tx, at: At, body: DemandDraft, on: Date, index: Index): Promise<void> {
  await tx.updateTable('demand').set({ body: json(body), savedAt: on.toISOString(), title: index.title, itemNames: [...index.itemNames], words: sql`${index.words}::tsvector` })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

type Patch = Partial<Pick<DemandRecord, 'stage' | 'joinsRegion' | 'joins' | 'catalogRegion' | 'catalogCase' | 'entryRegion' | 'entry' | 'answer' | 'declines'>>;

export async function setDemand(tx: Tx, at: At, patch: Patch): Promise<void> {
  const { answer, declines, ...plain } = patch;
  await tx.updateTable('demand').set({ ...plain, ...(answer === undefined ? {} : { answer: answer === null ? null : json(answer) }), ...(declines === undefined ? {} : { declines: json(declines) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** The demands that joined this one, by id: a page of them. Reads demand_joined. */
export async function joinedTo(db: Reader, at: At, after: string | null, limit: number): Promise<DemandRecord[]> {
  let query = db.selectFrom('demand').select(columns).where('joinsRegion', '=', at.region).where('joins', '=', at.id).where('stage', '=', 'joined');
  if (after !== null) query = query.where('caseId', '>', after);
  return (await query.orderBy('caseId').limit(limit).execute()) as DemandRecord[];
}

/** How many joined each of these. Reads demand_joined. */
export async function joinedCounts(db: Reader, cases: readonly At[]): Promise<ReadonlyMap<string, number>> {
  if (cases.length === 0) return new Map();
  const { rows } = await sql<{ id: string; count: number }>`
    select d.joins as id, count(*)::int as count from unnest(${cases.map((one) => one.region)}::text[], ${cases.map((one) => one.id)}::uuid[]) as named (region, id)
    join demand d on d.joins_region = named.region and d.joins = named.id and d.stage = 'joined' group by d.joins`.execute(db);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** The same of the case `c`, for lists. */
export const notedDemand = sql<number>`(select to_json(count(*)) from demand d where d.joins_region = c.region and d.joins = c.id and d.stage = 'joined')`;

/** The demands that wait for this case of the catalogue. Reads demand_compiling. */
export async function waitingFor(db: Reader, catalog: At): Promise<At[]> {
  return db.selectFrom('demand').select(['region', 'caseId as id']).where('catalogRegion', '=', catalog.region).where('catalogCase', '=', catalog.id).where('stage', '=', 'open').orderBy('caseId').limit(100).execute();
}

export interface LikeFound extends At { readonly requester: string; readonly title: string; readonly items: readonly string[] }
/** What is asked for: each word of the name as a tsquery with its synonyms, and names of items without signs. */
export interface LikeAsked { readonly authority: string; readonly except: string | null; readonly words: readonly string[]; readonly items: readonly string[]; readonly size: number }

const CANDIDATES = 500;

/**
 * Open demands of one authority that are like: half of the words of the name stand in name or items, or half of the items are the same and
 * at least two. Those with every word come first (demand_words), then those with any, then by items (demand_items); each is bounded.
 */
export async function alike(db: Reader, { authority, except, words, items, size }: LikeAsked): Promise<LikeFound[]> {
  if (words.length === 0 && items.length === 0) return [];
  const here = sql`stage = 'open' and authority = ${authority} and case_id is distinct from ${except}::uuid`;
  const chosen = sql.raw('region, case_id, requester, title, item_names, words');
  const asked = words.map((word) => `(${word})`);
  const byWords = (query: string) => sql`(select ${chosen} from demand where ${here} and words @@ ${query}::tsquery limit ${CANDIDATES})`;
  const score = words.length === 0 ? sql`0` : sql.join(asked.map((word) => sql`(words @@ ${word}::tsquery)::int`), sql` + `);
  const parts = [...(asked.length === 0 ? [] : [byWords(asked.join(' & ')), byWords(asked.join(' | '))]), ...(items.length < 2 ? [] : [sql`(select ${chosen} from demand where ${here} and item_names && ${[...items]} limit ${CANDIDATES})`])];
  if (parts.length === 0) return [];
  const { rows } = await sql<LikeFound>`
    select region, case_id as id, requester, title, same as items from (
      select distinct on (region, case_id) region, case_id, requester, title, ${score} as hits, array(select name from unnest(item_names) as own (name) where name = any(${[...items]})) as same
      from (${sql.join(parts, sql` union all `)}) as candidates order by region, case_id) as found
    where (${words.length} > 0 and hits * 2 >= ${words.length}) or (cardinality(same) >= 2 and cardinality(same) * 2 >= ${items.length})
    order by hits desc, cardinality(same) desc, case_id desc limit ${size}`.execute(db);
  return rows;
}
