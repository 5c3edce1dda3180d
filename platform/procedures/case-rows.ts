import { basisZh, type Basis } from '../../law/basis.ts';
import { foldClock } from '../../law/clock.ts';
import { lampOf, noLamp } from '../../law/clock-lamp.ts';
import { listedAs, statesFrom, type AnyMove, type AnyProcedure } from '../../law/procedure.ts';
import { generatedWords } from '../../law/generated-moves.ts';
import type { Calendar } from '../../law/calendar.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { CaseRow, Lamp } from './contract.ts';
import type { Deed } from './deed.ts';
import type { OrgCode } from './ports.ts';
import type { Process } from './process.ts';
import { refOf } from './ref.ts';
import type { Runner } from './runner.ts';
import type { CaseRecord } from './store/case-record.ts';
import type { ListedCase, ListedClock } from './store/listed.ts';
import { buttonWord, stateWord } from './wording.ts';

/** A case that a list names, and the act that it offers there. */
export interface Listed extends ListedCase { readonly act?: string | null; readonly note?: string | null; readonly movedOn?: string; /** Nothing of his own is due: another's limit that presses is no lamp of this row, as it is in no count. */ readonly unlimited?: boolean }

/** Short names of organisations by code, where the page's statement has read them. */
export type Names = Readonly<Record<OrgCode, string>>;

/** The rows of a list page, in its order: lamp, parties by name, what to do next. */
export async function caseRows(run: Runner, deed: Deed, viewer: OrgCode, listed: readonly Listed[], known?: Names | null): Promise<CaseRow[]> {
  if (listed.length === 0) return [];
  const names = known ?? (await namesOf(run, deed, listed));
  const nameOf = (org: OrgCode | null) => (org === null ? null : names[org] ?? org);
  const calendars = new Map<string, Calendar>();
  for (const region of new Set(listed.flatMap(({ clocks }) => clocks.map((clock) => clock.calendar)))) calendars.set(region, await deed.calendar(region));
  const day: Day = { today: deed.today, calendar: (region) => calendars.get(region) as Calendar };
  return listed.map((each) => rowOf(run, day, viewer, each, { act: each.act ?? null, note: each.note ?? run.process(each.row.kind).notes?.says(each.noted, each.row, viewer) ?? null }, nameOf));
}

/** The legal date, and the calendars that the clocks of a page are counted by. */
interface Day { readonly today: PlainDate; readonly calendar: (region: string) => Calendar }

async function namesOf(run: Runner, deed: Deed, listed: readonly Listed[]): Promise<Names> {
  const orgs = listed.flatMap(({ row, department }) => [row.requester, row.provider, row.authority, department]).filter((org) => org !== null);
  return Object.fromEntries([...await run.directory.organisations(deed.tx, [...new Set(orgs)])].map(([code, org]) => [code, org.shortName]));
}

function rowOf(run: Runner, day: Day, viewer: OrgCode, { row: found, clocks, department, movedOn, unlimited }: Listed, { act, note }: { readonly act: string | null; readonly note: string | null }, nameOf: (org: OrgCode | null) => string | null): CaseRow {
  const { table, showsAsker } = run.process(found.kind);
  const row = showsAsker?.(found, viewer) === false ? { ...found, requester: null } : found;
  const shown = shownClock(table, clocks, viewer);
  const seen = lampShown(day, table, row, shown);
  const theirs = unlimited === true && pressing.has(seen.kind) ? shown : undefined;
  const [lamp, said] = theirs === undefined || theirs.bound === viewer ? [seen, note] : [noLamp, note ?? `${stateWord(table, row.state)}，${table.clocks[theirs.name]?.zh ?? ''}至 ${theirs.dueOn}`];
  return {
    ref: refOf(row), kind: row.kind, kindZh: table.zh, number: row.number, title: row.title, state: row.state, stateZh: stateWord(table, row.state), open: row.open,
    lamp, lateAs: lamp.kind === 'late' ? lateAs(table, shown) : null,
    requester: row.requester, requesterName: nameOf(row.requester), provider: row.provider, providerName: nameOf(row.provider),
    otherName: nameOf(otherOf(row, department, viewer)), attribute: row.facts['attribute'] ?? null, movedAt: row.movedAt, movedOn: movedOn ?? null, version: row.version, inside: row.privateTo !== null, next: act === null ? null : nextOf(run.process(row.kind), row, act), note: said,
  };
}

const pressing: ReadonlySet<string> = new Set(['late', 'due', 'near']);

/** Who is across the table: the other side; to an authority whoever answers for it; to whom a finding concerns, the authority. */
function otherOf(row: ListedCase['row'], department: OrgCode | null, viewer: OrgCode): OrgCode | null {
  const [answers, asks] = [row.provider ?? department, row.requester ?? row.authority];
  return answers === viewer || answers === null ? asks : answers;
}

type Next = Omit<NonNullable<CaseRow['next']>, 'basisZh'> & { readonly basis: Basis };
const nexts = new WeakMap<AnyProcedure, Map<string, Next>>();

