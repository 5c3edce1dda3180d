import { sql } from 'kysely';
import { claimByRegion } from '../../../platform/postgres/claims.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';

/** Statements on `correction`: one row a case. It lies in the region of the organisation that opened it. */

export interface At { readonly region: string; readonly id: string }
export interface KeyItem { readonly n: number; readonly name: string; readonly field: string }
export interface RuleSeen { readonly rule: string; readonly zh: string; readonly run: string; readonly checked: number; readonly failed: number; readonly endedAt: string }
export interface Referral { readonly source: string; readonly until: string; readonly text: string; readonly on: string; readonly answeredOn: string | null; readonly said: string | null }
export interface Rating { readonly solved: boolean; readonly score: number; readonly text: string }

export interface CorrectionRecord {
  readonly region: string; readonly caseId: string; readonly requester: string; readonly provider: string;
  readonly entryRegion: string; readonly entry: string; readonly entryVersion: number; readonly entryName: string; readonly entryCode: string | null;
  readonly keys: readonly KeyItem[]; readonly rule: RuleSeen | null; readonly grounds: string; readonly changed: string;
  readonly rows: number; readonly nextRow: number; readonly upheld: number; readonly rejected: number; readonly filedOn: string | null; readonly answeredOn: string | null; readonly contested: boolean;
  readonly referrals: readonly Referral[]; readonly lookFrom: number | null; readonly lookedAt: string | null; readonly lookFault: string | null; readonly rating: Rating | null;
}
const columns = ['region', 'caseId', 'requester', 'provider', 'entryRegion', 'entry', 'entryVersion', 'entryName', 'entryCode', 'keys', 'rule', 'grounds', 'changed', 'rows', 'nextRow', 'upheld', 'rejected',
  'filedOn', 'answeredOn', 'contested', 'referrals', 'lookFrom', 'lookedAt', 'lookFault', 'rating'] as const;

export async function addCorrection(tx: Tx, row: Pick<CorrectionRecord, 'region' | 'caseId' | 'requester' | 'provider' | 'entryRegion' | 'entry' | 'entryVersion' | 'entryName' | 'entryCode' | 'keys' | 'rule'>): Promise<void> {
  await tx.insertInto('correction').values({ ...row, keys: json(row.keys), rule: row.rule === null ? null : json(row.rule) }).execute();
}

export async function findCorrection(db: Reader, at: At): Promise<CorrectionRecord | undefined> {
  return (await db.selectFrom('correction').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as CorrectionRecord | undefined;
}

type Patch = Partial<Pick<CorrectionRecord, 'grounds' | 'changed' | 'filedOn' | 'answeredOn' | 'contested' | 'referrals' | 'rating'>>;

export async function setCorrection(tx: Tx, at: At, patch: Patch): Promise<void> {
  const { referrals, rating, ...plain } = patch;
  await tx.updateTable('correction').set({ ...plain, ...(referrals === undefined ? {} : { referrals: json(referrals) }), ...(rating === undefined ? {} : { rating: json(rating) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Counts what stands in the rows, after they were changed. Reads the primary key of correction_row. */
export async function recount(tx: Tx, at: At, nextRow?: number): Promise<void> {
  await sql`
    update correction set rows = c.rows, upheld = c.upheld, rejected = c.rejected, next_row = coalesce(${nextRow ?? null}::integer, next_row)
    from (select count(*)::integer as rows, count(*) filter (where answer = 'upheld')::integer as upheld, count(*) filter (where answer = 'rejected')::integer as rejected
      from correction_row where region = ${at.region} and case_id = ${at.id}::uuid) c
    where correction.region = ${at.region} and correction.case_id = ${at.id}::uuid`.execute(tx);
}

/* ---- looking whether what was upheld is put right: one worker at a time, page by page ---- */

export async function beginLook(tx: Tx, at: At): Promise<void> {
  await tx.updateTable('correction').set({ lookFrom: 1, lookUntil: null, lookFault: null }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export interface Looked { readonly from: number | null; readonly done: boolean; readonly fault: string | null }

/** The look that waits longest, held for a minute. Reads index correction_look. */
export async function claimLook(tx: Tx): Promise<CorrectionRecord | undefined> {
  const waits = sql`look_from is not null and (look_until is null or look_until < now())`;
  const [mine] = await claimByRegion(tx, sql`select region from correction where ${waits} order by look_until nulls first`, 1, async (region) => (await sql<{ region: string; id: string }>`
    update correction set look_until = now() + interval '1 minute'
    where region = ${region} and case_id = (select case_id from correction where region = ${region} and ${waits} order by look_until nulls first limit 1 for update skip locked)
    returning region, case_id as id`.execute(tx)).rows);
  return mine === undefined ? undefined : findCorrection(tx, mine);
}

/** Goes on at `from`; null: it is done, or a fault ended it. Nothing where somebody has begun another look meanwhile. */
export async function lookOn(tx: Tx, at: At, was: number, from: number | null, fault: string | null): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('correction').set({ lookFrom: from, lookUntil: null, lookFault: fault, ...(from === null && fault === null ? { lookedAt: sql<string>`now()` } : {}) })
    .where('region', '=', at.region).where('caseId', '=', at.id).where('lookFrom', '=', was).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/* ---- lists ---- */

/** Rows and those upheld, of the case `c`: by primary key. */
export const notedCorrection = sql<readonly [rows: number, upheld: number]>`(select json_build_array(n.rows, n.upheld) from correction n where n.region = c.region and n.case_id = c.id)`;

/* ---- rules and channel of a department ---- */

export interface RulesRow { readonly version: number; readonly body: unknown; readonly onDay: string }

export async function rulesOf(db: Reader, region: string, org: string): Promise<RulesRow | undefined> {
  return db.selectFrom('correctionRules').select(['version', 'body', 'onDay']).where('region', '=', region).where('org', '=', org).orderBy('version', 'desc').limit(1).executeTakeFirst();
}

/** Whether it was the next version: another may have been written meanwhile. */
export async function addRules(tx: Tx, row: { readonly region: string; readonly org: string; readonly version: number; readonly body: unknown; readonly madeBy: string; readonly onDay: string }): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('correctionRules').values({ ...row, body: json(row.body) }).onConflict((same) => same.doNothing()).executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
