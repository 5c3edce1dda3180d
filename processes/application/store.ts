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
  /** The grant of the items that are given in another way than the rest. */
  readonly otherGrantRegion: string | null;
  readonly otherGrantId: string | null;
  /** Its overdue reply stands in the figures of the entry already. */
  readonly lateCounted: boolean;
  /** By the requester, once (1–5). */
  readonly rating: { readonly score: number; readonly text: string } | null;
}

const columns = ['region', 'id', 'entryRegion', 'entry', 'entryVersion', 'body', 'savedAt', 'linkage', 'points', 'supplyBy', 'answers', 'additions',
  'securityOpinion', 'proposal', 'refusal', 'receivedOn', 'grantRegion', 'grantId', 'otherGrantRegion', 'otherGrantId', 'lateCounted', 'rating'] as const;

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
const jsonColumns = new Set(['linkage', 'points', 'answers', 'additions', 'securityOpinion', 'proposal', 'refusal', 'rating']);

/** Writes what follows from an act. Only named columns change. */
export async function writeApplication(tx: Tx, ref: Ref, written: Written): Promise<void> {
  const set = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, jsonColumns.has(name) && value !== null ? json(value) : value]));
  await tx.updateTable('application').set(set as never).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

export interface Open extends Ref { readonly requester: string }

