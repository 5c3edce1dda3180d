import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Cause, EntryBody, EntryItem, OutsideFields, SharingAttribute } from '../contract.ts';

/** Entries, their published versions and items. Versions and items are only ever added. */

export type EntryState = 'compiling' | 'published' | 'hidden' | 'withdrawn' | 'abandoned';
export interface EntryRecord {
  readonly region: string; readonly id: string; readonly provider: string; readonly code: string | null; readonly state: EntryState;
  readonly currentVersion: number | null; readonly currentCase: string | null; readonly secret: boolean;
  /** Fields outside 13 ¶2 as changed without a case since this version was published. */
  readonly outside: OutsideFields;
}
const entryColumns = ['region', 'id', 'provider', 'code', 'state', 'currentVersion', 'currentCase', 'secret', 'outside'] as const;

export interface Key { readonly region: string; readonly entry: string }

export async function findEntry(tx: Reader, key: Key): Promise<EntryRecord | undefined> {
  return (await tx.selectFrom('entry').select(entryColumns).where('region', '=', key.region).where('id', '=', key.entry).executeTakeFirst()) as EntryRecord | undefined;
}

/** Locks the entry: order of locks is case, then entry. */
export async function lockEntry(tx: Tx, key: Key): Promise<EntryRecord | undefined> {
  return (await tx.selectFrom('entry').select(entryColumns).where('region', '=', key.region).where('id', '=', key.entry).forUpdate().executeTakeFirst()) as EntryRecord | undefined;
}

export async function findByCode(tx: Reader, region: string, code: string): Promise<EntryRecord | undefined> {
  return (await tx.selectFrom('entry').select(entryColumns).where('region', '=', region).where('code', '=', code).executeTakeFirst()) as EntryRecord | undefined;
}

export async function setEntry(tx: Tx, key: Key, patch: { state?: EntryState; code?: string; name?: string; currentVersion?: number; currentCase?: string; secret?: boolean; outside?: OutsideFields }): Promise<void> {
  const { outside, ...rest } = patch;
  await tx.updateTable('entry').set({ ...rest, ...(outside ? { outside: json(outside) } : {}) }).where('region', '=', key.region).where('id', '=', key.entry).execute();
}

/** The next 顺序码 of a 分类码 in this region, without gaps; the row is locked until the transaction ends. */
export async function takeSerial(tx: Tx, region: string, classCode: string): Promise<number> {
  const row = await tx.insertInto('entryCode').values({ region, classCode, last: 1 })
    .onConflict((o) => o.columns(['region', 'classCode']).doUpdateSet({ last: sql`entry_code.last + 1` })).returning('last').executeTakeFirstOrThrow();
  return row.last;
}

export interface VersionRecord {
  readonly region: string; readonly entry: string; readonly version: number; readonly caseId: string; readonly change: 'compile' | 'update' | 'withdraw';
  readonly attribute: SharingAttribute; readonly name: string; readonly body: EntryBody; readonly scopeDigest: string; readonly causes: readonly Cause[]; readonly publishedOn: string;
}
const versionColumns = ['region', 'entry', 'version', 'caseId', 'change', 'attribute', 'name', 'body', 'scopeDigest', 'causes', 'publishedOn'] as const;

export async function addVersion(tx: Tx, row: VersionRecord): Promise<void> {
  const { body } = row;
  await tx.insertInto('entryVersion').values({
    region: row.region, entry: row.entry, version: row.version, caseId: row.caseId, change: row.change, attribute: row.attribute, name: row.name,
    conditions: json(body.sharing), body: json(body), scopeDigest: row.scopeDigest, causes: json(row.causes), publishedOn: row.publishedOn,
  }).execute();
  if (body.items.length > 0) await tx.insertInto('item').values(body.items.map((item) => itemRow(row, item))).execute();
}

function itemRow(at: VersionRecord, item: EntryItem) {
  const { n, name, field, type, length, key, nullable, codeSet, sensitivity, personal, identifier, grade } = item;
  return { region: at.region, entry: at.entry, version: at.version, n, name, field, type, length, key, nullable, codeSet, sensitivity, personal, identifier, grade };
}

export interface NumberedItem { readonly n: number; readonly name: string; readonly field: string }

