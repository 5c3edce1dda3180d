import type { Keys } from '../../platform/keys/index.ts';
import type { Credential, WireSecret } from '../../processes/grant/index.ts';
import { hmacOf, type Hmac } from '../hmac.ts';

/** A key that stands, opened. */
export interface LiveKey { readonly nth: number; readonly appKey: Buffer; readonly endsAtMs: number }
/** A signing secret in its life. */
export interface LiveSecret { readonly nth: number; readonly text: Buffer; readonly issuedAtMs: number; readonly endsAtMs: number }

/** All that a signature may stand under for one (rid, sid). */
export interface Pair {
  readonly rid: string;
  readonly sid: string;
  readonly region: string;
  readonly grantId: string;
  /** Newest first. */
  readonly keys: readonly LiveKey[];
  /** Newest first, of keys that stand; two of each key at most count. */
  secrets: readonly LiveSecret[];
  /** The same as `secrets`, as the verifier takes them. */
  secretHmacs: readonly Hmac[];
  readonly keyHmacs: readonly Hmac[];
}

export const pairKey = (rid: string, sid: string): string => `${rid}\n${sid}`;
export const credentialRow = (it: { readonly rid: string; readonly sid: string; readonly nth: number }): string => `credential/${it.rid}/${it.sid}/${it.nth}`;
export const secretRow = (rid: string, sid: string, issuedAtMs: number): string => `wire_secret/${rid}/${sid}/${issuedAtMs}`;

const perKey = 2;

/** Makes the pairs of these credentials; a credential that does not open is told and left out. */
export function pairsOf(keys: Keys, credentials: readonly Credential[], secrets: readonly WireSecret[], warn: (text: string) => void): Pair[] {
  const grouped = new Map<string, Credential[]>();
  for (const credential of credentials) {
    const key = pairKey(credential.rid, credential.sid);
    grouped.set(key, [...(grouped.get(key) ?? []), credential]);
  }
  const bySecret = new Map<string, WireSecret[]>();
  for (const secret of secrets) {
    const key = pairKey(secret.rid, secret.sid);
    bySecret.set(key, [...(bySecret.get(key) ?? []), secret]);
  }
  const pairs: Pair[] = [];
  for (const [key, all] of grouped) {
    const first = all[0] as Credential;
    const live: LiveKey[] = [];
    for (const credential of all.sort((a, b) => b.nth - a.nth)) {
      try {
        live.push({ nth: credential.nth, appKey: keys.open('app-key', credential.sealed, credentialRow(credential)), endsAtMs: credential.endsAt === null ? Infinity : Date.parse(credential.endsAt) });
      } catch {
        warn(`授权 ${credential.region}-${credential.grantId} 的第 ${credential.nth} 把密钥无法打开，按不存在处理`);
      }
    }
    const pair: Pair = { rid: first.rid, sid: first.sid, region: first.region, grantId: first.grantId, keys: live, keyHmacs: live.map((each) => hmacOf(each.appKey)), secrets: [], secretHmacs: [] };
    setSecrets(keys, pair, bySecret.get(key) ?? [], warn);
    pairs.push(pair);
  }
  return pairs;
}

/** Gives a pair its secrets: those of keys that stand, the newest two of each; one that does not open is told and left out. */
export function setSecrets(keys: Keys, pair: Pair, secrets: readonly WireSecret[], warn: (text: string) => void): void {
  const live: LiveSecret[] = [];
  const counts = new Map<number, number>();
  for (const secret of [...secrets].sort((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1))) {
    const n = counts.get(secret.nth) ?? 0;
    if (n >= perKey || !pair.keys.some((key) => key.nth === secret.nth)) continue;
    const issuedAtMs = Date.parse(secret.issuedAt);
    try {
      live.push({ nth: secret.nth, issuedAtMs, endsAtMs: Date.parse(secret.endsAt), text: keys.open('wire-secret', secret.sealed, secretRow(pair.rid, pair.sid, issuedAtMs)) });
    } catch {
      warn(`授权 ${pair.region}-${pair.grantId} 的签名密钥（${secret.issuedAt}）无法打开，按不存在处理`);
      continue;
    }
    counts.set(secret.nth, n + 1);
  }
  pair.secrets = live;
  pair.secretHmacs = live.map((each) => hmacOf(each.text));
}
