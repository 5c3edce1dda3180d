import type { Calendar } from '../../law/calendar.ts';
import type { Plain } from '../ledger/canonical.ts';
import type { ClockSeen } from '../ledger/clocks.ts';
import type { ClockFacts } from '../ledger/move-entry.ts';
import type { Tx } from '../postgres/database.ts';
import { refold } from './clockwork.ts';
import type { Directory, RegionCode } from './ports.ts';
import type { ClockRecord } from './store/cases.ts';
import { clocksAfter, keptCalendarMark, type OpenClock } from './store/open-clocks.ts';

const page = 2_000;

/** A clock as the ledger knows it: every date of its row follows from this and the calendar. */
export function clockFacts(clock: ClockRecord): ClockFacts {
  return { name: clock.name, nth: clock.nth, bound: clock.bound, calendar: clock.calendar, class: clock.class, events: clock.events as unknown as Plain };
}

/**
 * Every clock of every case, in pages by primary key, with what of its dates does not follow from its events: `ledger
 * verify` compares the first with the entries and reports the second. An ended clock keeps the dates of the notices
 * of its time, so only its end is looked at; so with all clocks while a new notice has not yet been worked in.
 */
export async function* clocksForLedger(tx: Tx, directory: Directory): AsyncIterable<ClockSeen> {
  const calendars = new Map<RegionCode, Calendar>();
  const workedIn = directory.calendarMark === undefined || await directory.calendarMark(tx) === await keptCalendarMark(tx);
  for (let after: OpenClock | undefined; ; ) {
    const clocks = await clocksAfter(tx, after, page);
    for (const clock of clocks) {
      const calendar = calendars.get(clock.calendar) ?? await directory.calendarOf(tx, clock.calendar);
      calendars.set(clock.calendar, calendar);
      yield { ...clockFacts(clock), subject: `${clock.region}-${clock.caseId}`, astray: astray(clock, refold(clock, calendar), workedIn) };
    }
    after = clocks.at(-1);
    if (clocks.length < page) return;
  }
}

function astray(kept: ClockRecord, folded: ClockRecord, workedIn: boolean): string | null {
  if (kept.stoppedOn !== folded.stoppedOn) return `记为 ${kept.stoppedOn ?? '未结束'}，按其经过应为 ${folded.stoppedOn ?? '未结束'}`;
  if (folded.stoppedOn !== null) return null;
  if (kept.stoodOn !== folded.stoodOn) return `停计记为 ${kept.stoodOn ?? '无'}，按其经过应为 ${folded.stoodOn ?? '无'}`;
  return workedIn && kept.dueOn !== folded.dueOn ? `截止日记为 ${kept.dueOn}，按其经过应为 ${folded.dueOn}` : null;
}
