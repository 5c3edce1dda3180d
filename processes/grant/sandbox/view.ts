import { fail } from '../../../law/errors.ts';
import { inventRows } from '../../../platform/invented/index.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { refOf } from '../../../platform/procedures/ref.ts';
import { getEntry } from '../../catalog/index.ts';
import type { Ref } from '../store/agreement.ts';
import { newestCredential } from '../store/credential.ts';
import { findSandbox, sandboxCalls, sandboxEvents, type SandboxRow } from '../store/sandbox.ts';
import type { SandboxRowView, SandboxView } from './contract.ts';
import { seedOf } from './seed.ts';

/** Words for the reasons of refused calls; from processes/usage, which comes later. */
export type ReasonZh = (reason: string) => string;

const sampleRows = 5;
const eventZh: Readonly<Record<string, string>> = { opened: '开通', rotated: '更换密钥', drilled: '密钥失窃演练：停用密钥', closed: '结束' };

export function rowView(row: SandboxRow, calls: number): SandboxRowView {
  return {
    ref: refOf(row), entryRegion: row.entryRegion, entry: row.entry, name: row.shape.name, code: row.shape.code, serviceKind: row.serviceKind, openedAt: row.openedAt, endsAt: row.endsAt,
    open: row.closedAt === null && Date.parse(row.endsAt) > Date.now(), closedWhy: (row.closedWhy ?? (Date.parse(row.endsAt) <= Date.now() ? 'term' : null)) as SandboxRowView['closedWhy'], calls,
  };
}

/** A sandbox as its department sees it. @throws SANDBOX_NOT_FOUND also where it is another's */
export async function sandboxView(tx: Tx, deps: { readonly directory: Directory; readonly reasonZh: ReasonZh }, actor: Actor, ref: Ref): Promise<SandboxView> {
  const row = await findSandbox(tx, ref);
  if (row === undefined || row.org !== actor.org) return fail('SANDBOX_NOT_FOUND');
  const [days, events, key, entry] = [await sandboxCalls(tx, row), await sandboxEvents(tx, row), await newestCredential(tx, row), await getEntry(tx, row.entryRegion, row.entry)];
  const { shape } = row;
  const names = new Map(shape.items.map((item) => [item.n, item.name]));
  return {
    ...rowView(row, days.reduce((sum, day) => sum + day.n, 0)), newer: entry.version > row.entryVersion,
    key: { rid: key?.rid ?? '', sid: key?.sid ?? '', stopped: key === undefined || key.stoppedAt !== null, endsAt: key?.endsAt ?? null },
    quota: { perDay: row.quotaDay, perMinute: row.quotaMinute }, pageSize: shape.pageSize,
    keys: shape.keys.map(({ n, param, required }) => ({ field: param, name: names.get(n) ?? param, required: required || row.serviceKind === 'verification' })),
    items: shape.items.map(({ n, name, field, type, kind, codeSet }) => ({ n, name, field, type, kind, codeSet })),
    sample: inventRows(shape.items, seedOf(row), sampleRows).map((values) => values.map((value, at) => (shape.items[at]?.kind === 'boolean' && value !== null ? String(value === 't') : value))),
    days: days.map((day) => ({ ...day, door: day.door as 'national' | 'rest', reasonZh: day.reason === '' ? '成功' : deps.reasonZh(day.reason) })),
    events: await Promise.all(events.map(async ({ at, what, person, note }) => ({ at, what: what as 'opened', zh: eventZh[what] ?? what, by: person === null ? null : await deps.directory.labelOf(tx, person), note }))),
  };
}
