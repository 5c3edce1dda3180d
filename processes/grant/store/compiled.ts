import { fail } from '../../../law/errors.ts';
import { json, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import type { Agreement, Ref } from './agreement.ts';
import { grantTouched } from './touched.ts';

/** Statements on `grant_compiled`: what the gateway enforces of a grant, rewritten by its moves in their own transactions. */

/**
 * Compiles the agreement as it stands. Delivered again after a rejection: the same row, one version on. Of a row that was altered
 * past the platform nothing stays. @throws GRANT_ALTERED where what was agreed was
 */
export async function writeCompiled(tx: Tx, it: Agreement, state: string): Promise<void> {
  const broken = await grantTouched(tx, it);
  if (broken.has('agreed')) fail('GRANT_ALTERED');
  const gone = broken.delete('compiled') ? await tx.deleteFrom('grantCompiled').where('region', '=', it.region).where('id', '=', it.id).returning('version').executeTakeFirst() : undefined;
  const { body } = it;
  const row = {
    entryRegion: it.entryRegion, entry: it.entry, entryVersion: it.entryVersion, application: it.applicationId === null ? null : `${it.applicationRegion}-${it.applicationId}`,
    provider: it.provider, requester: it.requester, state,
    items: json(body.items.map((item) => ({ n: item.n, field: item.field }))), rowFilter: json(body.rowFilter), masks: json(body.masks),
    purpose: it.purpose, mode: body.mode, serviceKind: body.serviceKind, termFrom: it.termFrom, termTo: it.termTo,
    quotaDay: body.quota.perDay, quotaMinute: body.quota.perMinute, addresses: json(body.addresses), renewsRegion: it.renewsRegion, renewsId: it.renewsId,
  };
  await tx.insertInto('grantCompiled')
    .values({ region: it.region, id: it.id, timeRule: body.signedOnce === true ? 'strict' : 'window', ...row, ...(gone === undefined ? {} : { version: Math.min(gone.version, 1e9) + 1 }) })
    .onConflict((same) => same.columns(['region', 'id']).doUpdateSet({ ...row, version: (eb) => eb('grantCompiled.version', '+', 1) }))
    .execute();
}

/** Nothing happens where the grant was never delivered. */
export async function setCompiledState(tx: Tx, ref: Ref, state: string): Promise<void> {
  await grantTouched(tx, ref);
  await tx.updateTable('grantCompiled').set((eb) => ({ state, version: eb('version', '+', 1) })).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

/** The end that is filed, or none; answers the state where the grant was compiled. */
export async function setCompiledEnd(tx: Tx, ref: Ref, end: { readonly filedAt: string; readonly effectOn: string } | null): Promise<string | undefined> {
  await grantTouched(tx, ref);
  const row = await tx.updateTable('grantCompiled').set((eb) => ({ deprecatedAt: end?.filedAt ?? null, sunsetOn: end?.effectOn ?? null, version: eb('version', '+', 1) }))
    .where('region', '=', ref.region).where('id', '=', ref.id).returning('state').executeTakeFirst();
  return row?.state;
}

/** How signatures are judged (protocol §2.4). Compiled again for another reason, a grant keeps its rule; a renewal has its own. */
export async function setCompiledRule(tx: Tx, ref: Ref, rule: { readonly timeRule: 'window' | 'legacy'; readonly timeRuleUntil: string | null; readonly secretAsSign: boolean }): Promise<void> {
  await grantTouched(tx, ref);
  await tx.updateTable('grantCompiled').set((eb) => ({ ...rule, version: eb('version', '+', 1) })).where('region', '=', ref.region).where('id', '=', ref.id).execute();
}

/** Whether gateways take weak signatures of it. */
export async function isWeak(db: Reader, ref: Ref): Promise<boolean> {
  return (await db.selectFrom('grantCompiled').select('id').where('region', '=', ref.region).where('id', '=', ref.id).where('timeRule', '=', 'legacy').executeTakeFirst()) !== undefined;
}

export async function isCompiled(db: Reader, ref: Ref): Promise<boolean> {
  return (await db.selectFrom('grantCompiled').select('id').where('region', '=', ref.region).where('id', '=', ref.id).executeTakeFirst()) !== undefined;
}
