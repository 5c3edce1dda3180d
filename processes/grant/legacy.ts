import { errors, fail, isLawError } from '../../law/errors.ts';
import { plainDate } from '../../law/plain-date.ts';
import { legacyLast, legacyMostDays, tooWide } from '../../law/signing.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { acts } from './contract.ts';
import { findAgreement, getAgreement, type Agreement } from './store/agreement.ts';
import { isWeak, setCompiledRule } from './store/compiled.ts';
import { addLegacy, endLegacy, findLegacy } from './store/legacy.ts';

/**
 * Weak signatures (profile `legacy`, protocol §2.4): a system of the requester that signs once and sends the same all day. Its
 * provider's head allows them for one grant, with a reason and an end, from the addresses that were agreed and under TLS alone.
 */

/** What must be so before they are allowed; said one by one, most telling first. */
export async function legacyFits(tx: Tx, now: Moving): Promise<void> {
  const it = await getAgreement(tx, now);
  mayBeAllowed(it);
  const { until } = acts['allow-legacy'].parse(now.stated);
  const last = legacyLast(now.today, it.termTo === null ? null : plainDate(it.termTo));
  if (until < now.today || until > last) fail('LEGACY_UNTIL', { from: now.today, to: last, days: legacyMostDays });
}

/** The same, before anybody tries: why the act is grey, without the article, which stands beside it. */
export function legacyBarred(it: Pick<Agreement, 'body'>): { readonly 'allow-legacy'?: string } {
  try {
    mayBeAllowed(it);
    return {};
  } catch (error) {
    if (isLawError(error)) return { 'allow-legacy': errors[error.code as 'LEGACY_TOO_WIDE'].say(error.params as { addresses: string }) };
    throw error;
  }
}

function mayBeAllowed({ body }: Pick<Agreement, 'body'>): void {
  if (body.mode !== 'service') fail('LEGACY_MODE');
  if (body.signedOnce === true) fail('LEGACY_STRICT');
  if (body.addresses.length === 0) fail('LEGACY_NO_ADDRESSES');
  const wide = tooWide(body.addresses);
  if (wide.length > 0) fail('LEGACY_TOO_WIDE', { addresses: wide.join('、') });
}

export async function allowLegacy(tx: Tx, now: Moving): Promise<void> {
  const { reason, until, secretAsSign } = acts['allow-legacy'].parse(now.stated);
  const { actor } = now;
  if (actor === null) throw new Error('nobody but a person allows weak signatures');
  await addLegacy(tx, now, { reason, fromOn: now.today, until, secretAsSign, org: actor.org, post: actor.post, person: actor.person });
  await tellGateways(tx, now, { timeRule: 'legacy', timeRuleUntil: until, secretAsSign });
}

/** By whoever sees that it is no longer needed, by its date, or with its grant: every gateway obeys within two seconds. What they obey decides, not only what the list says. */
export async function overLegacy(tx: Tx, now: Moving): Promise<void> {
  const by = now.act === 'end-legacy' ? now.actor?.org ?? null : null;
  const stood = await endLegacy(tx, now, now.today, by);
  if (stood || await isWeak(tx, now)) await tellGateways(tx, now, { timeRule: 'window', timeRuleUntil: null, secretAsSign: false });
}

/** What was allowed for the grant before is not allowed for its renewal: both sides are told, while there is time to mend the system or to allow it anew. */
export async function tellNotRenewed(tx: Tx, now: Moving): Promise<void> {
  const { renewsRegion, renewsId } = await getAgreement(tx, now);
  if (renewsRegion === null || renewsId === null) return;
  const old = await findAgreement(tx, { region: renewsRegion, id: renewsId });
  const standing = old && (await findLegacy(tx, old));
  if (old === undefined || standing === undefined) return;
  const text = `{number} {title}：续期前的授权放宽的签名校验（至 ${standing.until}）不随续期沿用。系统仍做不到逐次签名的，请提供部门另行放宽`;
  for (const to of [{ org: old.requester, post: 'clerk' }, { org: old.provider, post: 'head' }]) await now.engine.notify(tx, to, text, now);
}

async function tellGateways(tx: Tx, now: Moving, rule: Parameters<typeof setCompiledRule>[2]): Promise<void> {
  await setCompiledRule(tx, now, rule);
  gateChange(tx, { region: now.region, what: 'grant', id: now.id, stopped: now.toState !== 'delivered' && now.toState !== 'active' });
}
