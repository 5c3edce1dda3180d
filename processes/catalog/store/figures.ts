import { sql, type RawBuilder, type UpdateObject } from 'kysely';
import { updateCycles } from '../../../law/codes.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { Schema } from '../../../platform/postgres/schema.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Figures } from '../contract.ts';
import type { Key } from './entries.ts';

/** Figures, standing consent and subscriptions of an entry. */

/**
 * What another process adds: counts go up; `users` is the number of departments with a grant in force, said anew each time;
 * `answered` joins the last 200 answers, whose median is shown (23: departments are compared by it).
 */
export interface FigurePatch {
  readonly asked?: number; readonly granted?: number; readonly refused?: number; readonly withdrawn?: number; readonly onTime?: number; readonly late?: number;
  readonly supplemented?: number; readonly askedLastFifth?: number; readonly extended?: number; readonly withdrawnAtWish?: number; readonly refusedOther?: number;
  readonly corrections?: number;
  readonly users?: number;
  readonly answered?: { readonly days: number; readonly late: boolean }; // working days that the clock counted, from receipt to answer
  readonly deliveredDays?: number; // working days that the clock counted, from the agreeing reply to what was accepted
  readonly rating?: number;
  readonly lastAskedOn?: string;
  /** Of the last run of its quality rules (18). */
  readonly quality?: { readonly rate: number | null; readonly rules: number; readonly failing: number; readonly on: string };
}
const COLUMN = {
  asked: 'asked', granted: 'granted', refused: 'refused', withdrawn: 'withdrawn', onTime: 'on_time', late: 'late', supplemented: 'supplemented', askedLastFifth: 'asked_last_fifth',
  extended: 'extended', withdrawnAtWish: 'withdrawn_at_wish', refusedOther: 'refused_other', corrections: 'corrections',
} as const;

/** One row per entry, made with its first figure. */
export async function writeFigure(tx: Tx, key: Key, patch: FigurePatch): Promise<void> {
  await tx.insertInto('entryFigure').values({ region: key.region, entry: key.entry }).onConflict((o) => o.doNothing()).execute();
  const set: Record<string, unknown> = {};
  for (const name of Object.keys(COLUMN) as (keyof typeof COLUMN)[]) if (patch[name]) set[name] = sql`${sql.ref(COLUMN[name])} + ${patch[name]}`;
  if (patch.users !== undefined) set['users'] = patch.users;
  if (patch.lastAskedOn !== undefined) set['lastAskedOn'] = patch.lastAskedOn;
  if (patch.quality !== undefined) Object.assign(set, { qualityRate: patch.quality.rate, qualityRules: patch.quality.rules, qualityFailing: patch.quality.failing, qualityOn: patch.quality.on });
  if (patch.answered !== undefined) {
    const recent = newest(patch.answered.days, 'recent');
    set['recent'] = recent;
    set['recentLate'] = sql`(array_prepend(${patch.answered.late}, recent_late))[1:200]`;
    set['answeredP50'] = median(recent);
  }
  if (patch.deliveredDays !== undefined) {
    const delivered = newest(patch.deliveredDays, 'delivered');
    set['delivered'] = delivered;
    set['deliveredP50'] = median(delivered);
  }
  if (patch.rating !== undefined) {
    set['rated'] = sql`rated + 1`;
    set['ratingSum'] = sql`rating_sum + ${patch.rating}`;
  }
  if (Object.keys(set).length === 0) return;
  await tx.updateTable('entryFigure').set(set as UpdateObject<Schema, 'entryFigure'>).where('region', '=', key.region).where('entry', '=', key.entry).execute();
}

const newest = (days: number, column: 'recent' | 'delivered') => sql`(array_prepend(${Math.max(0, Math.min(9999, days))}::smallint, ${sql.ref(column)}))[1:200]`;
const median = (of: RawBuilder<unknown>) => sql`(select percentile_cont(0.5) within group (order by d) from unnest(${of}) d)`;

