import { article, basisZh, limitBasisZh } from '../../law/articles.ts';
import { workingDaysBetween } from '../../law/calendar.ts';
import { fail } from '../../law/errors.ts';
import { isPlainDate, type PlainDate } from '../../law/plain-date.ts';
import { findProcedure, isProcedureName, procedureNames } from '../../law/procedures/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { deedOf, type Deed } from '../../platform/procedures/deed.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { readClock } from '../../platform/procedures/store/clocks.ts';
import type { FindingOwn, FindingRow, ListPage, ListQuery } from './contract.ts';
import { nextAct } from './next-act.ts';
import * as store from './store.ts';

/** The authority's list, longest late first: findings, and clocks that are late without being one. */
export async function listOf(tx: Tx, directory: Directory, actor: Actor, query: ListQuery): Promise<ListPage> {
  const deed = await deedOf(tx, directory); // each organisation and calendar is asked for once
  const at: store.Side = { org: actor.org, side: query.side };
  const after = query.after === undefined ? undefined : cursor(query.after);
  const found = query.row === 'clock' ? [] : await store.pageOfFindings(tx, at, query, after, query.size + 1);
  const page = found.slice(0, query.size);
  const pastYear = await store.pastYearOf(tx, at, page.map((one) => one.department), deed.today);
  const rows: FindingRow[] = [];
  for (const one of page) rows.push(await rowOf(deed, actor, one, pastYear));
  const counts = await store.countFindings(tx, at, { open: query.open }); // what stands on this side, whatever is chosen of it
  const total = query.row === 'clock' ? 0 : await store.totalFindings(tx, at, query);
  const withClocks = query.side === 'judge' && query.row !== 'finding' && query.open === 'true' && !after && !query.ground && !query.article && !query.state;
  const watched = withClocks ? await watchedRows(deed, at, query) : [];
  const last = page.at(-1);
  const all = [...rows, ...watched].sort((a, b) => (b.daysLate ?? -1) - (a.daysLate ?? -1));
  const names = await directory.organisations(tx, counts.filter((one) => one.facet === 'department').map((one) => one.value));
  const facet = (name: 'ground' | 'state' | 'department', zh: (value: string) => string) => counts.filter((one) => one.facet === name).sort((a, b) => b.count - a.count).map(({ value, count }) => ({ value, zh: zh(value), count }));
  return {
    rows: all, after: last && found.length > query.size ? `${last.dueOn ?? '9999-12-31'}~${last.caseId}` : null,
    total: total + watched.length,
    counts: { ground: facet('ground', basisZh), state: facet('state', stateZh), department: facet('department', (value) => names.get(value)?.shortName ?? value) },
  };
}

