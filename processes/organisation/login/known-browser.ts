import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyedDigest } from '../../../platform/keys/index.ts';
import type { Keys } from '../../../platform/keys/index.ts';

/** The cookie in which a browser keeps a mark of each account that logged in with it, and for how many days. */
export const browserCookie = 'shuqiao-browser';
export const browserDays = 180;

/** Accounts of one browser: a desk that several share. The one longest unused goes. */
const mostMarks = 4;
const half = 16; // bytes: a random number, then its digest under a key that no database holds

type Ring = Pick<Keys, 'tokenKey'>;

/**
 * The mark of this account among those that a browser brings; undefined where it has not logged in there. It opens nothing:
 * whoever has it is counted by himself when he fails, so that nobody beside him can make him wait (slowing.ts).
 */
export function markOf(keys: Ring, login: string, cookie: string | undefined): string | undefined {
  return marksIn(cookie).find((mark) => {
    const bytes = Buffer.from(mark, 'base64url');
    return bytes.length === 2 * half && timingSafeEqual(bytes.subarray(half), digestOf(keys, login, bytes.subarray(0, half)));
  });
}

/** What the browser keeps after this account logged in: its mark first, a new one where it had none. */
export function withMark(keys: Ring, login: string, cookie: string | undefined): string {
  const mark = markOf(keys, login, cookie) ?? newMark(keys, login);
  return [mark, ...marksIn(cookie).filter((each) => each !== mark)].slice(0, mostMarks).join('.');
}

function newMark(keys: Ring, login: string): string {
  const number = randomBytes(half);
  return Buffer.concat([number, digestOf(keys, login, number)]).toString('base64url');
}

const digestOf = (keys: Ring, login: string, number: Buffer): Buffer => keyedDigest(keys.tokenKey('browser'), `${number.toString('hex')} ${login}`);

const marksIn = (cookie = ''): readonly string[] => cookie.split('.').filter((mark) => /^[\w-]{43}$/.test(mark)).slice(0, mostMarks);
