import type { PlainDate } from '../../law/plain-date.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import { firstEntered } from '../../platform/procedures/store/entered.ts';
import { findAgreement, renewalsOf, type Agreement, type Ref } from './store/agreement.ts';
import { endKeys, moveKeys, newestCredential } from './store/credential.ts';

/**
 * A renewal takes over without a gap (27 ¶1): on the first day after the old term the gateway serves the old keys under the new
 * grant (`plane/cache/grants.ts`), then the expiry gives them to it. Keys that were stopped stay where they are.
 */

const served = (state: string): boolean => state === 'delivered' || state === 'active';

/** What may be renewed: it runs, and nothing is held against it. */
export const renewable = (state: string): boolean => state === 'preparing' || served(state);

/** The renewal that serves in the same way and covers every item of this grant: only that one spares it its disposal. */
export async function successorOf(db: Reader, it: Agreement): Promise<Agreement | undefined> {
  return (await renewalsOf(db, it)).find((later) => served(later.state) && later.body.mode === it.body.mode && it.body.items.every((item) => later.body.items.some((one) => one.n === item.n)));
}

/** The old grant has ended: its keys go to the renewal that serves, if there is one. With keys of its own, the old ones end after the overlap. */
export async function passKeysOn(tx: Tx, old: Agreement, overlapHours: number): Promise<void> {
  const later = (await renewalsOf(tx, old)).find((one) => served(one.state) && one.body.mode === old.body.mode);
  if (later !== undefined) await takeOver(tx, old, later, overlapHours);
}

/** A renewal is delivered: where the term of the grant before it has run out and nothing was ever held against it, its keys come over now; else new ones are collected. */
export async function takeKeysOver(tx: Tx, it: Agreement, overlapHours: number): Promise<void> {
  if (it.renewsRegion === null || it.renewsId === null) return;
  const old = await findAgreement(tx, { region: it.renewsRegion, id: it.renewsId });
  if (old === undefined || old.body.mode !== it.body.mode || !['ended', 'disposing', 'reported', 'disposed'].includes(old.state)) return;
  if (old.termTo === null || (await firstEntered(tx, [old], ['terminated', 'suspended', 'held'])).length > 0) return;
  const [over] = await firstEntered(tx, [old], ['ended']);
  if (over !== undefined && over.on > old.termTo) await takeOver(tx, old, it, overlapHours); // ended before its day by anybody, its keys stay dead
}

/**
 * Whose keys are served under this grant: its own, and between the first day after the old term and the expiry those of the
 * grant that it renews. A theft or a stop must reach them all.
 */
export async function keysOf(tx: Tx, ref: Ref, today: PlainDate): Promise<readonly Ref[]> {
  const it = await findAgreement(tx, ref);
  if (it === undefined || it.renewsRegion === null || it.renewsId === null || !served(it.state)) return [ref];
  const old = await findAgreement(tx, { region: it.renewsRegion, id: it.renewsId });
  const runsOn = old !== undefined && served(old.state) && old.termTo !== null && old.termTo < today && it.termFrom <= today && old.body.mode === it.body.mode;
  return runsOn ? [ref, { region: old.region, id: old.id }] : [ref];
}

async function takeOver(tx: Tx, from: Ref, to: Ref, overlapHours: number): Promise<void> {
  if ((await newestCredential(tx, to)) !== undefined) await endKeys(tx, from, new Date(Date.now() + overlapHours * 3_600_000));
  await moveKeys(tx, from, to);
  for (const ref of [to, from]) gateChange(tx, { region: ref.region, what: 'key', id: ref.id, stopped: false });
}
