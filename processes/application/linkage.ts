import { leaveOut, linkageOf as reckon, type Holding } from '../../law/linkage.ts';
import type { IdentifierKind, Sensitivity } from '../../law/codes/grading.ts';
import { isSensitive } from '../../law/codes/grading.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EntryItem } from '../catalog/contract.ts';
import { entryVersion } from '../catalog/index.ts';
import { heldBy, holdingsOf, identifying, keyKinds } from '../grant/index.ts';
import type { LinkageView } from './contract.ts';

/** The entry an application goes by. */
export interface Wanted { readonly entryRegion: string; readonly entry: string; readonly entryVersion: number }

/** Rows of what is held already that a page shows; joined ones come first, the rest is a number. */
const SHOWN = 50;

/**
 * 25 ¶2: what the requester would hold under this application, with what it has under grants in force.
 * The rule, and what to leave out, stand in law/linkage.ts; here their input is gathered.
 */
export async function linkageOf(tx: Tx, requester: string, wanted: Wanted, items: readonly number[], mode: string | undefined): Promise<LinkageView> {
  const { body } = await entryVersion(tx, wanted.entryRegion, wanted.entry, wanted.entryVersion);
  const chosen = body.items.filter((item) => items.includes(item.n));
  const held = await heldBy(tx, requester);
  const holdings = holdingsOf(held);
  const target: Holding = { entry: wanted.entry, name: body.name, keys: keyKinds(body.items, mode), items: chosen.map(itemOf) };
  const { level, zh, reasons, adds } = reckon(target, holdings);
  const kinds = new Set([...target.keys, ...identifying(chosen)]);
  const rows = [...new Set(held.map((one) => one.entry))].map((entry) => {
    const grants = held.filter((one) => one.entry === entry);
    const [all, keys] = [grants.flatMap((one) => one.items), grants.flatMap((one) => one.keyKinds)];
    return {
      entry: grants[0]?.name ?? '', provider: grants[0]?.provider ?? '',
      identifiers: [...new Set(all.filter((item) => item.identifier !== null).map((item) => item.name))], sensitive: [...new Set(sensitiveIn(all))],
      joined: entry !== wanted.entry && [...keys, ...identifying(all)].some((kind) => kinds.has(kind as IdentifierKind)),
    };
  });
  return {
    level, zh, reasons: [...reasons], adds: [...adds],
    leaveOut: leaveOut(target, holdings).slice(0, 3).map((one) => ({ ...one, items: one.items.map(({ n, name }) => ({ item: n, name })) })),
    held: [...rows.filter((row) => row.joined), ...rows.filter((row) => !row.joined)].slice(0, SHOWN), heldTotal: rows.length,
  };
}

/** As people see it: providers by name instead of code. */
export async function linkageShown(tx: Tx, directory: Directory, linkage: LinkageView): Promise<LinkageView> {
  const names = await directory.organisations(tx, [...new Set(linkage.held.map((one) => one.provider))]);
  return { ...linkage, held: linkage.held.map((one) => ({ ...one, provider: names.get(one.provider)?.name ?? one.provider })) };
}

function itemOf({ n, name, sensitivity, identifier }: EntryItem): Holding['items'][number] {
  return { n, name, sensitivity: sensitivity as Sensitivity, identifier: identifier as IdentifierKind | null };
}

function sensitiveIn(items: readonly EntryItem[]): string[] {
  return items.filter((item) => isSensitive(item.sensitivity as Sensitivity)).map((item) => item.name);
}
