import { hash, timingSafeEqual } from 'node:crypto';
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
const longest = 760;
const shape = /^sqt1\.([A-Za-z0-9_-]{8,700})\.([A-Za-z0-9_-]{43})$/;

/** Tokens that verified, by their digest; more than anybody has at a time. */
const mostKnown = 10_000;

/**
 * Signed tokens: any process of the platform reads what another gave, without asking a database, and a stranger's
 * costs one digest. They grant nothing by themselves: whether the key stands and the grant is in force is asked of
 * the table with every call, so that a stopped key takes its tokens with it within two seconds. What a token says is
 * remembered under its digest once it has verified: whoever uses it pays one digest then; a forgery pays that and what it always did.
 */
export function createTokens(key: Buffer): Tokens {
  const hmac = hmacOf(key);
  const known = new Map<string, Claims>();
  const verified = (text: string | undefined, sign: string | undefined): Claims | undefined => {
    if (text === undefined || sign === undefined || !timingSafeEqual(hmac.bytes(text), Buffer.from(sign, 'base64url'))) return undefined;
    const [rid = '', sid = '', nth, endsAtMs] = Buffer.from(text, 'base64url').toString('utf8').split('\n');
    return { rid, sid, nth: Number(nth), endsAtMs: Number(endsAtMs) };
  };
  const remember = (digest: string, claims: Claims): void => {
    if (known.size >= mostKnown) for (const [each, { endsAtMs }] of known) if (endsAtMs <= Date.now()) known.delete(each);
    if (known.size >= mostKnown) known.clear();
    known.set(digest, claims);
  };
  return {
    give({ rid, sid, nth, endsAtMs }) {
      const text = Buffer.from(`${rid}\n${sid}\n${nth}\n${endsAtMs}`, 'utf8').toString('base64url');
      return `${mark}.${text}.${hmac.bytes(text).toString('base64url')}`;
    },
    read(token) {
      if (token.length > longest) return undefined;
      const digest = hash('sha256', token, 'base64');
      const found = known.get(digest);
      if (found !== undefined) return found;
      const [, text, sign] = shape.exec(token) ?? [];
      const claims = verified(text, sign);
      if (claims !== undefined) remember(digest, claims);
      return claims;
    },
  };
}
