import type { Keys } from '../../platform/keys/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { issueSecret, type WireSecret } from '../../processes/grant/index.ts';
import type { GrantTable } from '../cache/grants.ts';
import { secretRow } from '../cache/pair.ts';
import type { Profile } from '../profiles/index.ts';
import { notListed, refreshBody, type Refusal } from './answers.ts';
import type { Asked } from './authenticate.ts';
import { newSecret, sealForWire } from './secret.ts';
import { secretEnd } from './window.ts';

/**
 * Answers a refresh whose signature stands (§3). Idempotent: while the current secret has more than a quarter of its
 * life left it is given again, mostly from memory; else a new one, and the old one stays valid to its own end.
 */
export async function refreshAnswer(deps: { readonly db: Db; readonly keys: Keys; readonly table: GrantTable }, profile: Profile, { pair, key }: Asked, nowMs: number): Promise<string | Refusal> {
  const { lifeMs, keepAbove } = profile.refresh;
  const keepIfEndsAfterMs = nowMs + lifeMs * keepAbove;
  const appKey = key.appKey.toString('utf8');
  const current = pair.secrets.find((secret) => secret.nth === key.nth);
  if (current && current.endsAtMs > keepIfEndsAfterMs) return refreshBody(sealForWire(appKey, current.text.toString('utf8')), current.endsAtMs);
  const fresh = newSecret();
  const { rid, sid } = pair;
  const opened = (it: Pick<WireSecret, 'sealed' | 'issuedAt'>): string => deps.keys.open('wire-secret', it.sealed, secretRow(rid, sid, Date.parse(it.issuedAt))).toString('utf8');
  const issued = await issueSecret(deps.db, {
    rid, sid, nth: key.nth, nowMs, endsAtMs: secretEnd(profile, nowMs), keepIfEndsAfterMs,
    opens: (secret) => {
      try {
        return opened(secret) !== '';
      } catch {
        return false;
      }
    },
    seal: (issuedAtMs) => deps.keys.seal('wire-secret', fresh, secretRow(rid, sid, issuedAtMs)),
  });
  if (!issued) return notListed('key-gone');
  await deps.table.reloadSecrets([{ rid, sid }]);
  return refreshBody(sealForWire(appKey, opened(issued)), Date.parse(issued.endsAt));
}
