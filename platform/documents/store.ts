import { sql } from 'kysely';
import type { DocumentKind } from '../../law/documents/kinds.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Reader, Tx } from '../postgres/database.ts';
import type { OrgCode, PersonId, Post, RegionCode } from '../procedures/ports.ts';

/** Every statement on `document`, `document_file`, `document_stamped`, `document_series`. */

export interface DocumentRef { readonly region: RegionCode; readonly id: string }

export interface DocumentRow extends DocumentRef {
  readonly kind: DocumentKind;
  readonly caseId: string | null;
  readonly moveVersion: number | null;
  readonly number: string;
  readonly fileNumber: string | null;
  readonly org: OrgCode;
  readonly title: string;
  readonly onDay: PlainDate;
  readonly digest: string;
  readonly entryId: string;
  readonly madeBy: PersonId | null;
  readonly madePost: Post | null;
  readonly madeAt: string;
}
export interface KeptRow extends DocumentRow { readonly content: string }

const columns = ['region', 'id', 'kind', 'caseId', 'moveVersion', 'number', 'fileNumber', 'org', 'title', 'onDay', 'digest', 'entryId', 'madeBy', 'madePost', 'madeAt'] as const;

export async function addDocument(tx: Tx, row: KeptRow): Promise<void> {
  await tx.insertInto('document').values(row).execute();
}

/** By primary key, with its content. */
export async function findDocument(db: Reader, ref: DocumentRef): Promise<KeptRow | undefined> {
  return await db.selectFrom('document').select([...columns, 'content']).where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst() as KeptRow | undefined;
}

/** Papers of a case, oldest first, by index document_case. `own`: which kinds only their own organisation sees. At most 200. */
export async function documentsOf(db: Reader, region: RegionCode, caseId: string, own: { readonly kinds: readonly DocumentKind[]; readonly org: OrgCode }): Promise<DocumentRow[]> {
  return await db.selectFrom('document').select(columns).where('region', '=', region).where('caseId', '=', caseId)
    .where((e) => e.or([e('org', '=', own.org), e('kind', 'not in', [...own.kinds])]))
    .orderBy('madeAt').orderBy('id').limit(200).execute() as DocumentRow[];
}

