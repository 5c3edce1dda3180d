import type { Reader, Tx } from '../../platform/postgres/database.ts';
import { json } from '../../platform/postgres/database.ts';
import type { ApplicationDraft, ItemReply, LinkageView, Point, Proposal, RefusalCategory } from './contract.ts';
import type { Citation } from '../catalog/contract.ts';

/** Every statement on the table `application`. One row a case; jsonb columns have the shapes below. */

export interface Ref { readonly region: string; readonly id: string }
export interface Answer { readonly point: number; readonly text: string }
export interface Addition { readonly on: string; readonly text: string }
export interface SecurityOpinion { readonly recommends: string; readonly opinion: string }
export interface Refusal { readonly category: RefusalCategory; readonly reasons: string; readonly basis: readonly Citation[] }
export type { ItemReply, Proposal };

export interface ApplicationRow extends Ref {
  readonly entryRegion: string;
  readonly entry: string;
  readonly entryVersion: number;
  readonly body: ApplicationDraft;
  readonly savedAt: string | null;
  readonly linkage: LinkageView | null;
  readonly points: readonly Point[];
  readonly supplyBy: string | null;
  readonly answers: readonly Answer[];
  readonly additions: readonly Addition[];
  readonly securityOpinion: SecurityOpinion | null;
  readonly proposal: Proposal | null;
  readonly refusal: Refusal | null;
  readonly receivedOn: string | null;
  readonly grantRegion: string | null;
  readonly grantId: string | null;
}

const columns = ['region', 'id', 'entryRegion', 'entry', 'entryVersion', 'body', 'savedAt', 'linkage', 'points', 'supplyBy', 'answers', 'additions',
  'securityOpinion', 'proposal', 'refusal', 'receivedOn', 'grantRegion', 'grantId'] as const;

export async function findApplication(db: Reader, ref: Ref): Promise<ApplicationRow | undefined> {
  const row = await db.selectFrom('application').select(columns).where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst();
  return row as ApplicationRow | undefined;
}

/** @throws where the case has no row: every application gets one at `create` */
export async function getApplication(db: Reader, ref: Ref): Promise<ApplicationRow> {
  const row = await findApplication(db, ref);
  if (!row) throw new Error(`no application row for ${ref.region}-${ref.id}`);
  return row;
}

export async function insertApplication(tx: Tx, row: Pick<ApplicationRow, 'region' | 'id' | 'entryRegion' | 'entry' | 'entryVersion' | 'body'>): Promise<void> {
  await tx.insertInto('application').values({ ...row, body: json(row.body) }).execute();
}

/** The draft as it was last typed; the newest wins. Returns the time of saving. */
export async function saveDraft(tx: Tx, ref: Ref, body: ApplicationDraft, at: Date): Promise<void> {
  await tx.updateTable('application').set({ body: json(body), savedAt: at.toISOString() }).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

type Written = Partial<Omit<ApplicationRow, 'region' | 'id' | 'body' | 'savedAt'>>;
const jsonColumns = new Set(['linkage', 'points', 'answers', 'additions', 'securityOpinion', 'proposal', 'refusal']);

/** Writes what follows from an act. Only named columns change. */
export async function writeApplication(tx: Tx, ref: Ref, written: Written): Promise<void> {
  const set = Object.fromEntries(Object.entries(written).map(([name, value]) => [name, jsonColumns.has(name) && value !== null ? json(value) : value]));
  await tx.updateTable('application').set(set as never).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}
