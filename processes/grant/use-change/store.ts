import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from '../store/agreement.ts';
import type { Point, PointAnswer } from './contract.ts';

/** Statements on `use_change`: it lies in the region of the requester, who opens it. */
export interface UseChangeRow { readonly region: string; readonly caseId: string; readonly grantRegion: string; readonly grantId: string; readonly points: readonly Point[]; readonly basis: string; readonly answers: readonly PointAnswer[]; readonly reasons: string; readonly open: boolean }
const columns = ['region', 'caseId', 'grantRegion', 'grantId', 'points', 'basis', 'answers', 'reasons', 'open'] as const;

/** False where the grant has an open one already. */
export async function addUseChange(tx: Tx, at: Ref, grant: Ref): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.insertInto('useChange').values({ region: at.region, caseId: at.id, grantRegion: grant.region, grantId: grant.id }).onConflict((same) => same.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @throws where the case has no row: each gets one when it is opened */
export async function getUseChange(db: Reader, at: Ref): Promise<UseChangeRow> {
  return (await db.selectFrom('useChange').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirstOrThrow()) as UseChangeRow;
}

export async function setUseChange(tx: Tx, at: Ref, patch: Partial<Pick<UseChangeRow, 'points' | 'basis' | 'answers' | 'reasons' | 'open'>>): Promise<void> {
  const { points, answers, ...plain } = patch;
  await tx.updateTable('useChange').set({ ...plain, ...(points === undefined ? {} : { points: json(points) }), ...(answers === undefined ? {} : { answers: json(answers) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** The open one of a grant, by index use_change_grant; undefined where there is none. */
export async function openOf(db: Reader, grant: Ref): Promise<Ref | undefined> {
  const row = await db.selectFrom('useChange').select(['region', 'caseId']).where('grantRegion', '=', grant.region).where('grantId', '=', grant.id).where('open', '=', true).orderBy('caseId').limit(1).executeTakeFirst();
  return row && { region: row.region, id: row.caseId };
}

/** What is asked in the case `c` of a list: by primary key. */
export const notedUseChange = sql<readonly Point[]>`(select u.points::json from use_change u where u.region = c.region and u.case_id = c.id)`;
