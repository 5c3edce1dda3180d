import { fail } from '../../../law/errors.ts';
import type { Keys } from '../../../platform/keys/index.ts';
import { sqlState, type Tx } from '../../../platform/postgres/database.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import type { KeyOnce } from '../contract.ts';
import { issueKey, rotateKey, stopAllKeys } from '../keys.ts';
import type { Ref } from '../store/agreement.ts';
import { addSandboxEvent, closeSandbox, countOpen, insertSandbox, lockSandbox, type SandboxRow } from '../store/sandbox.ts';
import { offeredBy, type ServiceKind } from './shape.ts';

export interface SandboxDeps { readonly keys: Keys; readonly inside: EngineInside }

/** Bounds of a sandbox: enough to build and try a client, nothing to run an office on. */
export const bounds = { days: 30, perDay: 2_000, perMinute: 60, openPerOrg: 50, overlapHours: 24 } as const;
const dayMs = 86_400_000;

export const factsOf = ({ org, post, person, behalfOf }: Actor): Record<string, string | null> => ({ org, post, person, behalfOf: behalfOf ?? null });

/** Opens a sandbox and shows its key, once. Recorded in the ledger; it ends by itself. */
export async function openSandbox(tx: Tx, deps: SandboxDeps, actor: Actor, wanted: { readonly entryRegion: string; readonly entry: string; readonly serviceKind: ServiceKind }): Promise<{ readonly ref: Ref; readonly once: KeyOnce }> {
  const { entry, kinds, shape } = await offeredBy(tx, wanted.entryRegion, wanted.entry);
  if (!kinds.includes(wanted.serviceKind)) fail('SANDBOX_KIND_ABSENT', { offered: kinds.map((kind) => (kind === 'query' ? '查询' : '核验')).join('、') });
  if (await countOpen(tx, actor, bounds.openPerOrg) >= bounds.openPerOrg) fail('SANDBOX_TOO_MANY', { most: bounds.openPerOrg });
  const ref = { region: actor.region, id: uuidv7() };
  await insertSandbox(tx, {
    ...ref, org: actor.org, entryRegion: entry.region, entry: entry.id, entryVersion: entry.version, serviceKind: wanted.serviceKind, shape, quotaDay: bounds.perDay, quotaMinute: bounds.perMinute,
    openedBy: actor.person, endsAt: new Date(Date.now() + bounds.days * dayMs).toISOString(),
  }).catch((error: unknown) => (sqlState(error) === '23505' ? fail('SANDBOX_OPEN_ALREADY') : Promise.reject(error)));
  const once = await issueKey(tx, ref, deps.keys);
  await addSandboxEvent(tx, ref, 'opened', actor.person);
  await deps.inside.record(tx, ref.region, 'sandbox.open', { sandbox: ref.id, entryRegion: entry.region, entry: entry.id, version: entry.version, kind: wanted.serviceKind, ...factsOf(actor) });
  return { ref, once };
}

/** A new key; the old one ends after a day, as that of a grant does. Also what follows a drill. */
export async function rotateSandboxKey(tx: Tx, deps: SandboxDeps, actor: Actor, ref: Ref): Promise<KeyOnce> {
  await standing(tx, actor, ref);
  const once = await rotateKey(tx, ref, deps.keys, bounds.overlapHours);
  await addSandboxEvent(tx, ref, 'rotated', actor.person);
  await deps.inside.record(tx, ref.region, 'sandbox.rotate', { sandbox: ref.id, ...factsOf(actor) });
  return once;
}

/**
 * The drill of a stolen key (34 ¶2): the key stops by the same statement and the same change of the gate as that of a
 * grant. No incident is opened, no grant is touched; the department's security officer is told that it was a drill.
 */
export async function drillStolenKey(tx: Tx, deps: SandboxDeps, actor: Actor, ref: Ref, note: string): Promise<void> {
  const row = await standing(tx, actor, ref);
  await stopAllKeys(tx, ref);
  await addSandboxEvent(tx, ref, 'drilled', actor.person, note);
  await deps.inside.record(tx, ref.region, 'sandbox.drill', { sandbox: ref.id, ...factsOf(actor) });
  await deps.inside.notify(tx, { org: row.org, post: 'security' }, `演练：接口沙箱“${row.shape.name}”按失窃停用了密钥。正式授权不受影响，请核对各系统是否按预案换用新密钥`);
}

export async function endSandbox(tx: Tx, deps: SandboxDeps, actor: Actor, ref: Ref): Promise<void> {
  await standing(tx, actor, ref);
  await closeWith(tx, ref, 'person', actor.person);
  await deps.inside.record(tx, ref.region, 'sandbox.end', { sandbox: ref.id, ...factsOf(actor) });
}

/** By a person, when its time is over, or with its entry. Every gateway refuses within two seconds of the commit. */
export async function closeWith(tx: Tx, ref: Ref, why: 'person' | 'term' | 'entry', person: string | null): Promise<void> {
  await closeSandbox(tx, ref, why);
  await stopAllKeys(tx, ref);
  await addSandboxEvent(tx, ref, 'closed', person);
}

/** The locked row, if it is one's own and open; to others it is absent. */
async function standing(tx: Tx, actor: Actor, ref: Ref): Promise<SandboxRow> {
  const row = await lockSandbox(tx, ref);
  if (row === undefined || row.org !== actor.org) return fail('SANDBOX_NOT_FOUND');
  if (row.closedAt !== null || Date.parse(row.endsAt) <= Date.now()) fail('SANDBOX_OVER');
  return row;
}
