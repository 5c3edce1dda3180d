import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { Cause, CauseKind, EntryDraft } from '../contract.ts';
import type { Key } from './entries.ts';

/** Drafts of cases, their causes, and what the authority listed when it returned one. A case has the region of its entry. */

export interface At { readonly region: string; readonly id: string }
export type Change = 'compile' | 'update' | 'withdraw';
export interface DraftRecord {
  readonly region: string; readonly caseId: string; readonly entry: string; readonly change: Change; readonly baseVersion: number | null;
  readonly body: EntryDraft; readonly reason: string | null; readonly repeatedReason: string | null; readonly open: boolean; readonly savedAt: string | null;
}
const draftColumns = ['region', 'caseId', 'entry', 'change', 'baseVersion', 'body', 'reason', 'repeatedReason', 'open', 'savedAt'] as const;

export async function addDraft(tx: Tx, row: { region: string; caseId: string; entry: string; change: Change; baseVersion: number | null; body: EntryDraft; reason: string | null }): Promise<void> {
  await tx.insertInto('catalogDraft').values({ ...row, body: json(row.body) }).execute();
}

/** A new entry with the draft of the case that compiles it: one statement, prepared, since imports make thousands. */
export async function addEntryWithDraft(tx: Tx, row: { region: string; caseId: string; entry: string; provider: string; body: EntryDraft; saved: { readonly at: string; readonly by: string } | undefined }): Promise<void> {
  await sql`/* an entry with its draft */
    with made as (insert into entry (region, id, provider, name) values (${row.region}, ${row.entry}, ${row.provider}, ${row.body.name ?? ''}))
    insert into catalog_draft (region, case_id, entry, change, body, saved_at, saved_by)
    values (${row.region}, ${row.caseId}, ${row.entry}, 'compile', ${json(row.body)}::jsonb, ${row.saved?.at ?? null}, ${row.saved?.by ?? null})`.execute(tx);
}

export async function findDraft(tx: Reader, at: At): Promise<DraftRecord | undefined> {
  const row = await tx.selectFrom('catalogDraft').select(draftColumns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst();
  return row as unknown as DraftRecord | undefined;
}

/** When each of these drafts was saved last, by its case: one statement, without their texts. */
export async function savedOf(tx: Reader, region: string, cases: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.selectFrom('catalogDraft').select(['caseId', 'savedAt']).where('region', '=', region).where('caseId', 'in', [...cases]).limit(cases.length).execute();
  return new Map(rows.map((row) => [row.caseId, row.savedAt]));
}

/** The draft and its case are the cataloguer's while this row is locked; a move of the case waits. An entry without a version is called as its draft calls it. */
export async function saveBody(tx: Tx, at: At, body: EntryDraft, person: string | null): Promise<string> {
  const name = body.name ?? '';
  const { rows: [row] } = await sql<{ savedAt: string }>`/* a draft saved */
    with saved as (update catalog_draft set body = ${json(body)}::jsonb, saved_at = ${new Date().toISOString()}, saved_by = ${person}
      where region = ${at.region} and case_id = ${at.id} returning region, entry, saved_at),
    named as (update entry e set name = ${name} from saved where e.region = saved.region and e.id = saved.entry and e.current_version is null and e.name is distinct from ${name})
    select saved_at as "savedAt" from saved`.execute(tx);
  if (row === undefined) throw new Error(`no draft of case ${at.id}`);
  return row.savedAt;
}

/** A draft that is given up, and with it the entry where it never had another: one statement, prepared, since imports that are taken back give up thousands. Answers its entry. */
export async function closeDraft(tx: Tx, at: At): Promise<string | undefined> {
  const { rows } = await sql<{ entry: string }>`/* a draft given up */
    with closed as (update catalog_draft set open = false where region = ${at.region} and case_id = ${at.id} returning region, entry, change),
    given as (update entry e set state = 'abandoned' from closed where e.region = closed.region and e.id = closed.entry and closed.change = 'compile')
    select entry from closed`.execute(tx);
  return rows[0]?.entry;
}

export async function setDraft(tx: Tx, at: At, patch: { open?: boolean; repeatedReason?: string | null; reason?: string }): Promise<void> {
  await tx.updateTable('catalogDraft').set(patch).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** The open case of an entry: at most one (index catalog_draft_open). */
export async function openDraftOf(tx: Reader, key: Key): Promise<{ caseId: string; change: Change } | undefined> {
  const row = await tx.selectFrom('catalogDraft').select(['caseId', 'change']).where('region', '=', key.region).where('entry', '=', key.entry).where('open', '=', true).executeTakeFirst();
  return row as { caseId: string; change: Change } | undefined;
}

export async function openDraftsOf(tx: Reader, region: string, entries: readonly string[]): Promise<Map<string, { caseId: string; change: Change }>> {
  if (entries.length === 0) return new Map();
  const rows = await tx.selectFrom('catalogDraft').select(['entry', 'caseId', 'change']).where('region', '=', region).where('entry', 'in', [...entries]).where('open', '=', true).limit(1000).execute();
  return new Map(rows.map((row) => [row.entry, { caseId: row.caseId, change: row.change as Change }]));
}

/* ---- causes ---- */

export interface CauseRecord { readonly n: number; readonly kind: CauseKind; readonly on: string; readonly document: string; readonly clock: number | null; readonly answeredIn: number | null }

/** `clock`: the number of the clock `update` that this cause started, where it started one. */
export async function addCause(tx: Tx, at: At, cause: Cause, clock: number | null): Promise<number> {
  const last = await tx.selectFrom('catalogCause').select((e) => e.fn.max('n').as('n')).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst();
  const n = (last?.n ?? 0) + 1;
  await tx.insertInto('catalogCause').values({ region: at.region, caseId: at.id, n, kind: cause.kind, onDay: cause.on, document: cause.document, clock }).execute();
  return n;
}

export async function causesOf(tx: Reader, at: At): Promise<CauseRecord[]> {
  const { rows } = await sql<CauseRecord>`/* causes of a draft */ select n, kind, on_day as "on", document, clock, answered_in from catalog_cause where region = ${at.region} and case_id = ${at.id} order by n limit 100`.execute(tx);
  return rows;
}

export async function setCause(tx: Tx, at: At, n: number, patch: { kind?: CauseKind; onDay?: string; answeredIn?: number }): Promise<void> {
  await tx.updateTable('catalogCause').set(patch).where('region', '=', at.region).where('caseId', '=', at.id).where('n', '=', n).execute();
}

/* ---- what is to be mended ---- */

export interface PointRecord { readonly round: number; readonly n: number; readonly path: string | null; readonly text: string; readonly isNew: boolean }

export async function pointsOf(tx: Reader, at: At): Promise<PointRecord[]> {
  return tx.selectFrom('catalogPoint').select(['round', 'n', 'path', 'text', 'isNew']).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('round', 'desc').orderBy('n').limit(500).execute();
}

export async function addPoints(tx: Tx, at: At, round: number, points: readonly { path?: string | undefined; text: string; isNew: boolean }[]): Promise<void> {
  await tx.insertInto('catalogPoint').values(points.map((point, i) => ({ region: at.region, caseId: at.id, round, n: i + 1, path: point.path ?? null, text: point.text, isNew: point.isNew }))).execute();
}
