/**
 * Reconciling a reflux period by period. Art. 24.1: “及时、完整回流”; 39(5). A period is a calendar month (reading): the first from the day
 * of connecting. Compared are the records that the sender's source holds in the area when the period has ended with those that the
 * call records say the receiver was given under the grant, by the digests of their keys.
 */
import { addDays, plainDate } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

/** `unasked`: something is lacking and nobody called, so nothing was withheld · `new`: it lacks though it was called for · `stays`: twice running, 39(5). */
export const gaps = { none: '一致', unasked: '尚未取用', new: '有缺口', stays: '缺口持续' } as const satisfies Record<string, string>;
export type Gap = keyof typeof gaps;

export interface Period { readonly name: string; readonly from: PlainDate; readonly to: PlainDate }

/** The period that begins on this day: to the end of its month. */
export function periodFrom(from: PlainDate): Period {
  const [year = 0, month = 0] = from.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return { name: from.slice(0, 7), from, to: addDays(plainDate(next), -1) };
}

/** What ended before today, from this day on: one month, or several where nobody could reconcile meanwhile; it is called by its last. */
export function endedSince(from: PlainDate, today: PlainDate): Period | undefined {
  let last: Period | undefined;
  for (let next = periodFrom(from); next.to < today; next = periodFrom(addDays(next.to, 1))) last = next;
  return last === undefined ? undefined : { ...last, from };
}

/**
 * What the comparison says, given what the period before said and held. A source grows until the hour of comparing, and who calls by
 * night lacks what came by day: whoever has by now as many as there were a period ago lacks what is new, and nothing stays.
 */
export function gapOf(it: { readonly source: number; readonly given: number; readonly calls: number; readonly before: Gap | null; readonly sourceBefore: number }): Gap {
  if (it.given >= it.source) return 'none';
  if (it.calls === 0) return 'unasked';
  return (it.before === 'new' || it.before === 'stays') && it.given < it.sourceBefore ? 'stays' : 'new';
}
