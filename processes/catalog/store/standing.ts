import { sql } from 'kysely';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { EntryBody, EntryDraft, OutsideFields } from '../contract.ts';

/** How entries of a department stand, for comparing a workbook with them. */

export interface NameRecord { readonly entry: string; readonly name: string; readonly code: string | null; readonly state: string }

/** Names and codes of a department's entries: of the version that stands, or of the draft that is being compiled. At most 200,000. */
export async function namesOf(db: Reader, region: string, provider: string): Promise<NameRecord[]> {
  const { rows } = await sql<NameRecord>`
    select e.id as entry, coalesce(v.name, d.body->>'name', '') as name, e.code, e.state
    from entry e left join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    left join catalog_draft d on d.region = e.region and d.entry = e.id and d.open and e.current_version is null
    where e.region = ${region} and e.provider = ${provider} and e.state <> 'abandoned' order by e.id limit 200000`.execute(db);
  return rows;
}

export interface StandingRecord {
  readonly entry: string; readonly state: string; readonly version: number | null; readonly body: EntryBody | null; readonly outside: OutsideFields;
  readonly caseId: string | null; readonly change: string | null; readonly draft: EntryDraft | null; readonly savedAt: string | null;
}

/** These entries as they stand, with the draft that is open. At most 200 of one region. */
export async function standingOf(db: Reader, region: string, entries: readonly string[]): Promise<Map<string, StandingRecord>> {
  if (entries.length === 0) return new Map();
  const { rows } = await sql<StandingRecord>`
    select e.id as entry, e.state, e.current_version as version, v.body, e.outside, d.case_id as "caseId", d.change, d.body as draft, d.saved_at as "savedAt"
    from entry e left join entry_version v on v.region = e.region and v.entry = e.id and v.version = e.current_version
    left join catalog_draft d on d.region = e.region and d.entry = e.id and d.open
    where e.region = ${region} and e.id = any(${[...entries]}::uuid[]) limit 200`.execute(db);
  return new Map(rows.map((row) => [row.entry, row]));
}

/** Which of these codes are published anywhere. Reads entry_listing_code. */
export async function knownCodes(db: Reader, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const rows = await db.selectFrom('entryListing').select('code').where('code', 'in', [...new Set(codes)].slice(0, 5_000)).limit(10_000).execute();
  return new Set(rows.map((row) => row.code));
}
