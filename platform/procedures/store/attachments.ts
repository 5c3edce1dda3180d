import type { Reader, Tx } from '../../postgres/database.ts';
import type { OrgCode, PersonId, RegionCode } from '../ports.ts';

export interface AttachmentRecord {
  readonly region: RegionCode;
  readonly id: string;
  readonly caseRegion: RegionCode | null;
  readonly caseId: string | null;
  readonly moveVersion: number | null;
  readonly name: string;
  readonly media: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly org: OrgCode;
  readonly madeBy: PersonId;
}

const columns = ['region', 'id', 'caseRegion', 'caseId', 'moveVersion', 'name', 'media', 'bytes', 'sha256', 'org', 'madeBy'] as const;

export async function addAttachment(tx: Reader, row: Omit<AttachmentRecord, 'caseRegion' | 'caseId' | 'moveVersion'>): Promise<void> {
  await tx.insertInto('attachment').values(row).execute();
}

/** By primary key. */
export async function findAttachment(db: Reader, region: RegionCode, id: string): Promise<AttachmentRecord | undefined> {
  return db.selectFrom('attachment').select(columns).where('region', '=', region).where('id', '=', id).executeTakeFirst();
}

/** Those of this person that no move has claimed yet; the rows are locked until the move is written. At most 20 ids. */
export async function claimAttachments(tx: Tx, region: RegionCode, ids: readonly string[], person: PersonId): Promise<AttachmentRecord[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('attachment').select(columns).where('region', '=', region).where('id', 'in', [...ids]).where('madeBy', '=', person)
    .where('caseId', 'is', null).orderBy('id').limit(20).forUpdate().execute();
}

/**
 * Files with a case, outside its moves: the parties may open them, nobody clears them away. Of this person alone, and of
 * no other record. @returns whether all of them could be filed
 */
export async function fileAttachments(tx: Tx, region: RegionCode, ids: readonly string[], person: PersonId, at: { readonly region: RegionCode; readonly id: string }): Promise<boolean> {
  const wanted = [...new Set(ids)];
  const free = await claimAttachments(tx, region, wanted, person);
  if (free.length !== wanted.length) return false;
  if (wanted.length > 0) await tx.updateTable('attachment').set({ caseRegion: at.region, caseId: at.id }).where('region', '=', region).where('id', 'in', wanted).where('caseId', 'is', null).execute();
  return true;
}

/** All of a case, in the order of their moves, by index attachment_case. */
export async function attachmentsOf(db: Reader, caseRegion: RegionCode, caseId: string): Promise<AttachmentRecord[]> {
  return db.selectFrom('attachment').select(columns).where('caseRegion', '=', caseRegion).where('caseId', '=', caseId)
    .orderBy('moveVersion').orderBy('id').limit(2_000).execute();
}

/** Uploads that no move named within the days given; the bytes go when no row has their digest. Returns digests that are free. */
export async function dropUnclaimed(tx: Tx, olderThan: string, limit: number): Promise<string[]> {
  const gone = await tx.deleteFrom('attachment').where((e) => e(e.refTuple('region', 'id'), 'in',
    tx.selectFrom('attachment').select(['region', 'id']).where('caseId', 'is', null).where('madeAt', '<', olderThan).limit(limit).$asTuple('region', 'id'))).returning('sha256').execute();
  const digests = [...new Set(gone.map((row) => row.sha256))];
  if (digests.length === 0) return [];
  const used = await usedDigests(tx, digests);
  return digests.filter((digest) => !used.has(digest));
}

/** Which of these digests a file still has. At most 1,000. */
export async function usedDigests(db: Reader, digests: readonly string[]): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  return new Set((await db.selectFrom('attachment').select('sha256').where('sha256', 'in', [...digests]).distinct().execute()).map((row) => row.sha256));
}
