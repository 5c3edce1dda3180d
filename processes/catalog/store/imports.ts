import { sql } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { ImportCounts, ImportState, StartIn } from '../import/contract.ts';

/** Imports and their pieces. Whoever works on one holds its claim for a while; what he writes names the claim. */

export interface At { readonly region: string; readonly id: string }
export interface SheetRecord { readonly name: string; readonly headRow: number; readonly reasonColumn: number; readonly unknown: readonly string[] }
export interface RefusalRecord { readonly message: string; readonly article: string | null; readonly cells: readonly string[] }
export interface ImportRecord extends At {
  readonly org: string; readonly person: string; readonly post: string; readonly behalfOf: string | null; readonly session: string; readonly name: string; readonly bytes: number; readonly sha256: string; readonly state: ImportState;
  readonly layout: 'template' | 'flat' | null; readonly template: string | null; readonly assumed: Readonly<Record<string, string>>; readonly missing: readonly string[]; readonly sheets: readonly SheetRecord[]; readonly refusal: RefusalRecord | null;
  readonly rowsRead: number; readonly found: number; readonly counts: ImportCounts | Record<string, never>; readonly split: boolean; readonly rightOnly: boolean; readonly cause: StartIn['cause'] | null;
  readonly handled: number; readonly drafts: number; readonly failed: number; readonly tries: number; readonly madeAt: string; readonly movedAt: string;
}
const columns = ['region', 'id', 'org', 'person', 'post', 'behalfOf', 'session', 'name', 'bytes', 'sha256', 'state', 'layout', 'template', 'assumed', 'missing', 'sheets', 'refusal', 'rowsRead', 'found', 'counts', 'split', 'rightOnly', 'cause',
  'handled', 'drafts', 'failed', 'tries', 'madeAt', 'movedAt'] as const;

export async function addImport(tx: Tx, row: At & { org: string; person: string; post: string; behalfOf: string | null; session: string; name: string; bytes: number; sha256: string }): Promise<void> {
  await tx.insertInto('catalogImport').values(row).execute();
}

export async function findImport(db: Reader, at: At): Promise<ImportRecord | undefined> {
  return (await db.selectFrom('catalogImport').select(columns).where('region', '=', at.region).where('id', '=', at.id).executeTakeFirst()) as unknown as ImportRecord | undefined;
}

export async function lockImport(tx: Tx, at: At): Promise<ImportRecord | undefined> {
  return (await tx.selectFrom('catalogImport').select(columns).where('region', '=', at.region).where('id', '=', at.id).forUpdate().executeTakeFirst()) as unknown as ImportRecord | undefined;
}

/** Of a department, newest first. Reads catalog_import_org. */
export async function importsOf(db: Reader, region: string, org: string, after: string | undefined, limit: number): Promise<ImportRecord[]> {
  const rows = await db.selectFrom('catalogImport').select(columns).where('region', '=', region).where('org', '=', org).$if(after !== undefined, (q) => q.where('id', '<', after ?? '')).orderBy('id', 'desc').limit(limit).execute();
  return rows as unknown as ImportRecord[];
}

/** Not settled yet: they hold a workbook each. */
export async function unsettledOf(db: Reader, region: string, org: string): Promise<number> {
  const row = await db.selectFrom('catalogImport').select((e) => e.fn.countAll<number>().as('n')).where('region', '=', region).where('org', '=', org).where('state', 'in', ['received', 'checked', 'importing', 'undoing']).executeTakeFirst();
  return Number(row?.n ?? 0);
}

export interface ImportPatch {
  state?: ImportState; layout?: 'template' | 'flat'; template?: string | null; assumed?: Readonly<Record<string, string>>; missing?: readonly string[]; sheets?: readonly SheetRecord[]; refusal?: RefusalRecord | null; rowsRead?: number; found?: number;
  counts?: ImportCounts; split?: boolean; rightOnly?: boolean; cause?: StartIn['cause']; handled?: number; drafts?: number; failed?: number; tries?: number; person?: string; post?: string; behalfOf?: string | null; session?: string;
}

