/** Chinese words of clocks: the limit in a sentence, holidays under the strip. */
import { basisZh } from './basis.ts';
import { dayKind } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import type { ClockLimit } from './clock.ts';
import { addDays, daysBetween } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';

/** The classes of a limit. */
export const classZh: Readonly<Record<string, string>> = { unconditional: '无条件共享', conditional: '有条件共享', any: '' };

/** 答复时限（第二十一条第一款）: as notices name it; without a place where the table names none, or an article alone, of which the case has its own. */
export function clockNamed(clock: Clock): string {
  return `${clock.zh}${/^\d+\.\d/.test(clock.basis) ? `（${basisZh(clock.basis)}）` : ''}`;
}

/** 有条件共享：自收到申请之日起 10 个工作日. */
export function clockLimitZh(clock: Clock, limit: ClockLimit, className = 'any'): string {
  const of = classZh[className] ?? '';
  const head = of === '' ? '' : `${of}：`;
  if ('stated' in limit) return `${head}至 ${limit.stated}`;
  const length = 'workingDays' in limit ? `${limit.workingDays} 个工作日` : 'years' in limit ? `${limit.years} 年` : `${limit.days} 日`;
  return `${head}自${clock.since}之日起 ${length}`;
}

/**
 * 10-01 — 10-07 国庆节 7 日: under the first day of a holiday, all its rest days together; none for an
 * ordinary weekend. `from`: days before it are not drawn, so the caption stands on the first that is.
 */
export function restCaption(calendar: Calendar, date: PlainDate, from: PlainDate): string | undefined {
  const day = dayKind(calendar, date);
  if (day.kind !== 'rest') return undefined;
  if (addDays(date, -1) > from && dayKind(calendar, addDays(date, -1)).kind === 'rest') return undefined;
  const names: string[] = [];
  let first = date;
  while (dayKind(calendar, addDays(first, -1)).kind === 'rest') first = addDays(first, -1);
  let last = first;
  for (let at = first; dayKind(calendar, at).kind === 'rest'; at = addDays(at, 1)) {
    const { name } = dayKind(calendar, at);
    if (name !== null && !names.includes(name)) names.push(name);
    last = at;
  }
  if (names.length === 0) return undefined;
  return `${first.slice(5)} — ${last.slice(5)} ${names.join('、')} ${daysBetween(first, last) + 1} 日`;
}
