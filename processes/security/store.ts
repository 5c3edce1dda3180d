import { sql } from 'kysely';
import { json, type Reader, type Tx } from '../../platform/postgres/database.ts';
import type { Answer, Scope, Subject, Template } from './contract.ts';

/** Every statement on assessments and incidents. Cases of assessments lie in the region of the department they belong to. */

export interface AssessmentRow {
  readonly region: string; readonly caseId: string; readonly department: string; readonly template: Template;
  readonly subjectKind: Subject['kind']; readonly subject: string; readonly subjectName: string; readonly scope: Scope; readonly digest: string; readonly answers: readonly Answer[];
  readonly level: string | null; readonly secrecy: string | null; readonly measures: string | null; readonly remains: string | null;
  readonly standing: boolean; readonly concludedOn: string | null; readonly lapsedOn: string | null;
}

const assessmentColumns = ['region', 'caseId', 'department', 'template', 'subjectKind', 'subject', 'subjectName', 'scope', 'digest', 'answers', 'level', 'secrecy', 'measures', 'remains', 'standing', 'concludedOn', 'lapsedOn'] as const;

export async function addAssessment(tx: Tx, row: { region: string; caseId: string; department: string; template: Template; subject: Subject; digest: string; answers: readonly Answer[] }): Promise<void> {
  const { subject } = row;
  await tx.insertInto('assessment').values({
    region: row.region, caseId: row.caseId, department: row.department, template: row.template,
    subjectKind: subject.kind, subject: subject.id, subjectName: subject.name, scope: json(subject.scope), digest: row.digest, answers: json(row.answers),
  }).execute();
}

export async function findAssessment(tx: Reader, region: string, caseId: string): Promise<AssessmentRow | undefined> {
  const row = await tx.selectFrom('assessment').select(assessmentColumns).where('region', '=', region).where('caseId', '=', caseId).executeTakeFirst();
  return row && (row as unknown as AssessmentRow);
}

