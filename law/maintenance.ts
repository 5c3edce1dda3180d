/**
 * Announced maintenance. Art. 27 ¶3: “政务数据提供部门无正当理由，不得终止或者变更已提供的政务数据共享服务。确需终止或者变更服务的，
 * 政务数据提供部门应当与政务数据需求部门协商，并报同级政务数据共享主管部门备案。”
 * Reading: a short stand-still that users were told of beforehand is no change of the service; a longer one, or one that
 * nobody was told of, is. How long is local, eight hours at most (`maintenance-hours`).
 */

/** A stretch of machine time in milliseconds: `from` is inside, `to` is not. */
export interface Stretch { readonly from: number; readonly to: number }
/** An announced stretch, and when it was announced. */
export interface Window extends Stretch { readonly announced: number }

const hour = 3_600_000;
const day = 24 * hour;

/** Why a stretch cannot be announced as maintenance; null where it can. */
export type WindowFault = 'past' | 'long' | 'overlaps' | 'day';

/**
 * Judges a new window against those that stand.
 *
 * @param hours most hours of one window, and of all windows together within any 24 hours: else one window
 *              after another would be a standing outage by announcement
 */
export function windowFault(standing: readonly Stretch[], added: Stretch, now: number, hours: number): WindowFault | null {
  if (!(added.from > now && added.to > added.from)) return 'past';
  if (added.to - added.from > hours * hour) return 'long';
  if (standing.some((one) => overlap(one, added) > 0)) return 'overlaps';
  const all = [...standing, added];
  // The fullest 24 hours begin where a window begins, or end where one ends.
  const beginnings = all.flatMap((one) => [one.from, one.to - day]);
  const fullest = Math.max(...beginnings.map((from) => all.reduce((sum, one) => sum + overlap(one, { from, to: from + day }), 0)));
  return fullest > hours * hour ? 'day' : null;
}

/** Milliseconds of an outage that no window covers. A window spares only what began after it was announced. */
export function unannouncedMs(outage: Stretch, windows: readonly Window[]): number {
  const covered = windows.filter((one) => one.announced <= outage.from).reduce((sum, one) => sum + overlap(one, outage), 0);
  return Math.max(0, outage.to - outage.from - covered);
}

/** The window that covers this moment, where one does. */
export function windowAt<W extends Stretch>(windows: readonly W[], at: number): W | undefined {
  return windows.find((one) => one.from <= at && at < one.to);
}

function overlap(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}
