import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../platform/postgres/database.ts';
import type { Disputable } from '../../law/dispute-effects.ts';
import type { Outcome } from './contract.ts';

/** Every statement on disputes. A dispute lies in the region of the organisation that opened it. */

export interface At { readonly region: string; readonly id: string }
export interface Kept extends Outcome { readonly by: 'settled' | 'decided'; readonly document: { readonly title: string; readonly number: string; readonly on: string } | null }
export interface Report { readonly org: string; readonly on: string; readonly done: string }

export interface DisputeRecord {
  readonly region: string; readonly caseId: string; readonly requester: string; readonly provider: string;
  readonly subjectKind: Disputable; readonly subjectRegion: string; readonly subject: string; readonly subjectTitle: string; readonly subjectNumber: string | null; readonly matter: 'attribute' | 'condition' | 'gap' | null;
  readonly claim: string; readonly grounds: string; readonly forum: string | null; readonly forumWhy: string; readonly record: string | null; readonly report: string | null;
  readonly outcome: Kept | null; readonly reports: readonly Report[]; readonly open: boolean;
}
const columns = ['region', 'caseId', 'requester', 'provider', 'subjectKind', 'subjectRegion', 'subject', 'subjectTitle', 'subjectNumber', 'matter', 'claim', 'grounds', 'forum', 'forumWhy', 'record', 'report',
  'outcome', 'reports', 'open'] as const;

export async function addDispute(tx: Tx, row: Pick<DisputeRecord, 'region' | 'caseId' | 'requester' | 'provider' | 'subjectKind' | 'subjectRegion' | 'subject' | 'subjectTitle' | 'subjectNumber' | 'matter'>): Promise<void> {
  await tx.insertInto('dispute').values(row).execute();
}

export async function findDispute(db: Reader, at: At): Promise<DisputeRecord | undefined> {
  return (await db.selectFrom('dispute').select(columns).where('region', '=', at.region).where('caseId', '=', at.id).executeTakeFirst()) as DisputeRecord | undefined;
}

type Patch = Partial<Pick<DisputeRecord, 'claim' | 'grounds' | 'forum' | 'forumWhy' | 'record' | 'report' | 'outcome' | 'reports' | 'open'>>;

export async function setDispute(tx: Tx, at: At, patch: Patch): Promise<void> {
  const { outcome, reports, ...plain } = patch;
  await tx.updateTable('dispute').set({ ...plain, ...(outcome === undefined ? {} : { outcome: json(outcome) }), ...(reports === undefined ? {} : { reports: json(reports) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** The open disputes about this case or entry, the newest first. Reads index dispute_subject. */
export async function openAbout(db: Reader, subject: string): Promise<{ region: string; caseId: string }[]> {
  return db.selectFrom('dispute').select(['region', 'caseId']).where('subject', '=', subject).where('open', '=', true).where('claim', '<>', '').orderBy('caseId', 'desc').limit(10).execute();
}

/** What the dispute `c` of a list is about: by primary key. */
export const notedDispute = sql<readonly [number: string | null, title: string]>`(select json_build_array(d.subject_number, d.subject_title) from dispute d where d.region = c.region and d.case_id = c.id)`;