export const noFigures: Figures = {
  asked: 0, granted: 0, refused: 0, withdrawn: 0, onTime: 0, late: 0, supplemented: 0, askedLastFifth: 0, extended: 0, withdrawnAtWish: 0, refusedOther: 0,
  answeredP50: null, deliveredP50: null, users: 0, corrections: 0, rated: 0, ratingSum: 0, lastAskedOn: null, quality: null,
};

/** Figures of these entries, by entry. Reads the primary key. */
export async function figuresOf(tx: Reader, keys: readonly Key[]): Promise<Map<string, Figures>> {
  const found = new Map<string, Figures>();
  for (const region of new Set(keys.map((key) => key.region))) {
    const rows = await tx.selectFrom('entryFigure')
      .select(['entry', 'asked', 'granted', 'refused', 'withdrawn', 'onTime', 'late', 'supplemented', 'askedLastFifth', 'extended', 'withdrawnAtWish', 'refusedOther', 'answeredP50', 'deliveredP50', 'users', 'corrections', 'rated', 'ratingSum', 'lastAskedOn', 'qualityRate', 'qualityRules', 'qualityFailing', 'qualityOn'])
      .where('region', '=', region).where('entry', 'in', keys.filter((key) => key.region === region).map((key) => key.entry)).limit(2000).execute();
    for (const { entry, qualityRate, qualityRules, qualityFailing, qualityOn, ...figures } of rows) {
      found.set(entry, { ...figures, quality: qualityOn === null ? null : { rate: qualityRate, rules: qualityRules ?? 0, failing: qualityFailing ?? 0, on: qualityOn } });
    }
  }
  return found;
}

/** How long the last answers of an entry took, at most 200: by working days, late ones apart. */
export async function answersOf(tx: Reader, key: Key): Promise<{ days: number; late: boolean; count: number }[]> {
  const { rows } = await sql<{ days: number; late: boolean; count: number }>`
    select d as days, coalesce(l, false) as late, count(*)::int as count
    from entry_figure f cross join lateral unnest(f.recent, f.recent_late) as each (d, l)
    where f.region = ${key.region} and f.entry = ${key.entry} and d is not null
    group by 1, 2 order by 1, 2 limit 400`.execute(tx);
  return rows;
}

/* ---- standing consent, Art. 20 ¶3, 23 ---- */

export interface ConsentRecord { readonly id: string; readonly version: number; readonly org: string; readonly post: string; readonly person: string; readonly document: string; readonly onDay: string }

export async function findConsent(tx: Reader, key: Key): Promise<ConsentRecord | undefined> {
  return tx.selectFrom('standingConsent').select(['id', 'version', 'org', 'post', 'person', 'document', 'onDay']).where('region', '=', key.region).where('entry', '=', key.entry).where('endedOn', 'is', null).executeTakeFirst();
}

export async function consentsOf(tx: Reader, region: string, entries: readonly string[]): Promise<Set<string>> {
  if (entries.length === 0) return new Set();
  const rows = await tx.selectFrom('standingConsent').select('entry').where('region', '=', region).where('entry', 'in', [...entries]).where('endedOn', 'is', null).limit(1000).execute();
  return new Set(rows.map((row) => row.entry));
}

export async function addConsent(tx: Tx, key: Key, consent: Omit<ConsentRecord, 'id'>): Promise<string> {
  const id = uuidv7();
  await tx.insertInto('standingConsent').values({ region: key.region, entry: key.entry, id, ...consent }).execute();
  return id;
}

