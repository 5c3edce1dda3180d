/** The machine's time as people here read it: China has one zone, eight hours ahead, and no summer time. Legal days are the Directory's (two dates: docs/ARCHITECTURE.md). */
import type { PlainDate } from './plain-date.ts';

export const chinaMs = 8 * 3_600_000;

const there = (ms: number): Date => new Date(ms + chinaMs);
/** 2026-09-07, of a moment in milliseconds. */
export const dayAt = (ms: number): PlainDate => there(ms).toISOString().slice(0, 10) as PlainDate;
/** 2026-09-07 09:12. */
export const minuteAt = (ms: number): string => there(ms).toISOString().slice(0, 16).replace('T', ' ');
/** 0..23. */
export const hourAt = (ms: number): number => there(ms).getUTCHours();
