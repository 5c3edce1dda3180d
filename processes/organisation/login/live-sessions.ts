import { fail } from '../../../law/errors.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import type { Sessions } from '../../../platform/http/sessions.ts';
import { timeZh } from '../../../platform/procedures/labels.ts';
import type { Actor, Post } from '../../../platform/procedures/ports.ts';
import { endSession, lastLogin, sessionByToken, touchSession } from '../store/sessions.ts';
import type { SessionRow } from '../store/sessions.ts';
import { hashToken } from './secrets.ts';

/** The door's view of sessions: what each request asks, one statement (and one more every ten seconds, as a sign of life). */
export function createSessions(db: Db): Sessions {
  return {
    find: async (token, quiet) => {
      const row = await openSession(db, token);
      const actor = actorOf(row);
      if (!row.held) fail('POST_NOT_HELD');
      if (!quiet && row.stale) await touchSession(db, row.id);
      return { actor };
    },
  };
}

/**
 * A session that has not ended; ends one that was idle or open for too long.
 * @throws SESSION_ENDED, SESSION_REPLACED
 */
export async function openSession(db: Db, token: string): Promise<SessionRow> {
  const row = await sessionByToken(db, hashToken(token));
  if (row === undefined || !row.active) return fail('SESSION_ENDED');
  if (row.endedAt !== null) return row.endedWhy === 'replaced' ? replaced(db, row.person) : fail('SESSION_ENDED');
  if (row.idle || row.over) {
    await endSession(db, row.id, row.over ? 'absolute' : 'idle');
    return fail('SESSION_ENDED');
  }
  return row;
}

/** One session per account: whoever is logged out by a later log-in is told when and from where it was. */
async function replaced(db: Db, person: string): Promise<never> {
  const later = await lastLogin(db, person);
  return later === undefined ? fail('SESSION_ENDED') : fail('SESSION_REPLACED', { at: timeZh(later.at), address: later.address });
}

/** @throws PASSWORD_EXPIRED, TOTP_REQUIRED, SESSION_POST_MISSING by what is still to be done */
export function actorOf(row: SessionRow): Actor {
  if (row.stage === 'password') fail('PASSWORD_EXPIRED');
  if (row.stage === 'enrol') fail('TOTP_REQUIRED');
  if (row.org === null || row.orgRegion === null || row.post === null) return fail('SESSION_POST_MISSING');
  return {
    person: row.person, kind: row.kind, org: row.org, region: row.orgRegion, post: row.post as Post, session: row.id, confirmedAt: row.confirmedAt,
    ...(row.behalfOf === null ? {} : { behalfOf: row.behalfOf }),
  };
}
