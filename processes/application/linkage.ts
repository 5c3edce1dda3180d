import { linkageOf as reckon, type Holding } from '../../law/linkage.ts';
import type { IdentifierKind, Sensitivity } from '../../law/codes/grading.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EntryItem } from '../catalog/contract.ts';
import { entryVersion } from '../catalog/index.ts';
import { heldBy } from '../grant/index.ts';
import type { LinkageView } from './contract.ts';

/** The entry an application goes by. */
export interface Wanted { readonly entryRegion: string; readonly entry: string; readonly entryVersion: number }

/**
 * 25 ¶2: what the requester would hold under this application, with what it has under grants in force.
 * The rule stands in law/linkage.ts; here its input is gathered, and what to leave out is found.
 */
export async function linkageOf(tx: Tx, requester: string, wanted: Wanted, items: readonly number[]): Promise<LinkageView> {
  const { body } = await entryVersion(tx, wanted.entryRegion, wanted.entry, wanted.entryVersion);
  const chosen = body.items.filter((item) => items.includes(item.n));
  // Whoever queries by a key learns it, so keys that identify count as held.
  const keys = body.items.filter((item) => item.key && item.identifier !== null);
  const held = await heldBy(tx, requester);
  const holdings = held.map((one) => holdingOf(one.entry, one.name, one.items, one.items));
  const target = (of: readonly EntryItem[]) => holdingOf(wanted.entry, body.name, of, [...of, ...keys]);
  const found = reckon(target(chosen), holdings);
  return {
    level: found.level, zh: found.zh, reasons: [...found.reasons],
    leaveOut: found.level === 'high' ? leaveOut(chosen, (of) => reckon(target(of), holdings).level) : [],
    held: held.map((one) => ({
      entry: one.name, provider: one.provider,
      identifiers: one.items.filter((item) => item.identifier !== null).map((item) => item.name),
      sensitive: one.items.filter((item) => item.personal === 'sensitive').map((item) => item.name),
    })),
  };
}

/** As people see it: providers by name instead of code. */
export async function linkageShown(tx: Tx, directory: Directory, linkage: LinkageView): Promise<LinkageView> {
  const names = await directory.organisations(tx, [...new Set(linkage.held.map((one) => one.provider))]);
  return { ...linkage, held: linkage.held.map((one) => ({ ...one, provider: names.get(one.provider)?.name ?? one.provider })) };
}

function holdingOf(entry: string, name: string, items: readonly EntryItem[], identifying: readonly EntryItem[]): Holding {
  return {
    entry, name,
    identifiers: [...new Set(identifying.flatMap((item) => (item.identifier === null ? [] : [item.identifier as IdentifierKind])))],
    items: items.map((item) => ({ name: item.name, sensitivity: item.sensitivity as Sensitivity })),
  };
}

/** The sensitive items of this entry, where leaving them out lets the level fall; nothing where it would not. */
function leaveOut(chosen: readonly EntryItem[], levelOf: (items: readonly EntryItem[]) => string): { item: number; name: string }[] {
  const sensitive = chosen.filter((item) => item.personal === 'sensitive');
  const rest = chosen.filter((item) => item.personal !== 'sensitive');
  if (sensitive.length === 0 || levelOf(rest) === 'high') return [];
  return sensitive.map((item) => ({ item: item.n, name: item.name }));
}
