import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from '../store/agreement.ts';

/** Statements on `service_change` and `service_change_grant`: they lie in the region of the provider. */
export interface Opinion { readonly org: string; readonly stand: 'agree' | 'object'; readonly text: string; readonly on: string }
export interface ServiceChangeRow {
  readonly region: string; readonly caseId: string; readonly kind: 'change' | 'end'; readonly reason: string; readonly what: string; readonly instead: string;
  readonly effectOn: string | null; readonly opinionsBy: string | null; readonly opinions: readonly Opinion[]; readonly filedAt: string | null;
}
export interface Touched { readonly grantRegion: string; readonly grantId: string; readonly requester: string }
const columns = ['region', 'caseId', 'kind', 'reason', 'what', 'instead', 'effectOn', 'opinionsBy', 'opinions', 'filedAt'] as const;

/** False where one of the grants stands in an open case already. */
export async function addServiceChange(tx: Tx, at: Ref, kind: 'change' | 'end', grants: readonly Touched[]): Promise<boolean> {
  await tx.insertInto('serviceChange').values({ region: at.region, caseId: at.id, kind }).execute();
  const { numInsertedOrUpdatedRows } = await tx.insertInto('serviceChangeGrant').values(grants.map((one) => ({ region: at.region, caseId: at.id, ...one }))).onConflict((same) => same.doNothing()).executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === grants.length;
}

/** @throws where the case has no row: each gets one when it is opened */
export async function getServiceChange(db: Reader, at: Ref): Promise<ServiceChangeRow> {
  return (await db.selectFrom('serviceChange').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirstOrThrow()) as ServiceChangeRow;
}

export async function setServiceChange(tx: Tx, at: Ref, patch: Partial<Omit<ServiceChangeRow, 'region' | 'caseId' | 'kind'>>): Promise<void> {
  const { opinions, ...plain } = patch;
  await tx.updateTable('serviceChange').set({ ...plain, ...(opinions === undefined ? {} : { opinions: json(opinions) }) }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Which grants the case touches, in one order. At most 200. */
export async function touchedBy(db: Reader, at: Ref): Promise<Touched[]> {
  return db.selectFrom('serviceChangeGrant').select(['grantRegion', 'grantId', 'requester']).where('region', '=', at.region).where('caseId', '=', at.id).orderBy('grantRegion').orderBy('grantId').limit(200).execute();
}

/** The case is over: its grants may stand in another. */
export async function closeTouched(tx: Tx, at: Ref): Promise<void> {
  await tx.updateTable('serviceChangeGrant').set({ open: false }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** The end of this grant that is filed and still to come; undefined where none is. By index service_change_of_grant. */
export async function filedEndOf(db: Reader, grant: Ref): Promise<{ readonly filedAt: string; readonly effectOn: string } | undefined> {
  const row = await db.selectFrom('serviceChangeGrant as touched').innerJoin('serviceChange as change', (join) => join.onRef('change.region', '=', 'touched.region').onRef('change.caseId', '=', 'touched.caseId'))
    .select(['change.filedAt', 'change.effectOn']).where('touched.grantRegion', '=', grant.region).where('touched.grantId', '=', grant.id).where('touched.open', '=', true)
    .where('change.kind', '=', 'end').where('change.filedAt', 'is not', null).limit(1).executeTakeFirst();
  return row?.filedAt == null || row.effectOn === null ? undefined : { filedAt: row.filedAt, effectOn: row.effectOn };
}

/** Of the case `c` of a list: what is changed, and from when. By primary key. */
export const notedChange = sql<readonly [kind: string, effectOn: string | null]>`(select json_build_array(s.kind, s.effect_on) from service_change s where s.region = c.region and s.case_id = c.id)`;
