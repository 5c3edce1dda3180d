/** The numbers of clocks as a sentence has them, taken from the tables: no text holds one of its own. */
import type { PlainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';

/** Working days of the regulation (or of the table, where no article sets them) for a class, in force on this day. */
export function tableLimit(clock: Clock, className: string, day: PlainDate): number | undefined {
  if (!('workingDays' in clock.limit)) return undefined;
  const dates = Object.keys(clock.limit.workingDays).sort();
  const known = dates.filter((from) => from <= day).at(-1) ?? dates[0]; // what ran before the regulation is measured by its first version
  const classes = known === undefined ? undefined : clock.limit.workingDays[known];
  return classes?.[className] ?? classes?.['any'];
}

const last = '9999-12-31' as PlainDate;

/** 10 个工作日: what the table gives this clock, by its last version. A region may have shortened it; the case itself shows its date. */
export function limitZh(clock: Clock, of = 'any'): string {
  const days = tableLimit(clock, of, last);
  if (days !== undefined) return `${days} 个工作日`;
  if ('years' in clock.limit) return `${clock.limit.years} 年`;
  return 'days' in clock.limit ? `${clock.limit.days} 日` : '所定日期';
}

/** 5 个工作日: the least that a stated date leaves. */
export const atLeastZh = (clock: Clock): string => `${'stated' in clock.limit ? clock.limit.atLeast ?? 1 : 1} 个工作日`;

/** 10 个工作日: the most by which it may be extended. */
export const extensionZh = (clock: Clock): string => `${clock.extension?.workingDays ?? 0} 个工作日`;
