import { errors, fail } from '../../law/errors.ts';
import { incident } from '../../law/procedures/incident.ts';
import { grant as grantTable } from '../../law/procedures/grant.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { processOf, type Case, type EngineInside, type Moving, type Process } from '../../platform/procedures/process.ts';
import { incidentActs as acts, type IncidentOwn } from './contract.ts';
import * as store from './store.ts';

const SOURCE_ZH: Readonly<Record<string, string>> = { person: '人员报告', handler: '投诉举报', 'entry-hidden': '目录紧急下线', 'key-stolen': '密钥失窃', entrusted: '受托方停用' };
const SOURCE_OF: Readonly<Record<string, store.IncidentSource>> = { 'catalog.hidden': 'entry-hidden', 'grant.key-stolen': 'key-stolen', 'entrusted.stopped': 'entrusted' };

/**
 * 安全事件 (AQ). Art. 35 ¶3: “……发生政务数据安全事件时，应当立即启动应急预案，采取相应的应急处置措施，防止危害扩大，
 * 消除安全隐患，并按照规定向有关主管部门报告。”
 */
export function incidentProcess(deps: { readonly directory: Directory }): Process {
  return processOf(incident, {
    contract: acts,
    checks: { entryNotHidden, partyOfGrants, notified },
    follow: {
      report: reported,
      contain: async (tx, now) => {
        const { measures, grants } = acts.contain.parse(now.stated);
        await store.setIncident(tx, now, { measures });
        await touches(tx, now, grants.map(parseRef));
        await tellGrants(tx, now);
      },
      notify: async (tx, now) => {
        const notice = acts.notify.parse(now.stated);
        if (notice.on > now.today) fail('DATE_IN_FUTURE', { field: '报告日期', date: notice.on });
        await store.addNotice(tx, now, notice, notice.personsTold.told !== 'no' || notice.personsTold.text.length >= 2);
      },
      eliminate: async (tx, now) => {
        const { cause, mended } = acts.eliminate.parse(now.stated);
        await store.setIncident(tx, now, { cause, mended });
        await tellGrants(tx, now);
      },
      dismiss: tellGrants,
      review: async (tx, now) => {
        const { stages, lessons, clue } = acts.review.parse(now.stated);
        await store.setIncident(tx, now, { lessons, stages });
        Object.assign(now.told, { department: departmentOf(now), clue: clue.is ? 'yes' : 'no' });
      },
    },
    opening: async (_tx, actor, _act, stated) => {
      const { what } = acts.report.parse(stated);
      return { title: titleOf(what), parties: { department: [actor.org] }, facts: { source: 'person' } };
    },
    barred,
    view: (tx, it) => viewOf(tx, it, deps.directory),
  }) as unknown as Process;
}

function titleOf(what: string): string {
  return `安全事件：${what.length > 60 ? `${what.slice(0, 60)}…` : what}`;
}

function departmentOf(now: Case): string {
  return now.parties.department?.[0] ?? fail('PARTY_MISSING', { party: '发生单位' });
}

async function reported(tx: Tx, now: Moving): Promise<void> {
  const stated = acts.report.parse(now.stated);
  const grants = stated.grants.map(parseRef);
  const department = departmentOf(now);
  await ownGrants(tx, now.engine, department, grants);
  await store.addIncident(tx, {
    region: now.region, caseId: now.id, department, what: stated.what, since: stated.since, data: stated.data,
    source: (now.facts.source as store.IncidentSource | undefined) ?? 'person', entry: stated.entry, hidden: now.facts.source === 'entry-hidden',
    persons: stated.persons.number, personal: stated.persons.personal, personsText: stated.persons.text,
  });
  await touches(tx, now, grants);
  Object.assign(now.told, { grants: stated.grants.join(' '), entry: stated.entry?.id ?? '' });
}

/** The grants that it touches; each names the incident to whoever takes part in it. */
async function touches(tx: Tx, now: Moving, grants: readonly { region: string; id: string }[]): Promise<void> {
  await store.addGrants(tx, now, grants);
  for (const grant of grants) await now.engine.link(tx, grant, now, { zh: '涉及的安全事件', back: '涉及的授权' });
}

/** The grants of the incident, for those who hold and lift them (`incident.contained`, `.eliminated`, `.dismissed`): refs with blanks between. */
async function tellGrants(tx: Tx, now: Moving): Promise<void> {
  const grants = await store.grantsOf(tx, now.region, now.id);
  Object.assign(now.told, { grants: grants.map((grant) => `${grant.region}-${grant.id}`).join(' ') });
}

/** Not while its entry is hidden: whether it is secret is decided there, not here. */
async function entryNotHidden(tx: Tx, now: Moving): Promise<void> {
  if ((await store.findIncident(tx, now.region, now.id))?.entryHidden) fail('INCIDENT_ENTRY_HIDDEN');
}

