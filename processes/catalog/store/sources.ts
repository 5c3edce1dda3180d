import { sql } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';

/** Every statement on named sources: groups of like items, their entries, the items that have a source, tasks. A group has the region of its entries. */

export interface At { readonly region: string; readonly id: string }
export interface DepartmentOf { readonly org: string; readonly duty: string }
export interface Opinion { readonly org: string; readonly stand: 'claims' | 'agrees' | 'objects'; readonly duty: string; readonly on: string; readonly round: number }
export interface GroupRecord {
  readonly region: string; readonly caseId: string; readonly items: readonly string[]; readonly departments: readonly DepartmentOf[]; readonly opinions: readonly Opinion[]; readonly round: number;
  readonly opinionsBy: string | null; readonly stage: 'open' | 'named' | 'over'; readonly provider: string | null; readonly document: string | null; readonly namedOn: string | null;
}
const columns = ['region', 'caseId', 'items', 'departments', 'opinions', 'round', 'opinionsBy', 'stage', 'provider', 'document', 'namedOn'] as const;

export interface GroupEntry { readonly entry: string; readonly org: string }

export async function addGroup(tx: Tx, at: At, items: readonly string[], entries: readonly GroupEntry[]): Promise<void> {
  await tx.insertInto('sourceGroup').values({ region: at.region, caseId: at.id, items: [...items] }).execute();
  await tx.insertInto('sourceEntry').values(entries.map(({ entry, org }) => ({ region: at.region, caseId: at.id, entry, org }))).execute();
}

