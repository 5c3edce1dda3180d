import type { Calendar } from '../../law/calendar.ts';
import { carriedOver, earliestStated, foldClock, isLate, startOf, type ClockEvent } from '../../law/clock.ts';
import { lampDates } from '../../law/clock-lamp.ts';
import { fail } from '../../law/errors.ts';
import { limitOn, numberOn, runsOn } from '../../law/jurisdiction.ts';
import { isPlainDate, type PlainDate } from '../../law/plain-date.ts';
import type { AnyMove, AnyProcedure, Clock, ClockDo } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import type { Parties } from './parties.ts';
import type { OrgCode, RegionCode } from './ports.ts';
import type { ClockRecord } from './store/cases.ts';

/** What a move's clocks need to know beside the clocks themselves. */
export interface Ticking {
  readonly table: AnyProcedure;
  readonly region: RegionCode; // of the case
  readonly parties: Parties;
  readonly facts: Readonly<Record<string, string>>;
  readonly act: string;
  readonly stated: Readonly<Record<string, unknown>>;
  /** Days of the event for clocks that an opening gives. */
  readonly from?: Readonly<Record<string, PlainDate>>;
}

export interface Ticked {
  readonly all: readonly ClockRecord[];
  readonly changed: readonly ClockRecord[];
  readonly effects: readonly string[];
  /** Clocks that this move ended or stopped too late before any sweep had seen it: they lapse now. */
  readonly lapses: readonly ClockRecord[];
}

type Starting = Extract<ClockDo, 'start' | 'start-standing'>;

const effectZh: Readonly<Record<ClockDo, string>> = {
  start: '开始计时', 'start-standing': '开始计时，停计', stand: '停计', go: '继续计时', 'run-on': '继续计时（不补日）', stop: '停止', 'stop-named': '停止', restate: '改定起算或者截止',
};

/** What a move does to the clocks of its case, by its row: the result of every clock is folded from its events. */
export async function tick(deed: Deed, t: Ticking, clocks: readonly ClockRecord[], move: Pick<AnyMove, 'clocks'>): Promise<Ticked> {
  const changed = new Map<string, ClockRecord>();
  const effects: string[] = [];
  for (const [name, what] of Object.entries(move.clocks ?? {})) {
    const clock = t.table.clocks[name];
    if (clock === undefined || what === undefined) continue;
    const starts = what === 'start' || what === 'start-standing';
    const rows = starts ? await started(deed, t, clocks, name, clock, what) : await continued(deed, t, clocks, name, clock, what);
    for (const row of rows) changed.set(keyOf(row), row);
    if (rows.length > 0) effects.push(`${clock.zh}${effectZh[what]}`);
  }
  return merged(clocks, changed, effects);
}

/** Puts changed rows over the old ones. */
export function merged(clocks: readonly ClockRecord[], changed: ReadonlyMap<string, ClockRecord>, effects: readonly string[]): Ticked {
  const kept = clocks.map((row) => changed.get(keyOf(row)) ?? row);
  const fresh = [...changed.values()].filter((row) => !clocks.some((old) => keyOf(old) === keyOf(row)));
  const lapses = [...changed.values()].filter((row) => row.lapsedOn !== null && clocks.some((old) => keyOf(old) === keyOf(row) && old.lapsedOn === null));
  return { all: [...kept, ...fresh], changed: [...changed.values()], effects, lapses };
}

export const keyOf = (row: Pick<ClockRecord, 'name' | 'nth'>): string => `${row.name} ${row.nth}`;

async function started(deed: Deed, t: Ticking, clocks: readonly ClockRecord[], name: string, clock: Clock, what: Starting): Promise<ClockRecord[]> {
  const earlier = clocks.filter((row) => row.name === name);
  if (!clock.perCause && earlier.some((row) => row.stoppedOn === null)) return [];
  const bound = boundOf(t, name, clock);
  const calendar = (await deed.organisation(bound))?.region ?? t.region;
  const field = clock.from === undefined ? undefined : dateOf(t.stated[clock.from]);
  const on = t.from?.[name] ?? field ?? deed.today;
  const className = clock.classBy === undefined ? 'any' : t.facts[clock.classBy] ?? 'any';
  const limit = limitOn(await deed.jurisdiction(calendar), t.table, name, className, on);
  const said = 'stated' in clock.limit ? dateOf(t.stated[clock.limit.stated]) : undefined;
  if (said !== undefined) await refuseTooSoon(deed, clock, said, calendar);
  const stated = 'stated' in clock.limit ? said ?? dateOf(t.facts[clock.limit.stated]) : undefined;
  const event = startOf(clock, on, {
    act: t.act,
    ...(limit === undefined ? {} : { workingDays: limit.workingDays }),
    ...('days' in clock.limit && clock.limit.setBy !== undefined ? { days: numberOn(await deed.jurisdiction(calendar), clock.limit.setBy, on) } : {}),
    ...(stated === undefined ? {} : { stated }),
  });
  if (event === undefined) return [];
  const cause = typeof t.stated['cause'] === 'string' ? t.stated['cause'].slice(0, 200) : null;
  const nth = 1 + Math.max(0, ...earlier.map((row) => row.nth));
  const seed = { name, nth, cause, bound, calendar, class: className, local: limit?.local ?? clock.basis === 'local', asked: null, lapsedOn: null };
  const stands: ClockEvent[] = what === 'start-standing' ? [{ do: 'stand', on: deed.today, act: t.act }] : [];
  return [refold({ ...seed, events: [event, ...stands] }, await deed.calendar(calendar))];
}

