import { chinaMs } from '../../law/machine-time.ts';
/** Takes a slice of a limit from wherever it is kept for all gateways; `given` 0: the limit is reached. `left`: what others may still take. */
export type TakeSlice = (of: { readonly region: string; readonly grant: string; readonly period: string; readonly allowed: number; readonly n: number }) => Promise<{ readonly given: number; readonly left: number }>;

export interface Limits { readonly region: string; readonly id: string; readonly quotaDay: number; readonly quotaMinute: number }

/** Counts calls against limits per minute and per day by the machine's clock in Shanghai. */
export interface Quota {
  /** True: one call was taken from both. A promise where a slice had to be asked for. */
  take(of: Limits, nowMs: number): boolean | Promise<boolean>;
  /** A call that was taken and is not answered; of a minute or day that is over it is gone. */
  giveBack(of: Limits, nowMs: number): void;
  /** What this gateway knows to be left: at most so many, since others may have taken some since its last lease. */
  left(of: Limits, nowMs: number): Left;
}

export interface Left { readonly minute: number; readonly day: number }

/** `beyond`: left for all gateways when the last slice was taken. */
interface Slice { period: string; left: number; beyond: number; asking: Promise<void> | undefined; empty: boolean }

const slices = 20;
const mostGrants = 100_000;
const dayOf = (nowMs: number): string => `d${new Date(nowMs + chinaMs).toISOString().slice(0, 10)}`;

/**
 * Each process leases a twentieth of a limit, at least one. Never above the limit; short of it by at most one lease
 * per process. What a slice has left is a number in memory, so nineteen calls of twenty ask nobody.
 */
export function createQuota(takeSlice: TakeSlice): Quota {
  const days = new Map<string, Slice>();
  const minutes = new Map<string, Slice>();
  let minute = 0;
  let day = '';
  let minuteText = '';

  const turn = (nowMs: number): void => {
    const now = Math.floor(nowMs / 60_000);
    if (now === minute) return;
    minute = now;
    minuteText = `m${new Date(nowMs + chinaMs).toISOString().slice(0, 16)}`;
    minutes.clear(); // a minute's slices are worth nothing in the next
    if (day !== dayOf(nowMs)) {
      day = dayOf(nowMs);
      days.clear();
    }
    if (days.size > mostGrants) days.clear();
  };
  const sliceOf = (map: Map<string, Slice>, key: string, period: string): Slice => {
    let slice = map.get(key);
    if (slice === undefined) {
      slice = { period, left: 0, beyond: Infinity, asking: undefined, empty: false };
      map.set(key, slice);
    }
    return slice;
  };
  const ask = (slice: Slice, of: Limits, allowed: number): Promise<void> => {
    slice.asking ??= takeSlice({ region: of.region, grant: of.id, period: slice.period, allowed, n: Math.max(1, Math.floor(allowed / slices)) })
      .then(({ given, left }) => {
        slice.left += given;
        slice.beyond = left;
        if (given === 0) slice.empty = true;
      })
      .finally(() => { slice.asking = undefined; });
    return slice.asking;
  };
  const fill = async (slice: Slice, of: Limits, allowed: number): Promise<boolean> => {
    while (slice.left === 0 && !slice.empty) await ask(slice, of, allowed);
    return slice.left > 0;
  };
  const takeSlowly = async (minuteSlice: Slice, daySlice: Slice, of: Limits): Promise<boolean> => {
    for (;;) {
      if (!(await fill(minuteSlice, of, of.quotaMinute)) || !(await fill(daySlice, of, of.quotaDay))) return false;
      // Others may have taken what was left while this one waited.
      if (minuteSlice.left > 0 && daySlice.left > 0) {
        minuteSlice.left -= 1;
        daySlice.left -= 1;
        return true;
      }
    }
  };

  // The limit stands in the key: a grant that was given more begins anew.
  const slicesOf = (of: Limits, nowMs: number): readonly [Slice, Slice] => {
    turn(nowMs);
    const key = `${of.region}-${of.id}`;
    return [sliceOf(minutes, `${key} ${of.quotaMinute}`, minuteText), sliceOf(days, `${key} ${of.quotaDay}`, day)];
  };

  return {
    take(of, nowMs) {
      const [minuteSlice, daySlice] = slicesOf(of, nowMs);
      if (minuteSlice.left > 0 && daySlice.left > 0) {
        minuteSlice.left -= 1;
        daySlice.left -= 1;
        return true;
      }
      if ((minuteSlice.empty && minuteSlice.left === 0) || (daySlice.empty && daySlice.left === 0)) return false;
      return takeSlowly(minuteSlice, daySlice, of);
    },
    giveBack(of, nowMs) {
      const key = `${of.region}-${of.id}`;
      const minuteSlice = Math.floor(nowMs / 60_000) === minute ? minutes.get(`${key} ${of.quotaMinute}`) : undefined;
      const daySlice = dayOf(nowMs) === day ? days.get(`${key} ${of.quotaDay}`) : undefined; // the minute may be over, the day is not
      for (const slice of [minuteSlice, daySlice]) if (slice !== undefined) slice.left += 1;
    },
    left(of, nowMs) {
      const [minuteSlice, daySlice] = slicesOf(of, nowMs);
      return { minute: Math.min(of.quotaMinute, minuteSlice.left + minuteSlice.beyond), day: Math.min(of.quotaDay, daySlice.left + daySlice.beyond) };
    },
  };
}