/** Every number that an item of this entry ever had, as the newest version with it calls the item. Reads the primary key of item. */
export async function numberedItems(tx: Reader, key: Key): Promise<readonly NumberedItem[]> {
  const { rows } = await sql<NumberedItem>`select distinct on (n) n, name, field from item where region = ${key.region} and entry = ${key.entry} order by n, version desc limit 20000`.execute(tx);
  return rows;
}

export async function findVersion(tx: Reader, key: Key, version: number): Promise<VersionRecord | undefined> {
  const row = await tx.selectFrom('entryVersion').select(versionColumns).where('region', '=', key.region).where('entry', '=', key.entry).where('version', '=', version).executeTakeFirst();
  return row as unknown as VersionRecord | undefined;
}

/** Codes of these entries by id; entries without one are absent. One statement by primary keys, at most 50,000. */
export async function codesOf(tx: Reader, refs: readonly { readonly region: string; readonly id: string }[]): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ id: string; code: string }>`
    select distinct e.id, e.code from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join entry e on e.region = named.region and e.id = named.id where e.code is not null limit 50000`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.code]));
}

/** Newest first; `limit` 100. */
export async function versionsOf(tx: Reader, key: Key): Promise<Omit<VersionRecord, 'body'>[]> {
  const rows = await tx.selectFrom('entryVersion').select(['region', 'entry', 'version', 'caseId', 'change', 'attribute', 'name', 'scopeDigest', 'causes', 'publishedOn'])
    .where('region', '=', key.region).where('entry', '=', key.entry).orderBy('version', 'desc').limit(100).execute();
  return rows as unknown as Omit<VersionRecord, 'body'>[];
}

/** Entries of this department that were withdrawn under this name: a new one of that name is compared with the last (39(二)). */
export async function withdrawnNamed(tx: Reader, region: string, provider: string, name: string): Promise<VersionRecord | undefined> {
  const row = await tx.selectFrom('entry').innerJoin('entryVersion', (join) => join.onRef('entryVersion.region', '=', 'entry.region').onRef('entryVersion.entry', '=', 'entry.id').onRef('entryVersion.version', '=', 'entry.currentVersion'))
    .select(versionColumns.map((column) => `entryVersion.${column}` as const))
    .where('entry.region', '=', region).where('entry.provider', '=', provider).where('entry.state', '=', 'withdrawn').where('entryVersion.name', '=', name)
    .orderBy('entryVersion.publishedOn', 'desc').limit(1).executeTakeFirst();
  return row as unknown as VersionRecord | undefined;
}

/** Another entry of this department with this name that stands or is being compiled. */
export async function nameTaken(tx: Reader, region: string, provider: string, name: string, but: string): Promise<boolean> {
  const row = await tx.selectFrom('entryListing').select('entry').where('region', '=', region).where('provider', '=', provider).where('name', '=', name).where('entry', '!=', but).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Which of these names an entry of this department has that stands. Reads entry_listing by provider and name. */
export async function namesTaken(tx: Reader, region: string, provider: string, names: readonly string[]): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await tx.selectFrom('entryListing').select('name').distinct().where('region', '=', region).where('provider', '=', provider).where('name', 'in', [...names]).limit(names.length).execute();
  return new Set(rows.map((row) => row.name));
}

/* ---- changed without a case ---- */

export async function addChange(tx: Tx, key: Key, change: { on: string; field: string; before: string | null; after: string | null; org: string; post: string; person: string }): Promise<void> {
  await tx.insertInto('entryChange').values({ region: key.region, entry: key.entry, id: uuidv7(), onDay: change.on, field: change.field, before: change.before, after: change.after, org: change.org, post: change.post, person: change.person }).execute();
}

/** Newest first; `limit` 200. What fields outside 13 ¶2 are now is their published value with these over it. */
export async function changesOf(tx: Reader, key: Key): Promise<{ id: string; onDay: string; field: string; after: string | null; at: string }[]> {
  return tx.selectFrom('entryChange').select(['id', 'onDay', 'field', 'after', 'at']).where('region', '=', key.region).where('entry', '=', key.entry).orderBy('id', 'desc').limit(200).execute();
}