export async function findGroup(db: Reader, at: At): Promise<GroupRecord | undefined> {
  return (await db.selectFrom('sourceGroup').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as GroupRecord | undefined;
}

type Patch = Partial<Pick<GroupRecord, 'items' | 'departments' | 'opinions' | 'round' | 'opinionsBy' | 'stage' | 'provider' | 'document' | 'namedOn'>>;

export async function setGroup(tx: Tx, at: At, { items, departments, opinions, ...plain }: Patch): Promise<void> {
  await tx.updateTable('sourceGroup').set({ ...plain, ...(items === undefined ? {} : { items: [...items] }), ...(departments === undefined ? {} : { departments: json(departments) }), ...(opinions === undefined ? {} : { opinions: json(opinions) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export async function addEntry(tx: Tx, at: At, { entry, org }: GroupEntry): Promise<void> {
  await tx.insertInto('sourceEntry').values({ region: at.region, caseId: at.id, entry, org }).onConflict((same) => same.doNothing()).execute();
}

export async function entriesOf(db: Reader, at: At): Promise<GroupEntry[]> {
  return db.selectFrom('sourceEntry').select(['entry', 'org']).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('entry').limit(100).execute();
}

/** Groups, over or not, in which two of these entries stand together already. Reads source_entry_of. */
export async function groupsWith(db: Reader, region: string, entries: readonly string[]): Promise<{ id: string; stage: GroupRecord['stage']; entries: readonly string[] }[]> {
  if (entries.length < 2) return [];
  const { rows } = await sql<{ id: string; stage: GroupRecord['stage']; entries: string[] }>`
    select e.case_id as id, g.stage, array_agg(e.entry::text) as entries from source_entry e join source_group g on g.region = e.region and g.case_id = e.case_id
    where e.region = ${region} and e.entry = any(${[...entries]}::uuid[]) group by e.case_id, g.stage having count(*) > 1 order by e.case_id limit 20`.execute(db);
  return rows;
}

/** What comparing the values of an item came to, in place of what it had come to before: one statement, others' items stay. */
export async function writeProfile(tx: Tx, at: At, profile: { readonly item: string }): Promise<void> {
  await sql`update source_group set profiles = coalesce((select jsonb_agg(p) from jsonb_array_elements(profiles) p where p ->> 'item' <> ${profile.item}), '[]') || jsonb_build_array(${JSON.stringify(profile)}::jsonb)
    where region = ${at.region} and case_id = ${at.id}`.execute(tx);
}

export async function profilesOf(db: Reader, at: At): Promise<readonly unknown[]> {
  const row = await db.selectFrom('sourceGroup').select('profiles').where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst();
  return (row?.profiles ?? []) as readonly unknown[];
}

/* ---- items that have a source ---- */

export interface ItemSource { readonly name: string; readonly item: string; readonly caseId: string; readonly provider: string; readonly entry: string | null }

/** The sources of these items of a region, by their names without signs. */
export async function sourcesOf(db: Reader, region: string, names: readonly string[]): Promise<ItemSource[]> {
  if (names.length === 0) return [];
  return db.selectFrom('sourceItem').select(['name', 'item', 'caseId', 'provider', 'entry']).where('region', '=', region).where('name', 'in', [...names]).orderBy('name').limit(2000).execute();
}

export async function itemsOf(db: Reader, at: At): Promise<ItemSource[]> {
  return db.selectFrom('sourceItem').select(['name', 'item', 'caseId', 'provider', 'entry']).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('name').limit(200).execute();
}

/** What a case has named, in place of what it had named before; answers the names that are now its own: one that another case has stays there. */
export async function writeItems(tx: Tx, at: At, items: readonly Omit<ItemSource, 'caseId'>[]): Promise<string[]> {
  await tx.deleteFrom('sourceItem').where('region', '=', at.region).where('caseId', '=', at.id).execute();
  if (items.length === 0) return [];
  const rows = await tx.insertInto('sourceItem').values(items.map((one) => ({ region: at.region, caseId: at.id, ...one }))).onConflict((same) => same.doNothing()).returning('name').execute();
  return rows.map((row) => row.name);
}

/* ---- tasks ---- */

export interface Task { readonly nth: number; readonly org: string; readonly what: string; readonly givenOn: string; readonly doneBy: string; readonly done: string | null; readonly doneOn: string | null }
const taskColumns = ['nth', 'org', 'what', 'givenOn', 'doneBy', 'done', 'doneOn'] as const;

export async function addTask(tx: Tx, at: At, task: Pick<Task, 'nth' | 'org' | 'what' | 'givenOn' | 'doneBy'>): Promise<void> {
  await tx.insertInto('sourceTask').values({ region: at.region, caseId: at.id, ...task }).execute();
}

/** The newest two hundred. */
export async function tasksOf(db: Reader, at: At): Promise<Task[]> {
  return db.selectFrom('sourceTask').select(taskColumns).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('nth', 'desc').limit(200).execute();
}

export async function findTask(db: Reader, at: At, nth: number): Promise<Task | undefined> {
  return db.selectFrom('sourceTask').select(taskColumns).where('region', '=', at.region).where('caseId', '=', at.id).where('nth', '=', nth).executeTakeFirst();
}

export async function reportTask(tx: Tx, at: At, nth: number, done: string, on: string): Promise<void> {
  await tx.updateTable('sourceTask').set({ done, doneOn: on }).where('region', '=', at.region).where('caseId', '=', at.id).where('nth', '=', nth).execute();
}

/* ---- what is still to be compared ---- */

/** Published entries that were not yet compared with the others, by key; one worker has each. Reads entry_listing_compared. */
export async function claimUncompared(tx: Tx, limit: number): Promise<{ region: string; entry: string; provider: string; itemNames: readonly string[] }[]> {
  return claimByRegion(tx, sql`select region from entry_listing where not compared order by region, entry`, limit, (region, left) => tx.selectFrom('entryListing').select(['region', 'entry', 'provider', 'itemNames'])
    .where('region', '=', region).where('compared', '=', false).orderBy('entry').limit(left).forUpdate().skipLocked().execute());
}

export async function markCompared(tx: Tx, region: string, entry: string): Promise<void> {
  await tx.updateTable('entryListing').set({ compared: true }).where('region', '=', region).where('entry', '=', entry).execute();
}