export async function endConsent(tx: Tx, key: Key, on: string, by: string | null, why: string): Promise<boolean> {
  const ended = await tx.updateTable('standingConsent').set({ endedOn: on, endedBy: by, endedWhy: why })
    .where('region', '=', key.region).where('entry', '=', key.entry).where('endedOn', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/* ---- subscriptions ---- */

export async function subscribe(tx: Tx, key: Key, org: string, since: string): Promise<void> {
  await tx.insertInto('entrySubscriber').values({ region: key.region, entry: key.entry, org, since }).onConflict((o) => o.doNothing()).execute();
}

export async function unsubscribe(tx: Tx, key: Key, org: string): Promise<void> {
  await tx.deleteFrom('entrySubscriber').where('region', '=', key.region).where('entry', '=', key.entry).where('org', '=', org).execute();
}

export async function subscribersOf(tx: Reader, key: Key): Promise<string[]> {
  const rows = await tx.selectFrom('entrySubscriber').select('org').where('region', '=', key.region).where('entry', '=', key.entry).orderBy('org').limit(10_000).execute();
  return rows.map((row) => row.org);
}

export async function subscribes(tx: Reader, key: Key, org: string): Promise<boolean> {
  return (await tx.selectFrom('entrySubscriber').select('org').where('region', '=', key.region).where('entry', '=', key.entry).where('org', '=', org).executeTakeFirst()) !== undefined;
}

export interface Subscription { readonly region: string; readonly entry: string; readonly since: string; readonly name: string; readonly code: string | null; readonly provider: string; readonly state: string; readonly version: number; readonly publishedOn: string }
export interface SubscriptionPage { readonly after?: { readonly since: string; readonly entry: string } | undefined; readonly size: number }

/** What an organisation follows and may still read, newest first, a page by key: hidden entries are not named. Reads entry_subscriber_since. */
export async function subscriptionsOf(tx: Reader, org: string, { after, size }: SubscriptionPage): Promise<Subscription[]> {
  const { rows } = await sql<Subscription>`
    select s.region, s.entry, s.since, v.name, e.code, e.provider, e.state, v.version, v.published_on as "publishedOn"
    from entry_subscriber s join entry e on e.region = s.region and e.id = s.entry
    join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    where s.org = ${org} and (e.state = 'published' or e.state = 'withdrawn' and not e.secret)
      ${after === undefined ? sql`` : sql`and (s.since, s.entry) < (${after.since}::date, ${after.entry}::uuid)`}
    order by s.since desc, s.entry desc limit ${size}`.execute(tx);
  return rows;
}

/** How many it follows, counted to 10,000; hidden ones among them. */
export async function countSubscriptions(tx: Reader, org: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from entry_subscriber where org = ${org} limit 10000) as counted`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** A department's published entries by attribute, how many are measured, and how many were not published again within their update cycle. Reads index entry_listing_provider. */
export async function catalogueCounts(db: Reader, region: string, provider: string, today: string): Promise<{ published: number; unconditional: number; conditional: number; notShared: number; measured: number; failing: number; overdue: number }> {
  const cycles = updateCycles.codes.flatMap((cycle) => (cycle.days === null ? [] : [cycle]));
  const { rows } = await sql<{ published: number; unconditional: number; conditional: number; notShared: number; measured: number; failing: number; overdue: number }>`
    select count(*)::int as published, count(*) filter (where l.attribute = 'unconditional')::int as unconditional, count(*) filter (where l.attribute = 'conditional')::int as conditional,
      count(*) filter (where l.attribute = 'not-shared')::int as not_shared, count(f.quality_on)::int as measured, count(*) filter (where f.quality_failing > 0)::int as failing,
      count(*) filter (where l.published_on + c.days < ${today}::date)::int as overdue
    from entry_listing l left join entry_figure f on f.region = l.region and f.entry = l.entry
    left join unnest(${cycles.map((cycle) => cycle.code)}::text[], ${cycles.map((cycle) => cycle.days)}::int[]) as c (code, days) on c.code = l.update_cycle
    where l.region = ${region} and l.provider = ${provider}`.execute(db);
  return rows[0] ?? { published: 0, unconditional: 0, conditional: 0, notShared: 0, measured: 0, failing: 0, overdue: 0 };
}
