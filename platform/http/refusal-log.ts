import type { Logger } from 'pino';

export interface Refused { readonly requestNumber: string; readonly method: string; readonly route: string; readonly status: number; readonly code: string; readonly ms: number }

/** Lines a second; what comes beyond is summed, so that a flood of bad requests fills no disk. */
const perSecond = 50;

/**
 * One line for every refused request: number, route, status, code. The route is the pattern, not the address, in
 * which a one-time link or a case may stand.
 */
export function createRefusalLog(log: Logger): (refused: Refused) => void {
  let second = 0;
  let written = 0;
  let left = 0;
  return (refused) => {
    const now = Math.floor(Date.now() / 1_000);
    if (now !== second) {
      if (left > 0) log.warn({ requests: left }, 'refused requests beyond the bound were not logged one by one');
      [second, written, left] = [now, 0, 0];
    }
    if (written >= perSecond) {
      left += 1;
      return;
    }
    written += 1;
    log[refused.status >= 500 ? 'warn' : 'info']({ ...refused }, 'refused');
  };
}