/** What a table says of an act in a state, looked up once, by the article that the case itself rests on: a finding of Art. 40 is mended by 40. */
function nextOf({ table, articleOf }: Process, { state, facts }: Pick<CaseRecord, 'state' | 'facts'>, act: string): NonNullable<CaseRow['next']> {
  const known = nexts.get(table) ?? new Map<string, Next>();
  nexts.set(table, known);
  const key = `${state} ${act}`;
  const { basis, ...next } = known.get(key) ?? nextIn(table, state, act);
  known.set(key, { basis, ...next });
  return { ...next, basisZh: basisZh(articleOf?.({ facts }, basis) ?? basis) };
}

function nextIn(table: AnyProcedure, state: string, act: string): Next {
  const move = (table.moves as readonly AnyMove[]).find((each) => each.act === act && statesFrom(table, each).includes(state));
  const clock = act in generatedWords ? Object.values(table.clocks).find((each) => each.extension !== undefined) : undefined;
  const word = buttonWord(table, act, move);
  const turn = (move === undefined ? undefined : table.states[state]?.step ?? move.turn) ?? word;
  return { act, zh: word.replace('…', ''), turn: turn.replace('…', ''), basis: move?.basis ?? clock?.basis ?? '-', batch: move?.batch === true || act === 'extend', form: word.endsWith('…') };
}

/**
 * The clock whose lamp a case shows to this organisation: one of its own that runs, else the one that ends first, else how
 * the last ended, whomever it bound. What the law limits comes before what a place or the platform set, what only reminds comes last.
 */
export function shownClock(table: AnyProcedure, clocks: readonly ListedClock[], viewer: OrgCode): ListedClock | undefined {
  if (clocks.length < 2) return clocks[0];
  const rank = (clock: ListedClock) => standing(table, clock.name) + (clock.stoppedOn !== null ? 8 : (clock.bound === viewer ? 0 : 1) + (clock.stoodOn !== null ? 0.5 : 0));
  const ended = (a: ListedClock, b: ListedClock) => (b.stoppedOn ?? '').localeCompare(a.stoppedOn ?? '') || b.dueOn.localeCompare(a.dueOn);
  return [...clocks].sort((a, b) => rank(a) - rank(b) || (a.stoppedOn === null ? a.dueOn.localeCompare(b.dueOn) : ended(a, b)))[0];
}

function lateAs(table: AnyProcedure, shown: ListedClock | undefined): CaseRow['lateAs'] {
  const clock = shown === undefined ? undefined : table.clocks[shown.name];
  return clock === undefined ? null : listedAs(clock.late);
}

/** 0: an article sets it; 2: a reading or a place does; then what bounds the whole and no step (使用时限: 应急停用，至 2027-09-30 would say nothing of the step); 4: it only reminds, or counts days of rest. */
export function standing(table: AnyProcedure, name: string): number {
  const clock = table.clocks[name];
  if (clock === undefined || clock.late === 'remind' || 'days' in clock.limit) return 4;
  if (name === 'term') return 3.4; // after a step of somebody else's, which counts one more
  return clock.basis === 'local' || clock.basis === 'reading' ? 2 : 0;
}

/** The lamp of a case as this organisation sees it. A limit that no article sets, once kept, says nothing of a case that goes on: 按期办结 would. */
export async function lampFor(deed: Deed, table: AnyProcedure, row: Pick<CaseRecord, 'state' | 'open'>, clocks: readonly ListedClock[], viewer: OrgCode): Promise<Lamp> {
  const clock = shownClock(table, clocks, viewer);
  const calendar = clock === undefined ? undefined : await deed.calendar(clock.calendar);
  return lampShown({ today: deed.today, calendar: () => calendar as Calendar }, table, row, clock);
}

function lampShown(day: Day, table: AnyProcedure, row: Pick<CaseRecord, 'state' | 'open'>, clock: ListedClock | undefined): Lamp {
  if (table.states[row.state]?.runs === true && clock?.stoppedOn !== null) return { ...noLamp, kind: 'normal', text: stateWord(table, row.state) };
  const kept = clock !== undefined && row.open && clock.stoppedOn !== null && clock.stoppedOn <= clock.dueOn && standing(table, clock.name) > 0;
  if (clock === undefined || kept) return noLamp;
  const calendar = day.calendar(clock.calendar);
  return lampOf(foldClock(clock.events, calendar), day.today, calendar, lampWords(table, row, clock));
}

/** Words that the lamp takes from the table: whom a standing clock waits for, a term by the name of the state. */
export function lampWords(table: AnyProcedure, row: Pick<CaseRecord, 'state'>, clock: ListedClock) {
  return {
    ...(clock.stoodOn === null ? {} : { paused: stateWord(table, row.state).replace(/^待/, '等') }),
    ...(clock.name === 'term' ? { term: stateWord(table, row.state) } : {}),
    ...(clock.name === 'mend' ? { prefix: `${stateWord(table, row.state)}，整改` } : {}),
    local: clock.local,
  };
}
