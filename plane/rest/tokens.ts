import { timingSafeEqual } from 'node:crypto';
import { hmacOf } from '../hmac.ts';

/** What a token says: the pair, the key that asked for it, until when. */
export interface Claims { readonly rid: string; readonly sid: string; readonly nth: number; readonly endsAtMs: number }

/** Gives and reads access tokens. */
export interface Tokens {
  give(claims: Claims): string;
  /** What a token of ours says, expired or not; undefined where it is none of ours. */
  read(token: string): Claims | undefined;
}

/** Found by scanners of repositories and logs. */
const mark = 'sqt1';
const shape = /^sqt1\.([A-Za-z0-9_-]{8,700})\.([A-Za-z0-9_-]{43})$/;

/**
 * Signed tokens: any process of the platform reads what another gave, without asking a database, and a stranger's
 * costs one digest. They grant nothing by themselves: whether the key stands and the grant is in force is asked of
 * the table with every call, so that a stopped key takes its tokens with it within two seconds.
 */
export function createTokens(key: Buffer): Tokens {
  const hmac = hmacOf(key);
  return {
    give({ rid, sid, nth, endsAtMs }) {
      const text = Buffer.from(`${rid}\n${sid}\n${nth}\n${endsAtMs}`, 'utf8').toString('base64url');
      return `${mark}.${text}.${hmac.bytes(text).toString('base64url')}`;
    },
    read(token) {
      const [, text, sign] = shape.exec(token) ?? [];
      if (text === undefined || sign === undefined || !timingSafeEqual(hmac.bytes(text), Buffer.from(sign, 'base64url'))) return undefined;
      const [rid = '', sid = '', nth, endsAtMs] = Buffer.from(text, 'base64url').toString('utf8').split('\n');
      return { rid, sid, nth: Number(nth), endsAtMs: Number(endsAtMs) };
    },
  };
}
