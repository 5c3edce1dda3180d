import { sql } from 'kysely';
import { keptDays } from '../../law/retention.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import { json } from '../../platform/postgres/database.ts';
import type { ApplicationDraft, ItemReply, LinkageView, Point, Proposal, RefusalCategory } from './contract.ts';
import type { Citation } from '../catalog/contract.ts';

/** Every statement on the table `application`. One row a case; jsonb columns have the shapes below. */

export interface Ref { readonly region: string; readonly id: string }
export interface Answer { readonly point: number; readonly text: string }
export interface Addition { readonly on: string; readonly text: string }
export interface SecurityOpinion { readonly recommends: string; readonly opinion: string }
export interface Refusal { readonly category: RefusalCategory; readonly reasons: string; readonly basis: readonly Citation[] }
export type { ItemReply, Proposal };

export interface ApplicationRow extends Ref {
  readonly entryRegion: string;
  readonly entry: string;
  readonly entryVersion: number;
  readonly body: ApplicationDraft;
  readonly savedAt: string | null;
  readonly linkage: LinkageView | null;
  readonly points: readonly Point[];
  readonly supplyBy: string | null;
  readonly answers: readonly Answer[];
  readonly additions: readonly Addition[];
  readonly securityOpinion: SecurityOpinion | null;
  readonly proposal: Proposal | null;
  readonly refusal: Refusal | null;
  readonly receivedOn: string | null;
  readonly grantRegion: string | null;
  readonly grantId: string | null;
}

const columns = ['region', 'id', 'entryRegion', 'entry', 'entryVersion', 'body', 'savedAt', 'linkage', 'points', 'supplyBy', 'answers', 'additions',
  'securityOpinion', 'proposal', 'refusal', 'receivedOn', 'grantRegion', 'grantId'] as const;

export async function findApplication(db: Reader, ref: Ref): Promise<ApplicationRow | undefined> {
  const row = await db.selectFrom('application').select(columns).where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst();
  return row as ApplicationRow | undefined;
}

/** @throws where the case has no row: every application gets one at `create` */
export async function getApplication(db: Reader, ref: Ref): Promise<ApplicationRow> {
  const row = await findApplication(db, ref);
  if (!row) throw new Error(`no application row for ${ref.region}-${ref.id}`);
  return row;
}

export async function insertApplication(tx: Tx, row: Pick<ApplicationRow, 'region' | 'id' | 'entryRegion' | 'entry' | 'entryVersion' | 'body'>): Promise<void> {
  await tx.insertInto('application').values({ ...row, body: json(row.body) }).execute();
}

/** The draft as it was last typed; the newest wins. Returns the time of saving. */
export async function saveDraft(tx: Tx, ref: Ref, body: ApplicationDraft, at: Date): Promise<void> {
  await tx.updateTable('application').set({ body: json(body), savedAt: at.toISOString() }).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

type Written = Partial<Omit<ApplicationRow, 'region' | 'id' | 'body' | 'savedAt'>>;
const jsonColumns = new Set(['linkage', 'points', 'answers', 'additions', 'securityOpinion', 'proposal', 'refusal']);

/** Writes what follows from an act. Only named columns change. */
export async function writeApplication(tx: Tx, ref: Ref, written: Written): Promise<void> {
  const set = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, jsonColumns.has(name) && value !== null ? json(value) : value]));
  await tx.updateTable('application').set(set as never).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

/**
 * Empties the drafts of applications that were withdrawn before anybody outside their own department saw them, after
 * their days (law/retention.ts). The case, its moves and its title stay. Returns how many.
 */
export async function forgetDrafts(db: Reader, limit = 500): Promise<number> {
  const { numAffectedRows } = await sql`
    update application a set body = '{}', saved_at = null, linkage = null where (a.region, a.id) in (
      select c.region, c.id from legal_case c join application d on d.region = c.region and d.id = c.id
      where c.kind = 'application' and c.state = 'withdrawn' and c.number is null and d.received_on is null and d.body <> '{}'
        and c.moved_at < now() - make_interval(days => ${keptDays('drafts')})
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export interface ProposalCount { readonly id: string; readonly agreed: number; readonly otherwise: number; readonly refused: number }

/** What these applications' proposals say, item by item counted: one statement by primary keys. At most 200. */
export async function proposalCounts(db: Reader, refs: readonly Ref[]): Promise<ProposalCount[]> {
  const { rows } = await sql<ProposalCount>`
    select a.id, count(*) filter (where item ->> 'decision' = 'agree') as agreed, count(*) filter (where item ->> 'decision' = 'other-mode') as otherwise,
      count(*) filter (where item ->> 'decision' = 'refuse') as refused
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join application a on a.region = named.region and a.id = named.id
    cross join lateral jsonb_array_elements(a.proposal -> 'perItem') as item
    group by a.region, a.id order by a.id limit 200`.execute(db);
  return rows;
}
