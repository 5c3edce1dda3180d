import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { bindingOf } from '../resource/index.ts';
import { isReflux } from './make.ts';
import { findAgreement, type Agreement, type Ref } from './store/agreement.ts';
import { newestCredential } from './store/credential.ts';
import { findSandbox, type SandboxRow } from './store/sandbox.ts';

/** A service as its holder's programs meet it: what an interface document says. */
export interface ServiceShape {
  readonly sid: string;
  readonly name: string;
  readonly code: string | null;
  readonly kind: 'query' | 'verification';
  readonly keys: readonly { readonly param: string; readonly name: string; readonly required: boolean }[];
  readonly items: readonly { readonly field: string; readonly name: string; readonly kind: 'integer' | 'boolean' | 'text'; readonly masked: boolean }[];
  readonly pageSize: number;
  readonly quota: { readonly perDay: number; readonly perMinute: number };
  readonly sandbox: boolean;
  /** Taken whole: each page says where the next goes on. */
  readonly continues: boolean;
}

/**
 * The service behind a grant or a sandbox of one's own department.
 *
 * @throws GRANT_NOT_FOUND also where it is another's; GATE_NOT_BOUND where it is no service, has no key yet, or nothing is bound
 */
export async function shapeOf(tx: Tx, actor: Actor, reference: string): Promise<ServiceShape> {
  const ref = parseRef(reference);
  const sandbox = await findSandbox(tx, ref);
  if (sandbox?.org === actor.org) return ofSandbox(sandbox, await sidOf(tx, ref));
  const agreement = await findAgreement(tx, ref);
  if (agreement === undefined || agreement.requester !== actor.org) return fail('GRANT_NOT_FOUND');
  return ofGrant(tx, agreement, await sidOf(tx, ref));
}

async function sidOf(tx: Tx, ref: Ref): Promise<string> {
  return (await newestCredential(tx, ref))?.sid ?? fail('GATE_NOT_BOUND');
}

function ofSandbox({ shape, serviceKind, quotaDay, quotaMinute }: SandboxRow, sid: string): ServiceShape {
  const nameOf = new Map(shape.items.map((item) => [item.n, item.name]));
  return {
    sid, name: shape.name, code: shape.code, kind: serviceKind, sandbox: true, continues: false, pageSize: shape.pageSize, quota: { perDay: quotaDay, perMinute: quotaMinute },
    keys: shape.keys.map(({ n, param, required }) => ({ param, name: nameOf.get(n) ?? param, required: required || serviceKind === 'verification' })),
    items: shape.items.map(({ field, name, kind }) => ({ field, name, kind, masked: false })),
  };
}

async function ofGrant(tx: Tx, { entryRegion, entry, body }: Agreement, sid: string): Promise<ServiceShape> {
  const binding = body.mode === 'service' ? await bindingOf(tx, entryRegion, entry) : undefined;
  if (binding === undefined || body.serviceKind === null) return fail('GATE_NOT_BOUND');
  const kind = body.serviceKind;
  const columns = new Map(binding.columns.map((column) => [column.n, column]));
  const nameOf = new Map(body.items.map((item) => [item.n, item.name]));
  return {
    sid, name: body.entryName, code: body.entryCode, kind, sandbox: false, continues: isReflux(body) && binding.columns.filter((column) => column.recordKey).every(({ n }) => nameOf.has(n)), pageSize: binding.pageSize, quota: { ...body.quota },
    keys: binding.keys.map(({ n, param, required }) => ({ param, name: nameOf.get(n) ?? param, required: (required && !isReflux(body)) || kind === 'verification' })),
    items: body.items.map(({ n, field, name }) => ({ field, name, kind: columns.get(n)?.kind ?? 'text', masked: (body.masks[String(n)] ?? 'none') !== 'none' })),
  };
}