function cursor(after: string): { due: string; id: string } {
  const match = /^(\d{4}-\d{2}-\d{2})~([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after);
  if (!match?.[1] || !match[2] || !isPlainDate(match[1])) return fail('CURSOR_STALE');
  return { due: match[1], id: match[2] };
}

const stateZh = (state: string) => findProcedure('finding')?.states[state]?.zh ?? state;

/** How long it is late: still counting while the clock is open, fixed when it stopped. */
async function lateness(deed: Deed, at: { region: string; id: string }, clock: string, nth: number): Promise<{ days: number; open: boolean; lapsed: boolean } | undefined> {
  const row = await readClock(deed.tx, at, clock, nth);
  if (!row) return undefined;
  const until = row.stoppedOn ?? row.stoodOn ?? deed.today;
  return { days: Math.max(0, workingDaysBetween(await deed.calendar(row.calendar), row.dueOn, until as PlainDate)), open: row.stoppedOn === null, lapsed: row.lapsedOn !== null };
}

async function rowOf(deed: Deed, actor: Actor, one: store.FindingRecord, pastYear: ReadonlyMap<string, number>): Promise<FindingRow> {
  const explainBy = (await readClock(deed.tx, { region: one.region, id: one.caseId }, 'explaining', 1))?.dueOn ?? null;
  const own = await readCase(deed.tx, { region: one.region, id: one.caseId });
  const late = one.causeCase && one.dueOn ? await lateness(deed, { region: one.region, id: one.causeCase }, one.clock, one.nth) : undefined;
  return {
    ref: `${one.region}-${one.caseId}`, number: own?.number ?? null, title: own?.title ?? '', row: 'finding', ground: one.ground, groundZh: basisZh(one.ground), groundText: article(one.ground),
    clue: one.clue, state: one.state, stateZh: stateZh(one.state), open: one.open, department: one.department, departmentName: (await deed.organisation(one.department))?.name ?? one.department,
    cause: one.causeCase ? await causeOf(deed.tx, one.region, one.causeCase) : null,
    clockZh: one.causeKind ? findProcedure(one.causeKind)?.clocks[one.clock]?.zh ?? null : null, dueOn: one.dueOn, daysLate: late?.days ?? null,
    raisedOn: one.raisedOn, mendBy: one.mendBy, explainedBy: one.explainedBy, explainBy, pastYear: pastYear.get(one.department) ?? 0, next: nextAct(one, actor, { today: deed.today, explainBy }),
  };
}

async function causeOf(tx: Tx, region: string, id: string): Promise<FindingRow['cause']> {
  const found = await readCase(tx, { region, id });
  if (!found) return null;
  return {
    ref: `${region}-${id}`, number: found.number, kind: found.kind, kindZh: isProcedureName(found.kind) ? procedureNames[found.kind].zh : found.kind, title: found.title,
    stateZh: findProcedure(found.kind)?.states[found.state]?.zh ?? found.state, open: found.open,
  };
}

/** Late without being a finding; what has stopped meanwhile leaves the list. */
async function watchedRows(deed: Deed, at: store.Side, query: ListQuery): Promise<FindingRow[]> {
  const { tx } = deed;
  const rows: FindingRow[] = [];
  const watched = await store.watchedBy(tx, at.org);
  const pastYear = await store.pastYearOf(tx, at, watched.map((one) => one.department), deed.today);
  for (const one of watched) {
    if (query.kind && one.kind !== query.kind) continue;
    const late = await lateness(deed, { region: one.region, id: one.caseId }, one.clock, one.nth);
    if (!late?.open || !late.lapsed) { // stopped, or set anew by a later use
      await store.unwatch(tx, one);
      continue;
    }
    const [found, cause] = [await readCase(tx, { region: one.region, id: one.caseId }), await causeOf(tx, one.region, one.caseId)];
    if (query.department && one.department !== query.department) continue;
    const zh = findProcedure(one.kind)?.clocks[one.clock]?.zh ?? one.clock;
    rows.push({
      ref: `${one.region}-${one.caseId}`, number: found?.number ?? null, title: `${zh}已过：${found?.title ?? ''}`, row: 'clock', ground: 'local', groundZh: limitBasisZh('local'), groundText: '', clue: false,
      state: found?.state ?? '', stateZh: cause?.stateZh ?? '', open: true, department: one.department, departmentName: (await deed.organisation(one.department))?.name ?? one.department, cause,
      clockZh: zh, dueOn: one.dueOn, daysLate: late.days, raisedOn: one.raisedOn, mendBy: null, explainedBy: null,
      explainBy: null, pastYear: pastYear.get(one.department) ?? 0, next: null,
    });
  }
  return rows;
}

/** The finding's own part of its case page. */
export async function ownOf(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<FindingOwn> {
  const deed = await deedOf(tx, directory);
  const row = (await store.findFinding(tx, it)) ?? fail('FINDING_NOT_FOUND');
  const pastYear = await store.pastYearOf(tx, { org: actor.org, side: actor.org === row.judgeOrg ? 'judge' : 'department' }, [row.department], deed.today);
  return {
    ...(await rowOf(deed, actor, row, pastYear)), concerns: row.concerns, judge: row.judge,
    judgeName: row.judgeOrg ? (await deed.organisation(row.judgeOrg))?.name ?? row.judgeOrg : null,
    circulated: await store.circulatedOf(tx, it),
  };
}

