import type { Actor } from '../procedures/ports.ts';

/** A session as the door sees it. Implemented by processes/organisation, passed in by main.ts. */
export interface LiveSession {
  readonly actor: Actor;
}

export interface Sessions {
  /**
   * The session of this cookie, if it may act now: not ended, not idle for too long, its post still held today.
   * Counts as a sign of life unless `quiet` (a page that polls keeps nobody logged in).
   *
   * @throws SESSION_ENDED, SESSION_POST_MISSING, PASSWORD_EXPIRED, TOTP_REQUIRED, POST_NOT_HELD
   */
  find(token: string, quiet: boolean): Promise<LiveSession>;
}

/** How long a password and second factor count for grave acts. */
export const confirmedForMs = 5 * 60_000;

/** Whether this person has proved again who he is, recently enough for a grave act. */
export function isConfirmed(actor: Actor, now = Date.now()): boolean {
  return actor.confirmedAt !== undefined && now - Date.parse(actor.confirmedAt) < confirmedForMs;
}