/** A department may have held only what it gives or receives itself. */
async function partyOfGrants(tx: Tx, now: Moving): Promise<void> {
  await ownGrants(tx, now.engine, departmentOf(now), acts.contain.parse(now.stated).grants.map(parseRef));
}

async function ownGrants(tx: Tx, engine: EngineInside, department: string, grants: readonly { region: string; id: string }[]): Promise<void> {
  for (const ref of grants) {
    const grant = await engine.get(tx, ref);
    if (grant?.kind !== 'grant' || (grant.provider !== department && grant.requester !== department)) {
      fail('INCIDENT_GRANT_FOREIGN', { grant: grant?.kind === 'grant' && grant.number ? grant.number : `${ref.region}-${ref.id}` });
    }
  }
}

/** 35 ¶3: 按照规定向有关主管部门报告, before the danger is called gone; where personal data leaked, persons told or why not. */
async function notified(tx: Tx, now: Moving): Promise<void> {
  const why = untold((await store.findIncident(tx, now.region, now.id)) ?? fail('INCIDENT_NOT_FOUND'));
  if (why !== undefined) fail(why);
}

function untold(row: Pick<store.IncidentRow, 'notified' | 'personal' | 'personsTold'>): 'INCIDENT_NOTIFY_FIRST' | 'INCIDENT_PERSONS_NOT_TOLD' | undefined {
  return row.notified === 0 ? 'INCIDENT_NOTIFY_FIRST' : row.personal && !row.personsTold ? 'INCIDENT_PERSONS_NOT_TOLD' : undefined;
}

/** The report comes first, and what a hidden entry is, is decided there: said before anybody tries. */
async function barred(tx: Tx, it: Case): Promise<{ readonly eliminate?: string; readonly dismiss?: string }> {
  const row = it.state === 'reported' || it.state === 'contained' ? await store.findIncident(tx, it.region, it.id) : undefined;
  if (row === undefined) return {};
  const why = untold(row);
  return { ...(row.entryHidden ? { dismiss: errors.INCIDENT_ENTRY_HIDDEN.say() } : {}), ...(why === undefined ? {} : { eliminate: errors[why].say() }) };
}

/** What another process knows of an incident that it reports. */
export interface IncidentReport {
  readonly by: 'catalog.hidden' | 'grant.key-stolen' | 'entrusted.stopped';
  readonly region: string; readonly department: string; readonly what: string; readonly since: string; readonly data: string;
  readonly grants?: readonly string[]; readonly personal: boolean; readonly entry?: { readonly region: string; readonly id: string };
}

/** Opens an incident in the transaction of the act that caused it (entry hidden, key stolen, entrusted party stopped). */
export function reportIncident(tx: Tx, engine: EngineInside, report: IncidentReport): Promise<Case> {
  const source = SOURCE_OF[report.by] ?? 'person';
  return engine.open(
    tx, 'incident', 'report',
    { title: titleOf(report.what), region: report.region, parties: { department: [report.department] }, facts: { source, ...(report.entry ? { entry: report.entry.id } : {}) } },
    { clock: report.by },
    {
      what: report.what, since: report.since, data: report.data, grants: [...(report.grants ?? [])],
      persons: { number: null, personal: report.personal, text: '尚不清楚' }, ...(report.entry ? { entry: report.entry } : {}),
    },
  );
}

async function viewOf(tx: Tx, it: Case, directory: Directory): Promise<IncidentOwn> {
  const row = (await store.findIncident(tx, it.region, it.id)) ?? fail('INCIDENT_NOT_FOUND');
  const refs = await store.grantsOf(tx, it.region, it.id);
  const grants: IncidentOwn['grants'] = [];
  const states = grantTable.states as Readonly<Record<string, { readonly zh: string }>>;
  for (const ref of refs) {
    const found = await readCase(tx, ref);
    if (found) grants.push({ ref: `${ref.region}-${ref.id}`, number: found.number, title: found.title, stateZh: states[found.state]?.zh ?? found.state });
  }
  return {
    department: row.department, departmentName: (await directory.organisation(tx, row.department))?.name ?? row.department,
    what: row.what, since: row.since, data: row.data, source: row.source, sourceZh: SOURCE_ZH[row.source] ?? row.source,
    entry: row.entry && row.entryRegion ? { region: row.entryRegion, id: row.entry, name: null, hidden: row.entryHidden } : null,
    grants,
    persons: { number: row.persons, personal: row.personal, text: row.personsText },
    measures: row.measures, cause: row.cause, mended: row.mended, lessons: row.lessons,
    notices: (row.notices as { to: string; on: string; content: string; personsTold: { told: string; text: string } }[]).map((notice) => ({ to: notice.to, on: notice.on, content: notice.content, personsTold: toldZh(notice.personsTold) })),
    stages: row.stages as IncidentOwn['stages'],
  };
}

function toldZh(told: { told: string; text: string }): string {
  const words = { yes: '已通知个人', no: '未通知个人', 'not-concerned': '不涉及个人信息' }[told.told] ?? told.told;
  return told.text ? `${words}：${told.text}` : words;
}