/** A date that an act states leaves whoever is bound the days that the table gives him. @throws DATE_TOO_SOON */
async function refuseTooSoon(deed: Deed, clock: Clock, said: PlainDate, calendar: RegionCode): Promise<void> {
  const days = 'stated' in clock.limit ? clock.limit.atLeast : undefined;
  if (days === undefined) return;
  const earliest = earliestStated(clock, deed.today, await deed.calendar(calendar));
  if (said < earliest) fail('DATE_TOO_SOON', { field: clock.zh, days, earliest });
}

async function continued(deed: Deed, t: Ticking, clocks: readonly ClockRecord[], name: string, clock: Clock, what: Exclude<ClockDo, Starting>): Promise<ClockRecord[]> {
  const open = clocks.filter((row) => row.name === name && row.stoppedOn === null && (what !== 'stop-named' || isNamed(row, t.stated)));
  const rows: ClockRecord[] = [];
  for (const row of open) {
    if (what === 'stand' && runsOn(await deed.jurisdiction(row.calendar), t.table, t.act, name, deed.today)) continue;
    const event = eventOf(deed, t, what, clock);
    const next = refold({ ...row, events: [...row.events, event] }, await deed.calendar(row.calendar));
    const late = isLate(foldClock(next.events, await deed.calendar(next.calendar)), deed.today);
    rows.push({ ...next, lapsedOn: late ? row.lapsedOn ?? deed.today : next.stoppedOn === null && next.dueOn >= deed.today ? null : row.lapsedOn });
  }
  return rows;
}

/** `restate`: by the date that the act states for this clock, by the day of the event set right, else counted anew from today. */
function eventOf(deed: Deed, t: Ticking, what: Exclude<ClockDo, Starting>, clock: Clock): ClockEvent {
  const base = { on: deed.today, act: t.act };
  if (what === 'stop-named') return { ...base, do: 'stop' };
  if (what !== 'restate') return { ...base, do: what };
  const due = 'stated' in clock.limit ? dateOf(t.stated[clock.limit.stated]) : undefined;
  if (due !== undefined) return { ...base, do: 'restate', due };
  return { ...base, do: 'restate', from: (clock.from === undefined ? undefined : dateOf(t.stated[clock.from])) ?? deed.today };
}

/** The causes an act names: texts of the causes, or their running numbers, in `causes`. */
function isNamed(row: ClockRecord, stated: Readonly<Record<string, unknown>>): boolean {
  const causes = stated['causes'];
  if (!Array.isArray(causes)) return true;
  return causes.some((cause) => cause === row.nth || cause === String(row.nth) || (row.cause !== null && (cause === row.cause || (typeof cause === 'object' && cause !== null && 'nth' in cause && cause.nth === row.nth))));
}

function boundOf(t: Ticking, name: string, clock: Clock): OrgCode {
  const party = typeof clock.bound === 'string' ? clock.bound : t.facts[clock.bound.fact] ?? '';
  const orgs = t.parties[party] ?? (party === 'authority' ? t.parties['authority@provider'] : undefined);
  return orgs?.[0] ?? (/^[0-9A-Z]{18}$/.test(party) ? party : fail('TABLE_BROKEN', { what: `${t.table.name}.${name}: no ${party}` }));
}

const dateOf = (value: unknown): PlainDate | undefined => (typeof value === 'string' && isPlainDate(value) ? value : undefined);

type Seed = Omit<ClockRecord, 'dueOn' | 'plainOn' | 'provisional' | 'nearOn' | 'redOn' | 'stoodOn' | 'stoppedOn'>;

/** A clock's row from its events: every date in it is their result. */
export function refold(seed: Seed, calendar: Calendar): ClockRecord {
  const state = foldClock(seed.events, calendar);
  return {
    name: seed.name, nth: seed.nth, cause: seed.cause, bound: seed.bound, calendar: seed.calendar, class: seed.class, events: seed.events,
    local: seed.local, asked: seed.asked, lapsedOn: seed.lapsedOn,
    dueOn: state.dueOn, plainOn: state.plainOn, provisional: state.provisional, stoodOn: state.stoodOn, stoppedOn: state.stoppedOn,
    ...lampDates(state, calendar),
  };
}

/** The clock of a cause that goes on in another case (17.2): same day of occurrence, days with the authority given back. */
export async function carried(deed: Deed, from: ClockRecord, nth: number): Promise<ClockRecord> {
  const { dueOn: _due, plainOn: _plain, provisional: _provisional, nearOn: _near, redOn: _red, stoodOn: _stood, stoppedOn: _stopped, ...seed } = from;
  return refold({ ...seed, nth, events: carriedOver(from.events, deed.today) }, await deed.calendar(from.calendar));
}
