/**
 * When the requester's records of use are due. Art. 29 ¶2: “……对共享数据的使用场景、使用过程、应用成效、存储情况、销毁情况等进行记录”;
 * missing ones are 40(五). Reading: 应用成效 at least once a year from the delivery on; 存储情况 where data was handed over as a whole,
 * from that day.
 */
import { addDays, addYears, laterOf } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

const effectYears = 1;
export const effectYearlyZh = `交付后每${effectYears === 1 ? '' : effectYears}年至少填报一次`;

/** By when the next 应用成效 is to be stated: a year after the delivery, or after the last one. */
export function effectDue(deliveredOn: PlainDate, last: PlainDate | undefined): PlainDate {
  return addYears(last === undefined ? deliveredOn : laterOf(deliveredOn, last), effectYears);
}

/** Whether 存储情况 must be stated at all: of queries one by one only what somebody keeps. */
export const storageOwed = (mode: string): boolean => mode !== 'service';

/** 1, 2: told before it is due, twice · 3: told that it is missing · 4: a clue for the authority. */
export type Stage = 0 | 1 | 2 | 3 | 4;
/** Days: before it for the first and the last word, after it before the authority hears of it (`records-…` of jurisdiction.ts). */
export interface Patience { readonly first: number; readonly again: number; readonly grace: number }

/** How far a record that is due on this day has come. */
export function stageOf(due: PlainDate, today: PlainDate, { first, again, grace }: Patience): Stage {
  if (today > addDays(due, grace)) return 4;
  if (today > due) return 3;
  return today >= addDays(due, -again) ? 2 : today >= addDays(due, -first) ? 1 : 0;
}