export async function setImport(tx: Reader, at: At, { assumed, missing, sheets, refusal, counts, cause, ...plain }: ImportPatch): Promise<void> {
  await tx.updateTable('catalogImport').set({
    ...plain, movedAt: sql`now()`,
    ...(assumed === undefined ? {} : { assumed: json(assumed) }), ...(missing === undefined ? {} : { missing: [...missing] }), ...(sheets === undefined ? {} : { sheets: json(sheets) }), ...(counts === undefined ? {} : { counts: json(counts) }),
    ...(refusal === undefined ? {} : { refusal: refusal === null ? null : json(refusal) }), ...(cause === undefined ? {} : { cause: json(cause) }),
  }).where('region', '=', at.region).where('id', '=', at.id).execute();
}

/* ---- who works on one ---- */

/** Takes the oldest that waits for work and that nobody holds. Reads catalog_import_waiting. */
export async function claimImport(db: Reader, claim: string, forMs: number): Promise<ImportRecord | undefined> {
  const waits = sql`state in ('received', 'importing', 'undoing') and (claimed_until is null or claimed_until < now())`;
  const [mine] = await claimByRegion(db, sql`select region from catalog_import where ${waits} order by made_at`, 1, async (region) => (await sql<At>`
    update catalog_import set claimed_by = ${claim}, claimed_until = now() + ${forMs} * interval '1 millisecond', tries = tries + 1
    where region = ${region} and id = (select id from catalog_import where region = ${region} and ${waits} order by made_at limit 1 for update skip locked)
    returning region, id`.execute(db)).rows);
  return mine === undefined ? undefined : findImport(db, mine);
}

/** Still mine, and for so long again; false where another took over. */
export async function holdClaim(tx: Reader, at: At, claim: string, forMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update catalog_import set claimed_until = now() + ${forMs} * interval '1 millisecond' where region = ${at.region} and id = ${at.id} and claimed_by = ${claim}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Lets go; `well`: what was tried went well, so the next failure counts as the first. */
export async function dropClaim(db: Reader, at: At, claim: string, well: boolean): Promise<void> {
  await sql`update catalog_import set claimed_by = null, claimed_until = null, tries = ${well ? sql`0` : sql`tries`} where region = ${at.region} and id = ${at.id} and claimed_by = ${claim}`.execute(db);
}

/** So many more are done. What gets on is not given up: a process that is killed again and again has failed at nothing. */
export async function addHandled(tx: Tx, at: At, n: number): Promise<void> {
  await sql`update catalog_import set handled = handled + ${n}::integer, tries = 1, moved_at = now() where region = ${at.region} and id = ${at.id}`.execute(tx);
}

/* ---- the bytes ---- */

const pieceBytes = 256 * 1024;

export async function addPieces(tx: Tx, at: At, bytes: Buffer): Promise<void> {
  for (let n = 0; n * pieceBytes < bytes.length; n += 1) {
    await tx.insertInto('catalogImportPiece').values({ region: at.region, import: at.id, n: n + 1, bytes: bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes) }).execute();
  }
}

/** The workbook as it came, or undefined where it was let go. */
export async function bytesOf(db: Reader, at: At): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  for (let after = 0; ;) {
    const rows = await db.selectFrom('catalogImportPiece').select(['n', 'bytes']).where('region', '=', at.region).where('import', '=', at.id).where('n', '>', after).orderBy('n').limit(8).execute();
    if (rows.length === 0) return pieces.length === 0 ? undefined : Buffer.concat(pieces);
    pieces.push(...rows.map((row) => row.bytes));
    after = rows.at(-1)?.n ?? after;
  }
}

export async function hasBytes(db: Reader, at: At): Promise<boolean> {
  return (await db.selectFrom('catalogImportPiece').select('n').where('region', '=', at.region).where('import', '=', at.id).limit(1).executeTakeFirst()) !== undefined;
}

export async function dropBytes(tx: Reader, at: At): Promise<void> {
  await tx.deleteFrom('catalogImportPiece').where('region', '=', at.region).where('import', '=', at.id).execute();
}

/** Forgets imports that nobody has touched for their days, with all they hold. Returns how many. */
export async function forgetImports(db: Reader, olderThanDays: number, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from catalog_import where (region, id) in (
      select region, id from catalog_import where moved_at < now() - make_interval(days => ${olderThanDays}) and (claimed_until is null or claimed_until < now()) limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
