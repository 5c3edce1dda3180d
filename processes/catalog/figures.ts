import { workingDaysBetween } from '../../law/calendar.ts';
import { builtInCalendar } from '../../law/holidays.ts';
import { plainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { writeFigure, type FigurePatch } from './store/figures.ts';

/**
 * Figures of an entry are kept here and written by the processes that come later (application, grant, correction).
 * `answered`: from receipt to answer, in working days of the national calendar: a figure to compare by (23), no deadline.
 */
export interface FigureNews extends Omit<FigurePatch, 'answeredDays'> { readonly answered?: { readonly from: string; readonly to: string } }

export async function addFigure(tx: Tx, at: { readonly entryRegion: string; readonly entry: string }, news: FigureNews): Promise<void> {
  const { answered, quality, ...counts } = news;
  const days = answered === undefined ? {} : { answeredDays: daysBetween(answered.from, answered.to) };
  await writeFigure(tx, { region: at.entryRegion, entry: at.entry }, { ...counts, ...days, ...(quality === undefined ? {} : { quality }) });
}

/** Working days of the national calendar between two days: a figure to compare by (23), no deadline. 0 to 9999. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.min(9999, workingDaysBetween(builtInCalendar(), plainDate(from), plainDate(to))));
}
