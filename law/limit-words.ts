/** The numbers of clocks as a sentence has them, taken from the tables: no text holds one of its own. */
import { tableLimit } from './jurisdiction.ts';
import type { PlainDate } from './plain-date.ts';
import type { Clock } from './procedure.ts';

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
