import { fail } from '../../../law/errors.ts';
import { codeZh, sharingModes } from '../../../law/codes.ts';
import type { InventedItem } from '../../../platform/invented/index.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import { getEntry, type EntrySeen } from '../../catalog/index.ts';
import { bindingOf, type Binding } from '../../resource/index.ts';

export type ServiceKind = 'query' | 'verification';

/** What a service looks like from outside: all that a sandbox knows of it. */
export interface SandboxShape {
  readonly name: string;
  readonly code: string | null;
  readonly items: readonly InventedItem[];
  readonly keys: readonly { readonly n: number; readonly param: string; readonly required: boolean }[];
  readonly pageSize: number;
}

/** An entry whose service may be tried, and how. */
export interface Offered { readonly entry: EntrySeen; readonly kinds: readonly ServiceKind[]; readonly shape: SandboxShape }

const pageSize = 100;

/**
 * The shape of a published entry's service: its items as the catalogue has them, its keys, page size and the form of its
 * values as they were declared where it is bound; no row of the provider is looked at.
 *
 * @throws ENTRY_NOT_FOUND, ENTRY_HIDDEN, ENTRY_NOT_PUBLISHED, ENTRY_NOT_SHARED, MODE_NOT_OFFERED
 */
export async function offeredBy(db: Reader, entryRegion: string, id: string): Promise<Offered> {
  const entry = await getEntry(db, entryRegion, id);
  if (entry.state === 'hidden') fail('ENTRY_HIDDEN', { entry: entry.name });
  if (entry.state !== 'published') fail('ENTRY_NOT_PUBLISHED', { entry: entry.name });
  if (entry.attribute === 'not-shared') fail('ENTRY_NOT_SHARED', { entry: entry.name, ground: entry.body.sharing.basis.map((one) => `《${one.name}》${one.article}`).join('、') });
  if (!entry.body.modes.includes('service')) fail('MODE_NOT_OFFERED', { mode: codeZh(sharingModes, 'service'), offered: entry.body.modes.map((mode) => codeZh(sharingModes, mode)).join('、') });
  const binding = await bindingOf(db, entryRegion, id);
  return { entry, kinds: binding?.services ?? ['query', 'verification'], shape: shapeOf(entry, binding) };
}

function shapeOf({ name, code, body }: EntrySeen, binding: Binding | undefined): SandboxShape {
  const kinds = new Map((binding?.columns ?? []).map((column) => [column.n, column.kind]));
  const items = body.items.map((item): InventedItem => ({
    n: item.n, name: item.name, field: item.field, type: item.type, length: item.length, key: item.key, nullable: item.nullable, codeSet: item.codeSet, identifier: item.identifier, pattern: null,
    kind: kinds.get(item.n) ?? (item.type === 'I' ? 'integer' : item.type === 'L' ? 'boolean' : 'text'),
  }));
  const declared = binding?.keys.map(({ n, param, required }) => ({ n, param, required }));
  return { name, code, items, keys: declared ?? items.filter((item) => item.key).map(({ n, field }) => ({ n, param: field, required: true })), pageSize: binding?.pageSize ?? pageSize };
}
