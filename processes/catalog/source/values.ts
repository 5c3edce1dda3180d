import { randomBytes } from 'node:crypto';
import { fail } from '../../../law/errors.ts';
import { leastValues } from '../../../law/likeness.ts';
import { source } from '../../../law/procedures/source.ts';
import { read, transact, type Db, type Reader, type Tx } from '../../../platform/postgres/database.ts';
import { partiesOf } from '../../../platform/procedures/parties.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Case, EngineInside } from '../../../platform/procedures/process.ts';
import { maySee } from '../../../platform/procedures/reach.ts';
import { readCase, readParties } from '../../../platform/procedures/store/cases.ts';
import { normal } from '../likes.ts';
import * as store from '../store/sources.ts';
import { itemsIn } from './alike.ts';
import type { ItemValues } from './contract.ts';

/**
 * Whether like items hold like values, as evidence of a group (19 ¶2). Values stay in the providers' databases: each digests its own under a
 * key that is made for this comparison and forgotten with it; here the digests are compared in memory. What is kept are counts and shares.
 */
export interface Profile { readonly values: number; readonly lengths: readonly [number, number] | null; readonly kinds: readonly ItemValues['sides'][number]['kinds'][number][]; readonly partial: boolean; readonly digests: readonly string[] }
/** Reads one item where it is bound; else says why not. Resources come later in the house: passed in. */
export type ValuesIn = (region: string, entry: string, item: number, key: Buffer) => Promise<Profile | string>;

const mostSides = 4;
type Who = Pick<Actor, 'org' | 'post'>;

/** While it is studied, the reviewer of the authority that names the source; nobody else. */
export const mayCompare = (it: Pick<Case, 'authority' | 'state'>, actor: Who): boolean => isReviewer(it, actor) && isStudied(it);
const isReviewer = (it: Pick<Case, 'authority'>, actor: Who): boolean => actor.post === 'reviewer' && actor.org === it.authority;
const isStudied = (it: Pick<Case, 'state'>): boolean => it.state === 'proposed' || it.state === 'consulting';

export interface CompareDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside; readonly valuesIn: ValuesIn }

/** Reads each side once, outside a transaction, then writes what it came to with its entry in the ledger. */
export async function compareValues({ db, directory, inside, valuesIn }: CompareDeps, actor: Actor, at: store.At, wanted: string): Promise<ItemValues> {
  const { item, held } = await read(db, async (tx) => {
    await mustStudy(tx, at, actor);
    return sidesOf(tx, at, wanted);
  });
  const [taken, key] = [held.slice(0, mostSides), randomBytes(32)];
  const found = await Promise.all(taken.map(async ({ entry, n }) => ({ entry, profile: await valuesIn(at.region, entry, n, key) })));
  const came = { item, left: held.length - taken.length, sides: found.map(sideOf), pairs: pairsOf(found) };
  return transact(db, async (tx) => {
    await mustStudy(tx, at, actor);
    const kept: ItemValues = { ...came, on: await directory.legalToday(tx) };
    await store.writeProfile(tx, at, kept);
    const { org, post, person, behalfOf } = actor;
    await inside.record(tx, at.region, 'source.compared', { case: at.id, item, entries: taken.map((one) => one.entry), pairs: came.pairs, org, post, person, behalfOf: behalfOf ?? null });
    return kept;
  });
}

async function mustStudy(tx: Tx, at: store.At, actor: Actor): Promise<void> {
  const row = await readCase(tx, at);
  if (row?.kind !== 'source' || !maySee(row, partiesOf(source, row, await readParties(tx, at)), actor) || !isReviewer(row, actor)) return fail('SOURCE_NOT_FOUND');
  if (!isStudied(row)) return fail('SOURCE_NOT_STUDIED');
}

/** The item as the group has it, and where it stands in each published entry. */
async function sidesOf(db: Reader, at: store.At, wanted: string): Promise<{ item: string; held: { entry: string; n: number }[] }> {
  const group = (await store.findGroup(db, at)) ?? fail('SOURCE_NOT_FOUND');
  const item = group.items.find((one) => normal(one) === normal(wanted)) ?? fail('SOURCE_ITEMS_FOREIGN', { items: wanted });
  const published = await itemsIn(db, at.region, await store.entriesOf(db, at));
  return { item, held: [...published].flatMap(([entry, { items }]) => items.filter((one) => normal(one.name) === normal(item)).slice(0, 1).map(({ n }) => ({ entry, n }))) };
}

interface Found { readonly entry: string; readonly profile: Profile | string }

function sideOf({ entry, profile }: Found): ItemValues['sides'][number] {
  if (typeof profile === 'string') return { entry, why: profile, values: 0, lengths: null, kinds: [], sampled: false, partial: false };
  const { values, lengths, kinds, partial, digests } = profile;
  return { entry, why: null, values, lengths: lengths === null ? null : [lengths[0], lengths[1]], kinds: [...kinds], sampled: digests.length < values, partial };
}

function pairsOf(all: readonly Found[]): ItemValues['pairs'] {
  return all.flatMap((a, nth) => all.slice(nth + 1).flatMap((b) => (typeof a.profile === 'string' || typeof b.profile === 'string' ? [] : [{ a: a.entry, b: b.entry, ...inCommon(a.profile, b.profile) }])));
}

/**
 * Each side has its lowest digests. Above the last of a side that has more, that side is not known, so both are compared below it: there both
 * are whole, and a fair sample. Of few values nothing is said: a share of a handful would tell of single ones.
 */
export function inCommon(a: Profile, b: Profile): Pick<ItemValues['pairs'][number], 'compared' | 'shares'> {
  const ends = [a, b].flatMap((one) => (one.digests.length < one.values ? one.digests.slice(-1) : []));
  const known = (one: Profile) => one.digests.filter((digest) => ends.every((end) => digest <= end));
  const [left, right] = [known(a), new Set(known(b))];
  const compared: [number, number] = [left.length, right.size];
  if (Math.min(...compared) < leastValues) return { compared, shares: null };
  const same = left.filter((digest) => right.has(digest)).length;
  return { compared, shares: [Math.floor((100 * same) / left.length), Math.floor((100 * same) / right.size)] };
}
