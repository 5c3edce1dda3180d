import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { EntryItem } from '../../catalog/contract.ts';
import { countGrant, type Counted } from './counts.ts';
import type { Ref } from './ref.ts';
import { grantTouched } from './touched.ts';

/** Statements on the table `agreement`: one row a grant, what requester and provider agreed. */

export type { Ref } from './ref.ts';
/** Days of the legal calendar after the end by which what was received is disposed of; `by` once it is laid down. */
export interface DisposalRule { readonly how: 'delete' | 'return' | 'seal' | 'keep'; readonly days: number | null; readonly by: string | null; readonly basis: string }
export interface Suspension { readonly ground: 'beyond-range' | 'beyond-purpose' | 'third-party'; readonly evidence: string; readonly mendBy: string; readonly on: string; readonly insisted: boolean }
export interface Hold { readonly reason: string; readonly incident: string | null; readonly on: string }
/** `area`: codes of all years by which rows are those of an area (24), compared with the first six digits. */
export interface RowCondition { readonly item: number; readonly op: 'eq' | 'in' | 'between' | 'prefix' | 'area'; readonly values: readonly string[] }

/** What was agreed, as it stood when the grant was made. Items are copied: the catalogue moves on, the grant does not (27 ¶3). */
export interface AgreementBody {
  readonly entryName: string;
  readonly entryCode: string | null;
  readonly attribute: string;
  readonly items: readonly EntryItem[];
  /** Kinds of identifier that the keys of a service are: who asks knows them, granted or not (25 ¶2). Older agreements have none. */
  readonly keyKinds?: readonly string[];
  readonly range: string;
  readonly mode: 'service' | 'batch' | 'file';
  readonly serviceKind: 'query' | 'verification' | null;
  readonly rowFilter: readonly RowCondition[];
  readonly masks: Readonly<Record<string, string>>;
  readonly conditions: readonly string[];
  readonly quota: { readonly perDay: number; readonly perMinute: number };
  readonly systems: readonly string[];
  readonly addresses: readonly string[];
  readonly contact: string;
  readonly phone: string;
  readonly applicationNumber: string | null;
  /** 44: it ran before the platform; the papers it rested on, and why it has no end. */
  readonly imported?: { readonly papers: string; readonly endless?: string };
  /** 30 ¶3: townships, streets and villages that the requester serves under it. Older agreements have none. */
  readonly below?: readonly { readonly name: string; readonly code: string }[];
  /** Protocol §2.4: each signature is taken once. Older agreements have none. */
  readonly signedOnce?: boolean;
  /** 25 ¶1: to whom the provider agreed that it may be given. Older agreements have none. */
  readonly thirdParties?: readonly { readonly who: string; readonly why: string; readonly on: string }[];
}

export interface Agreement extends Ref {
  readonly requester: string;
  readonly provider: string;
  readonly applicationRegion: string | null;
  readonly applicationId: string | null;
  readonly entryRegion: string;
  readonly entry: string;
  readonly entryVersion: number;
  readonly purpose: string;
  readonly termFrom: string;
  readonly termTo: string | null;
  readonly state: string;
  readonly body: AgreementBody;
  readonly suspension: Suspension | null;
  readonly hold: Hold | null;
  readonly rejected: readonly string[];
  readonly disposal: DisposalRule;
  readonly deliveredOn: string | null;
  readonly collectedOn: string | null;
  readonly renewsRegion: string | null;
  readonly renewsId: string | null;
}

/** States before ended: the grant stands, served or not. */
export const runningStates = ['preparing', 'delivered', 'active', 'suspended', 'mended', 'held'] as const;

const columns = ['region', 'id', 'requester', 'provider', 'applicationRegion', 'applicationId', 'entryRegion', 'entry', 'entryVersion', 'purpose', 'termFrom', 'termTo',
  'state', 'body', 'suspension', 'hold', 'rejected', 'disposal', 'deliveredOn', 'collectedOn', 'renewsRegion', 'renewsId'] as const;

export async function findAgreement(db: Reader, ref: Ref): Promise<Agreement | undefined> {
  const row = await db.selectFrom('agreement').select(columns).where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst();
  return row as Agreement | undefined;
}

/** @throws where the case has no row: every grant gets one when it is made */
export async function getAgreement(db: Reader, ref: Ref): Promise<Agreement> {
  const row = await findAgreement(db, ref);
  if (!row) throw new Error(`no agreement row for ${ref.region}-${ref.id}`);
  return row;
}

const jsonColumns = new Set(['body', 'suspension', 'hold', 'disposal']);
const asColumns = (row: object) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, jsonColumns.has(name) && value !== null ? json(value) : value]));

export async function insertAgreement(tx: Tx, row: Omit<Agreement, 'suspension' | 'hold' | 'rejected' | 'deliveredOn' | 'collectedOn'>): Promise<void> {
  await grantTouched(tx, row);
  await tx.insertInto('agreement').values(asColumns(row) as never).execute();
  countGrant(tx, undefined, row);
}

export async function writeAgreement(tx: Tx, ref: Ref, written: Partial<Omit<Agreement, 'region' | 'id'>>): Promise<void> {
  await grantTouched(tx, ref);
  if (written.state !== undefined || written.requester !== undefined || written.provider !== undefined) await countAnew(tx, ref, written);
  await tx.updateTable('agreement').set(asColumns(written) as never).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

async function countAnew(tx: Tx, { region, id }: Ref, written: Partial<Counted>): Promise<void> {
  const was = (await tx.selectFrom('agreement').select(['region', 'provider', 'requester', 'state']).where('region', '=', region).where('id', '=', id).forUpdate().executeTakeFirst()) as Counted | undefined;
  if (was !== undefined) countGrant(tx, was, { region, provider: written.provider ?? was.provider, requester: written.requester ?? was.requester, state: written.state ?? was.state });
}

/** Grants that stand on one entry, over all regions: holders to be told, or held with it. `limit` is rows. */
export async function runningOn(db: Reader, entryRegion: string, entry: string, after: Ref | undefined, limit: number): Promise<Agreement[]> {
  let query = db.selectFrom('agreement').select(columns).where('entryRegion', '=', entryRegion).where('entry', '=', entry).where('state', 'in', runningStates);
  if (after) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
  return (await query.orderBy('region').orderBy('id').limit(limit).execute()) as Agreement[];
}

/** Running grants that take over from this one, newest first. Reads index agreement_renews; at most 20. */
export async function renewalsOf(db: Reader, ref: Ref): Promise<Agreement[]> {
  return (await db.selectFrom('agreement').select(columns).where('renewsRegion', '=', ref.region).where('renewsId', '=', ref.id).where('state', 'in', runningStates).orderBy('id', 'desc').limit(20).execute()) as Agreement[];
}

/** Departments that are served this entry now, under however many grants. Reads agreement by entry. */
export async function usersOf(db: Reader, at: { readonly entryRegion: string; readonly entry: string }): Promise<number> {
  const row = await db.selectFrom('agreement').select((e) => e.fn.count<string>('requester').distinct().as('n')).where('state', 'in', ['delivered', 'active'])
    .where('entryRegion', '=', at.entryRegion).where('entry', '=', at.entry).executeTakeFirst();
  return Number(row?.n ?? 0);
}
