import type { CompiledGrant } from '../../processes/grant/index.ts';
import type { GrantTable } from '../cache/grants.ts';
import type { LiveKey, LiveSecret, Pair } from '../cache/pair.ts';
import type { Profile } from '../profiles/index.ts';
import { notListed, refused, type Refusal } from './answers.ts';
import { shaped, type Quadruple } from './quadruple.ts';
import { keyThatSigned, readSign, secretThatIs, signedText } from './sign.ts';
import { malformedTime, timely, timelyRefresh } from './window.ts';

export interface Signed {
  readonly pair: Pair; readonly secret: LiveSecret; readonly key: LiveKey;
  /** Taken only because its grant allows weak signatures: how it was weak, as its record says. */
  readonly weak: Weak | undefined;
  /** The signature's bytes; undefined where the secret stood for one. */
  readonly sign: Buffer | undefined;
}
export type Weak = 'weak-time' | 'weak-sign';
export interface Asked { readonly pair: Pair; readonly key: LiveKey }

export interface Authenticator {
  /** Signed with a secret in its life, at a time that is taken. */
  call(profile: Profile, q: Quadruple, nowMs: number): Promise<Signed | Refusal> | Signed;
  /** Signed with an appKey that stands. */
  refresh(profile: Profile, q: Quadruple, nowMs: number): Promise<Asked | Refusal>;
}

export const isRefusal = (it: object): it is Refusal => 'code' in it;

/**
 * The weak rule holds to its last day by the legal date, as a term does, whether or not the clock has moved the grant's case yet;
 * afterwards for nobody who forgot that it was lent (§2.4).
 */
export function isLegacy(grant: Pick<CompiledGrant, 'timeRule' | 'timeRuleUntil'> | undefined, legalToday: string): boolean {
  return grant?.timeRule === 'legacy' && grant.timeRuleUntil !== null && legalToday <= grant.timeRuleUntil;
}

/**
 * Whether a quadruple is signed by somebody who may ask. Whatever is wrong — no such pair, a key that was stopped,
 * another signature, another time — takes the same way to the same refusal: four digests, one look-up that all
 * share, four digests.
 */
export function createAuthenticator(table: Pick<GrantTable, 'pair' | 'served'>, lookUp: (rid: string, sid: string) => Promise<void>, legalToday: () => string): Authenticator {
  const standingKey = (pair: Pair, nth: number, nowMs: number): LiveKey | undefined => pair.keys.find((key) => key.nth === nth && key.endsAtMs > nowMs);

  const tryCall = (profile: Profile, q: Quadruple, sign: Buffer | undefined, text: string, nowMs: number): Signed | undefined => {
    const pair = table.pair(q.rid, q.sid);
    const nth = keyThatSigned(sign, text, pair?.secretHmacs); // before the pair is asked for anything: as much work for one that is not there
    const bare = sign === undefined ? secretThatIs(q.sign, pair?.secrets) : -1;
    const secret = pair?.secrets[nth >= 0 ? nth : bare];
    if (pair === undefined || secret === undefined || secret.endsAtMs <= nowMs) return undefined;
    const key = standingKey(pair, secret.nth, nowMs);
    if (key === undefined) return undefined;
    if (nth >= 0 && timely(profile, 'window', Number(q.rtime), nowMs, secret.issuedAtMs)) return { pair, secret, key, weak: undefined, sign };
    const grant = table.served(pair, legalToday())?.grant;
    if (!isLegacy(grant, legalToday()) || !timely(profile, 'legacy', Number(q.rtime), nowMs, secret.issuedAtMs)) return undefined;
    return nth >= 0 ? { pair, secret, key, weak: 'weak-time', sign } : grant?.secretAsSign === true ? { pair, secret, key, weak: 'weak-sign', sign: undefined } : undefined;
  };
  const tryRefresh = (profile: Profile, q: Quadruple, sign: Buffer | undefined, text: string, nowMs: number): Asked | undefined => {
    const pair = table.pair(q.rid, q.sid);
    const nth = keyThatSigned(sign, text, pair?.keyHmacs);
    const key = pair?.keys[nth];
    return pair !== undefined && key !== undefined && key.endsAtMs > nowMs && timelyRefresh(profile, Number(q.rtime), nowMs) ? { pair, key } : undefined;
  };
  const slowly = async <T>(q: Quadruple, again: () => T | undefined): Promise<T | Refusal> => {
    await lookUp(q.rid, q.sid);
    return again() ?? notListed('not-listed');
  };

  return {
    call(profile, q, nowMs) {
      const wrongTime = malformedTime(profile, q.rtime);
      if (wrongTime !== undefined) return Promise.resolve(refused('rtime', wrongTime));
      const text = signedText(profile, q);
      const sign = shaped(q) ? readSign(q.sign, q.place === 'query' || q.place === 'form') : undefined;
      return tryCall(profile, q, sign, text, nowMs) ?? slowly(q, () => tryCall(profile, q, sign, text, nowMs));
    },
    async refresh(profile, q, nowMs) {
      const wrongTime = malformedTime(profile, q.rtime);
      if (wrongTime !== undefined) return refused('rtime', wrongTime);
      const text = signedText(profile, q);
      const sign = shaped(q) ? readSign(q.sign, q.place === 'query' || q.place === 'form') : undefined;
      return tryRefresh(profile, q, sign, text, nowMs) ?? slowly(q, () => tryRefresh(profile, q, sign, text, nowMs));
    },
  };
}