/** Applications for an entry that are under way, by key after `after`. Reads index application_of_entry. */
export async function openOn(db: Reader, at: { readonly entryRegion: string; readonly entry: string }, after: Ref | null, limit: number): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select a.region, a.id, c.requester from application a join legal_case c on c.region = a.region and c.id = a.id
    where a.entry_region = ${at.entryRegion} and a.entry = ${at.entry} and c.open and (a.region, a.id) > (${after?.region ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by a.region, a.id limit ${limit}`.execute(db);
  return rows;
}

/** Applications of a department that wait for a reply, of every provider, by key after `after`. Reads index of legal_case by requester. */
export async function waitingOf(db: Reader, requester: string, after: Ref | null, limit: number): Promise<Open[]> {
  const { rows } = await sql<Open>`
    select c.region, c.id, c.requester from legal_case c
    where c.requester = ${requester} and c.kind = 'application' and c.open and c.state in ('received', 'asked', 'supplied', 'reply')
      and (c.region, c.id) > (${after?.region ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by c.region, c.id limit ${limit}`.execute(db);
  return rows;
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

export interface SameMatter extends Ref { readonly number: string | null; readonly title: string; readonly state: string; readonly provider: string }

/** Other applications of this department for the same matter, newest first, among the last two hundred that moved. */
export async function sameMatter(db: Reader, ref: Ref, requester: string, purpose: string, limit: number): Promise<SameMatter[]> {
  const { rows } = await sql<SameMatter>`
    select c.region, c.id, c.number, c.title, c.state, c.provider from (
      select region, id, number, title, state, provider, moved_at from legal_case
      where requester = ${requester} and kind = 'application' and state <> 'withdrawn' order by moved_at desc limit 200) c
    join application a on a.region = c.region and a.id = c.id
    where a.body ->> 'purpose' = ${purpose} and a.id <> ${ref.id}
    order by c.moved_at desc limit ${limit}`.execute(db);
  return rows;
}

export type NotedApplication = readonly [agreed: number, otherwise: number, refused: number] | readonly [basis: string | null, article: string | null];

/** For lists, of the case `c`: while the provider's head decides, what its proposal says; while the requester's does, its first basis. By primary key. */
export const notedApplication = sql<NotedApplication>`case c.state
    when 'reply' then (select json_build_array(count(*) filter (where item ->> 'decision' = 'agree'), count(*) filter (where item ->> 'decision' = 'other-mode'), count(*) filter (where item ->> 'decision' = 'refuse'))
      from application a cross join lateral jsonb_array_elements(a.proposal -> 'perItem') as item where a.region = c.region and a.id = c.id)
    when 'consent' then (select json_build_array(a.body #>> '{basis,0,name}', a.body #>> '{basis,0,article}') from application a where a.region = c.region and a.id = c.id) end`;

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

export interface GrantedBefore extends Ref { readonly body: ApplicationDraft; readonly endedOn: string; readonly days: number }

/** The newest three that this department was granted of this entry, among its last 500 answered ones. Reads application_figure_requested, then primary keys. */
export async function grantedBefore(db: Reader, requester: string, of: { readonly entryRegion: string; readonly entry: string }): Promise<GrantedBefore[]> {
  const { rows } = await sql<GrantedBefore>`
    select a.region, a.id, a.body, f.ended_on as "endedOn", f.days
    from (select region, id, outcome, ended_on, days from application_figure where requester = ${requester} and ended_on is not null order by ended_on desc limit 500) f
    join application a on a.region = f.region and a.id = f.id
    where f.outcome = 'granted' and f.days is not null and a.entry_region = ${of.entryRegion} and a.entry = ${of.entry}
    order by f.ended_on desc, a.id desc limit 3`.execute(db);
  return rows;
}

/* ---- figures of departments: application_figure, one narrow row an application that was received ---- */

export interface FigureRow { readonly outcome: 'granted' | 'refused' | 'withdrawn' | null; readonly endedOn: string | null; readonly onTime: boolean | null; readonly days: number | null; readonly asked: boolean; readonly extended: boolean }

/** Received once; bounced and received again: of the later day. */
export async function receivedFigure(tx: Tx, ref: Ref, row: { readonly provider: string; readonly requester: string; readonly attribute: string; readonly receivedOn: string }): Promise<void> {
  await tx.insertInto('applicationFigure').values({ region: ref.region, id: ref.id, ...row }).onConflict((same) => same.columns(['region', 'id']).doUpdateSet(row)).execute();
}

export async function writeFigure(tx: Tx, ref: Ref, set: Partial<FigureRow>): Promise<void> {
  await tx.updateTable('applicationFigure').set(set).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

export interface Counted { readonly received: number; readonly granted: number; readonly refused: number; readonly withdrawn: number; readonly onTime: number; readonly late: number; readonly asked: number; readonly extended: number; readonly medianDays: number | null }
export type Side = 'provider' | 'requester';

/**
 * What came in and what was ended between two days, both inside. On time, asked, extended and the median are of those answered then.
 * Reads the indexes of application_figure on received_on and ended_on: 100,000 rows of one department in about 60 ms.
 */
export async function countedOf(db: Reader, side: Side, org: string, from: string, to: string): Promise<Counted> {
  const { rows } = await sql<Counted>`
    select (select count(*)::int from application_figure where ${sql.ref(side)} = ${org} and received_on between ${from} and ${to}) as received,
      count(*) filter (where outcome = 'granted')::int as granted, count(*) filter (where outcome = 'refused')::int as refused, count(*) filter (where outcome = 'withdrawn')::int as withdrawn,
      count(*) filter (where on_time)::int as on_time, count(*) filter (where not on_time)::int as late,
      count(*) filter (where on_time is not null and asked)::int as asked, count(*) filter (where on_time is not null and extended)::int as extended,
      percentile_cont(0.5) within group (order by days) filter (where days is not null) as median_days
    from application_figure where ${sql.ref(side)} = ${org} and ended_on between ${from} and ${to}`.execute(db);
  return rows[0] as Counted;
}

/** By month: what came in, what was answered then and in time. At most 60 months. */
export async function monthsOf(db: Reader, side: Side, org: string, from: string, to: string): Promise<{ month: string; received: number; onTime: number; late: number }[]> {
  const { rows } = await sql<{ month: string; received: number; onTime: number; late: number }>`
    select month, sum(received)::int as received, sum(on_time)::int as on_time, sum(late)::int as late from (
      select to_char(received_on, 'YYYY-MM') as month, count(*) as received, 0 as on_time, 0 as late from application_figure where ${sql.ref(side)} = ${org} and received_on between ${from} and ${to} group by 1
      union all
      select to_char(ended_on, 'YYYY-MM'), 0, count(*) filter (where on_time), count(*) filter (where not on_time) from application_figure where ${sql.ref(side)} = ${org} and ended_on between ${from} and ${to} group by 1) each
    group by month order by month limit 60`.execute(db);
  return rows;
}

/** Received and not answered yet. Reads index application_figure_{side}_open. */
export async function openOf(db: Reader, side: Side, org: string): Promise<number> {
  const row = await db.selectFrom('applicationFigure').select(({ fn }) => fn.countAll<number>().as('n')).where(side, '=', org).where('outcome', 'is', null).executeTakeFirstOrThrow();
  return Number(row.n);
}
