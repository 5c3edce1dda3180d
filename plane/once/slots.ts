import { national } from '../profiles/national.ts';

/** Ten minutes of signed time: what is over goes by the slot. */
const slotMs = 10 * 60_000;
/** Clocks of gateways and of the database differ by less; beyond it nobody takes a signature of that time any more. */
const apartMs = 10 * 60_000;

export const slotOf = (rtimeMs: number): number => Math.floor(rtimeMs / slotMs);

/** Slots before this one hold only times that are outside the window everywhere. */
export const firstKeptSlot = (nowMs: number): number => slotOf(nowMs - national.time.windowMs - apartMs);
