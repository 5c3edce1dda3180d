import { timingSafeEqual } from 'node:crypto';
import { fail } from '../../law/errors.ts';
import type { Reader } from '../postgres/database.ts';
import { digestOfText } from './content.ts';
import * as store from './store.ts';

/** As a person reads it off a paper: without blanks, in one width. */
const asDigest = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '');
const asNumber = (text: string): string => text.normalize('NFC').replace(/\s/g, '').toUpperCase();

/** Digits of a digest that must be given at least: 128 bits, which nobody guesses. */
const least = 32;

/**
 * The paper with this number (of its case, or 发文字号) and digest, where the platform kept one and it is still what it
 * was. The digest is the secret: without it nothing is told, whatever number is asked for.
 */
export async function findPaper(db: Reader, number: string, digest: string): Promise<store.DocumentRef | undefined> {
  const given = asDigest(digest);
  if (!/^[0-9a-f]{32,64}$/.test(given)) return undefined;
  const [found] = (await store.findByDigest(db, given.slice(0, least))).filter((one) => begins(one.digest, given));
  if (found === undefined || ![found.number, found.fileNumber].some((one) => one !== null && asNumber(one) === asNumber(number))) return undefined;
  const row = await store.findDocument(db, found);
  return row !== undefined && digestOfText(row.content) === row.digest ? found : undefined;
}

function begins(digest: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(digest.slice(0, given.length)), Buffer.from(given));
}

const [perMinute, allPerMinute, mostCallers] = [20, 600, 10_000];

/** So many questions a minute from one address, and from all together; kept in this process alone. */
export function createLimit(now: () => number = Date.now): (address: string) => void {
  let [began, all] = [now(), 0];
  const callers = new Map<string, number>();
  return (address) => {
    if (now() - began >= 60_000) {
      [began, all] = [now(), 0];
      callers.clear();
    }
    const asked = callers.get(address) ?? 0;
    const full = callers.size >= mostCallers && asked === 0;
    if (asked >= perMinute || all >= allPerMinute || full) fail('TOO_MANY_REQUESTS', { seconds: Math.max(1, Math.ceil((began + 60_000 - now()) / 1_000)) });
    callers.set(address, asked + 1);
    all += 1;
  };
}