export async function setAnswers(tx: Tx, at: { region: string; id: string }, answers: readonly Answer[]): Promise<void> {
  await tx.updateTable('assessment').set({ answers: json(answers) }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export async function setSubject(tx: Tx, at: { region: string; id: string }, subject: Subject, digest: string): Promise<void> {
  await tx.updateTable('assessment').set({ subjectName: subject.name, scope: json(subject.scope), digest })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export async function conclude(tx: Tx, at: { region: string; id: string }, is: { level: string; secrecy: string; measures: string; remains: string; on: string }): Promise<void> {
  await tx.updateTable('assessment').set({ level: is.level, secrecy: is.secrecy, measures: is.measures, remains: is.remains, concludedOn: is.on, standing: true })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

export async function lapse(tx: Tx, at: { region: string; id: string }, on: string): Promise<void> {
  await tx.updateTable('assessment').set({ standing: false, lapsedOn: on }).where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Assessments of a subject, the standing and the newest first. Reads index assessment_subject; `limit` 50. */
export async function assessmentsOf(tx: Reader, region: string, subject: string): Promise<AssessmentRow[]> {
  const rows = await tx.selectFrom('assessment').select(assessmentColumns).where('region', '=', region).where('subject', '=', subject)
    .orderBy('standing', 'desc').orderBy('concludedOn', (o) => o.desc().nullsFirst()).orderBy('caseId', 'desc').limit(50).execute();
  return rows as unknown as AssessmentRow[];
}

/* ---- incidents ---- */

export interface IncidentRow {
  readonly region: string; readonly caseId: string; readonly department: string; readonly what: string; readonly since: string; readonly data: string; readonly source: string;
  readonly entryRegion: string | null; readonly entry: string | null; readonly entryHidden: boolean; readonly persons: number | null; readonly personal: boolean; readonly personsText: string;
  readonly notified: number; readonly personsTold: boolean; readonly measures: string | null; readonly cause: string | null; readonly mended: string | null; readonly lessons: string | null;
  readonly notices: readonly unknown[]; readonly stages: readonly unknown[];
}
export type IncidentSource = 'person' | 'handler' | 'entry-hidden' | 'key-stolen' | 'entrusted';

const incidentColumns = ['region', 'caseId', 'department', 'what', 'since', 'data', 'source', 'entryRegion', 'entry', 'entryHidden', 'persons', 'personal', 'personsText', 'notified', 'personsTold',
  'measures', 'cause', 'mended', 'lessons', 'notices', 'stages'] as const;

export interface NewIncident {
  readonly region: string; readonly caseId: string; readonly department: string; readonly what: string; readonly since: string; readonly data: string; readonly source: IncidentSource;
  readonly entry?: { readonly region: string; readonly id: string } | undefined; readonly hidden: boolean; readonly persons: number | null; readonly personal: boolean; readonly personsText: string;
}

export async function addIncident(tx: Tx, row: NewIncident): Promise<void> {
  await tx.insertInto('incident').values({
    region: row.region, caseId: row.caseId, department: row.department, what: row.what, since: row.since, data: row.data, source: row.source,
    entryRegion: row.entry?.region ?? null, entry: row.entry?.id ?? null, entryHidden: row.hidden, persons: row.persons, personal: row.personal, personsText: row.personsText,
  }).execute();
}

export async function findIncident(tx: Reader, region: string, caseId: string): Promise<IncidentRow | undefined> {
  const row = await tx.selectFrom('incident').select(incidentColumns).where('region', '=', region).where('caseId', '=', caseId).executeTakeFirst();
  return row && (row as unknown as IncidentRow);
}

export async function addGrants(tx: Tx, at: { region: string; id: string }, grants: readonly { region: string; id: string }[]): Promise<void> {
  if (grants.length === 0) return;
  await tx.insertInto('incidentGrant').values(grants.map((grant) => ({ region: at.region, caseId: at.id, grantRegion: grant.region, grantId: grant.id })))
    .onConflict((o) => o.doNothing()).execute();
}

export async function grantsOf(tx: Reader, region: string, caseId: string): Promise<{ region: string; id: string }[]> {
  const rows = await tx.selectFrom('incidentGrant').select(['grantRegion', 'grantId']).where('region', '=', region).where('caseId', '=', caseId)
    .orderBy('grantRegion').orderBy('grantId').limit(1000).execute();
  return rows.map((row) => ({ region: row.grantRegion, id: row.grantId }));
}

/** Incidents that name a grant, newest first; whether they are open is the case's to say. Reads index incident_grant_of. */
export async function incidentsNaming(tx: Reader, grant: { region: string; id: string }): Promise<{ region: string; id: string }[]> {
  const rows = await tx.selectFrom('incidentGrant').select(['region', 'caseId']).where('grantRegion', '=', grant.region).where('grantId', '=', grant.id)
    .orderBy('caseId', 'desc').limit(200).execute();
  return rows.map((row) => ({ region: row.region, id: row.caseId }));
}

export async function setIncident(tx: Tx, at: { region: string; id: string }, patch: { measures?: string; cause?: string; mended?: string; lessons?: string; stages?: unknown }): Promise<void> {
  const { stages, ...texts } = patch;
  await tx.updateTable('incident').set({ ...texts, ...(stages === undefined ? {} : { stages: json(stages) }) })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** 35 ¶3: one more report to an authority; `told`: whether it says that persons were told, or why not. */
export async function addNotice(tx: Tx, at: { region: string; id: string }, notice: unknown, told: boolean): Promise<void> {
  await tx.updateTable('incident')
    .set({ notified: sql`notified + 1`, personsTold: sql`persons_told or ${told}`, notices: sql`notices || ${json([notice])}::jsonb` })
    .where('region', '=', at.region).where('caseId', '=', at.id).execute();
}

/** Whether the entry of these incidents is off line is the catalogue's to say. Answers the cases touched. Reads index incident_entry. */
export async function setHidden(tx: Tx, region: string, entry: string, hidden: boolean): Promise<string[]> {
  const rows = await tx.updateTable('incident').set({ entryHidden: hidden }).where('region', '=', region).where('entry', '=', entry).where('source', '=', 'entry-hidden')
    .where('entryHidden', '=', !hidden).returning('caseId').execute();
  return rows.map((row) => row.caseId);
}
