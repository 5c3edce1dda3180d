import type { Strip } from '../../platform/procedures/contract.ts';

/** Where the parts of the 时限条 go; pure, so that it is tested without a browser. Columns count from 0. */
export type Day = Strip['days'][number];
export interface RestRun { readonly from: number; readonly to: number; readonly text: string; readonly under: string | null }
export interface Caption { readonly from: number; readonly to: number; readonly text: string; readonly tone: 'plain' | 'due' | 'dashed' }
export interface Flag { readonly column: number; readonly hang: boolean; readonly text: string; readonly note?: string | undefined; readonly tone: 'plain' | 'now' | 'due' }

const REST_WIDTH = 0.36;
/** More working days than this: dense, dates on Mondays, today and the last day only. */
const DENSE_OVER = 15;
/** A flag that would run into the next one, or past the end, hangs to the left. */
const CHAR_PX = 12;
const FLAG_PAD_PX = 9;
/** Two flags that just do not touch read as one. */
const FLAG_GAP_PX = 12;
/** The box has so much room at its right edge (strip.css). */
const OVER_PX = 14;

export const isRest = (day: Day): boolean => day.kind === 'rest';
export const workingDays = (days: readonly Day[]): number => days.filter((d) => !isRest(d)).length;
export const isDense = (days: readonly Day[]): boolean => workingDays(days) - 2 > DENSE_OVER;

export function template(days: readonly Day[]): string {
  return days.map((d) => (isRest(d) ? `minmax(0,${REST_WIDTH}fr)` : 'minmax(0,1fr)')).join(' ');
}

/** Middle of each column, as a share of the width. */
export function middles(days: readonly Day[]): number[] {
  const widths = days.map((d) => (isRest(d) ? REST_WIDTH : 1));
  const whole = widths.reduce((a, b) => a + b, 0) || 1;
  let before = 0;
  return widths.map((w) => { const mid = before + w / 2; before += w; return mid / whole; });
}

/** Rest days side by side share one caption: `10-01 — 10-07` 国庆节 7 日, or 休. */
export function restRuns(days: readonly Day[]): RestRun[] {
  const runs: RestRun[] = [];
  for (let from = 0; from < days.length; from++) {
    if (!days[from] || !isRest(days[from]!)) continue;
    let to = from;
    while (days[to + 1] && isRest(days[to + 1]!)) to++;
    runs.push(runOf(days, from, to));
    from = to;
  }
  return runs;
}

function runOf(days: readonly Day[], from: number, to: number): RestRun {
  const named = days.slice(from, to + 1).filter((d) => d.holiday);
  const first = named[0];
  const last = named[named.length - 1];
  if (!first || !last) return { from, to, text: '休', under: null };
  const span = first === last ? first.date.slice(5) : `${first.date.slice(5)} — ${last.date.slice(5)}`;
  const names = [...new Set(named.map((d) => d.holiday))].join('、');
  return { from, to, text: span, under: `${names} ${named.length} 日` };
}

/** Captions below; one on a paused day spans the whole pause. */
export function captions(days: readonly Day[]): Caption[] {
  const out: Caption[] = [];
  days.forEach((day, column) => {
    if (isRest(day)) return; // told under the run of rest days
    for (const caption of day.captions) {
      let from = column;
      let to = column;
      if (day.kind === 'paused' && caption.tone === 'plain') {
        while (days[from - 1]?.kind === 'paused') from--;
        while (days[to + 1]?.kind === 'paused') to++;
      }
      out.push({ from, to, ...caption });
    }
  });
  return out;
}

/** Flags above; several on one day become one. Where two would overlap the left one hangs to the left. */
export function flags(days: readonly Day[], width: number): Flag[] {
  const mid = middles(days);
  const found = days.flatMap((day, column) => {
    const [first, ...more] = day.flags;
    if (!first) return [];
    const text = [first, ...more].map((f) => f.text).join('、');
    const tone = day.flags.some((f) => f.tone === 'due') ? 'due' as const : day.flags.some((f) => f.tone === 'now') ? 'now' as const : 'plain' as const;
    return [{ column, text, note: day.flags.find((f) => f.note)?.note, tone }];
  });
  return found.map((flag, n) => {
    const next = found[n + 1];
    const x = (mid[flag.column] ?? 0) * width;
    const wide = Math.max(textWidth(flag.text), textWidth(flag.note ?? '')) + FLAG_PAD_PX;
    const crowded = next !== undefined && (mid[next.column] ?? 0) * width - x < wide + FLAG_GAP_PX;
    const pastEnd = x + wide > width + OVER_PX;
    return { ...flag, hang: (crowded || pastEnd) && x > wide };
  });
}

/** Digits and letters take about half of what a Chinese character takes. */
const textWidth = (text: string): number => [...text].reduce((w, c) => w + (c.charCodeAt(0) < 0x2e80 ? CHAR_PX * 0.6 : CHAR_PX), 0);

/** Whether the date stands under this cell. */
export function showsDate(days: readonly Day[], column: number, dense: boolean): boolean {
  const day = days[column];
  if (!day || isRest(day)) return false;
  if (!dense) return true;
  if (day.kind === 'today' || day.kind === 'due' || day.kind === 'received') return true;
  if (day.weekday !== 1) return false;
  const near = (kind: string) => days.some((d, n) => d.kind === kind && Math.abs(n - column) <= 2);
  return !near('due') && !near('today') && !near('received');
}