/** The newest paper of this kind that a case has, as `{region}-{uuid}`; null where it has none. */
export async function keptOf(db: Reader, at: { readonly region: RegionCode; readonly id: string }, kind: DocumentKind): Promise<string | null> {
  const row = await db.selectFrom('document').select(['region', 'id']).where('region', '=', at.region).where('caseId', '=', at.id).where('kind', '=', kind).orderBy('madeAt', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : `${row.region}-${row.id}`;
}

export interface Wanted { readonly kind?: DocumentKind; readonly stamped?: boolean; readonly q?: string }
export interface Listed extends DocumentRow { readonly stamped: number }

/** Papers that an organisation issued, newest first, keyset on (made_at, id), by index document_org. */
export async function documentsBy(db: Reader, org: OrgCode, wanted: Wanted, after: { readonly at: string; readonly id: string } | undefined, limit: number): Promise<Listed[]> {
  const like = wanted.q === undefined ? undefined : `%${wanted.q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<Listed>`
    select d.region, d.id, d.kind, d.case_id as "caseId", d.move_version as "moveVersion", d.number, d.file_number as "fileNumber", d.org, d.title, d.on_day as "onDay",
      d.digest, d.entry_id as "entryId", d.made_by as "madeBy", d.made_post as "madePost", d.made_at as "madeAt", s.nth as stamped
    from document d
    cross join lateral (select count(*)::int as nth from document_stamped s where s.region = d.region and s.document = d.id) s
    where d.org = ${org}
      and (${wanted.kind ?? null}::text is null or d.kind = ${wanted.kind ?? null})
      and (${wanted.stamped ?? null}::boolean is null or ((s.nth > 0) = ${wanted.stamped ?? null} and d.kind <> 'sheet'))
      and (${like ?? null}::text is null or d.title like ${like ?? null} or d.number like ${like ?? null} or d.file_number like ${like ?? null})
      and (${after?.at ?? null}::timestamptz is null or (d.made_at, d.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by d.made_at desc, d.id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** Papers whose digest begins with these 32 digits, by index document_digest: one, or none. */
export async function findByDigest(db: Reader, start: string): Promise<Pick<KeptRow, 'region' | 'id' | 'number' | 'fileNumber' | 'digest' | 'org' | 'caseId' | 'kind'>[]> {
  return await db.selectFrom('document').select(['region', 'id', 'number', 'fileNumber', 'digest', 'org', 'caseId', 'kind'])
    .where(sql`left(digest, 32)`, '=', start).orderBy('region').orderBy('id').limit(3).execute() as never;
}

/** Every paper for `ledger verify`, in pages by primary key. */
export async function* allDocuments(db: Reader): AsyncIterable<KeptRow> {
  const page = 200;
  let after: DocumentRef = { region: '', id: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const rows = await db.selectFrom('document').select([...columns, 'content']).where((e) => e(e.refTuple('region', 'id'), '>', e.tuple(after.region, after.id)))
      .orderBy('region').orderBy('id').limit(page).execute() as KeptRow[];
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last;
  }
}

/** Every sealed file for `ledger verify`, in pages by primary key. */
export async function* allStamped(db: Reader): AsyncIterable<{ readonly region: string; readonly document: string; readonly nth: number; readonly sha256: string }> {
  const page = 1_000;
  let after = { region: '', document: '00000000-0000-0000-0000-000000000000', nth: 0 };
  for (;;) {
    const rows = await db.selectFrom('documentStamped').select(['region', 'document', 'nth', 'sha256']).where((e) => e(e.refTuple('region', 'document', 'nth'), '>', e.tuple(after.region, after.document, after.nth)))
      .orderBy('region').orderBy('document').orderBy('nth').limit(page).execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = last;
  }
}

export interface FileRow { readonly sha256: string; readonly bytes: number }

export async function findFile(db: Reader, ref: DocumentRef): Promise<FileRow | undefined> {
  return db.selectFrom('documentFile').select(['sha256', 'bytes']).where('region', '=', ref.region).where('document', '=', ref.id).executeTakeFirst();
}

/** The first file made stands; a second one, made at the same time, is not taken. */
export async function addFile(db: Reader, ref: DocumentRef, file: FileRow): Promise<void> {
  await db.insertInto('documentFile').values({ region: ref.region, document: ref.id, ...file }).onConflict((same) => same.doNothing()).execute();
}

export interface StampedRow {
  readonly nth: number;
  readonly means: 'scan' | 'service';
  readonly verdict: 'valid' | 'invalid' | 'unverifiable';
  readonly signer: string | null;
  readonly signedAt: string | null;
  readonly sha256: string;
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly reason: string | null;
  readonly org: OrgCode;
  readonly post: string;
  readonly person: PersonId;
  readonly at: string;
  readonly entryId: string;
}

/** What came back with a seal, the newest first, by primary key. At most 50. */
export async function stampedOf(db: Reader, ref: DocumentRef): Promise<StampedRow[]> {
  return await db.selectFrom('documentStamped')
    .select(['nth', 'means', 'verdict', 'signer', 'signedAt', 'sha256', 'name', 'media', 'bytes', 'reason', 'org', 'post', 'person', 'at', 'entryId'])
    .where('region', '=', ref.region).where('document', '=', ref.id).orderBy('nth', 'desc').limit(50).execute() as StampedRow[];
}

export async function addStamped(tx: Tx, ref: DocumentRef, row: StampedRow): Promise<void> {
  await tx.insertInto('documentStamped').values({ region: ref.region, document: ref.id, ...row }).execute();
}

/** Which of these digests are bytes of a paper or of its seal: those stay. */
export async function digestsInUse(db: Reader, digests: readonly string[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from document_file where sha256 = any(${[...digests]}::text[])
    union select sha256 from document_stamped where sha256 = any(${[...digests]}::text[])`.execute(db);
  return new Set(rows.map((row) => row.sha256));
}

/** The next number of a series; the row is locked until the transaction ends. */
export async function takeSerial(tx: Tx, region: RegionCode, org: string, series: string): Promise<number> {
  const row = await tx.insertInto('documentSeries').values({ region, org, series, last: 1 })
    .onConflict((same) => same.columns(['region', 'org', 'series']).doUpdateSet({ last: sql`document_series.last + 1` })).returning('last').executeTakeFirstOrThrow();
  return row.last;
}
