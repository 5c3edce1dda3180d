import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { entryVersion } from '../catalog/index.ts';
import type { EntryItem } from '../catalog/contract.ts';
import type { Source } from '../resource/index.ts';
import type { RowView } from './contract.ts';
import { givenTo } from './given.ts';
import { viewOf, type Sight } from './rows.ts';
import { sealingOf } from './seal.ts';
import type { Seen } from './side.ts';
import type { CorrectionRecord } from './store/corrections.ts';
import { grantsOf, receivedAmong } from './store/receivers.ts';
import * as rows from './store/rows.ts';

/** What each side of a correction sees of its records, page by page. */
export interface SightDeps { readonly keys: Keys; readonly source: Source }
export type Looker = Pick<Seen, 'it' | 'side' | 'at'>;
const exportPage = 1_000;

/**
 * What this side sees: all of it; as who supervises, the ends of values, and of records that it received itself what its grants give it; as who filed, what its
 * grants give it, and answers once they are fed back; as a receiver, its own records.
 */
export async function sightOf(tx: Tx, { source }: Pick<SightDeps, 'source'>, { it, side, at }: Looker, actor: Actor): Promise<Sight> {
  if (side === 'requester') return { shows: 'all', requester: true, granted: (await givenTo(tx, source, it, actor.org)).plain, decided: it.answeredOn !== null };
  if (side !== 'receiver' && side !== 'authority') return { shows: 'all', requester: false };
  const mine = new Set((await grantsOf(tx, at, actor.org)).map((grant) => grant.grantId));
  const granted = mine.size === 0 ? new Set<number>() : (await givenTo(tx, source, it, actor.org, mine)).plain;
  return { shows: side === 'receiver' ? 'received' : 'masked', requester: false, granted };
}

/** One page; `mine`: of who supervises and received some of them itself, those alone. */
export async function pageOf(tx: Tx, { keys }: Pick<SightDeps, 'keys'>, { it, at, side }: Looker, actor: Actor, sight: Sight, wanted: rows.RowsWanted & { readonly mine?: boolean | undefined }): Promise<RowView[]> {
  const [sealing, items] = [sealingOf(keys, it), await itemsOf(tx, it)];
  const { mine, ...asked } = wanted;
  const received = side === 'receiver' ? { ...asked, outcome: 'upheld' as const, looked: undefined } : asked;
  const found = await rows.rowsOf(tx, at, side === 'receiver' || mine === true ? { ...received, receivedBy: actor.org } : received);
  const own = side === 'authority' && sight.granted !== undefined && sight.granted.size > 0 ? await receivedAmong(tx, at, actor.org, found.map((record) => record.n)) : undefined;
  const masked = { ...sight, granted: undefined };
  return found.map((record) => viewOf(sealing.open(at, record), it, items, own === undefined || own.has(record.n) ? sight : masked));
}

/** All of it, page by page, each in a transaction of its own. */
export async function* pagesOf(db: Db, deps: SightDeps, it: Looker, actor: Actor): AsyncGenerator<readonly RowView[]> {
  for (let after = 0; ;) {
    const page = await transact(db, async (tx) => pageOf(tx, deps, it, actor, await sightOf(tx, deps, it, actor), { after, limit: exportPage }));
    yield page;
    if (page.length < exportPage) return;
    after = page.at(-1)?.n ?? after;
  }
}

export async function itemsOf(tx: Tx, it: CorrectionRecord): Promise<ReadonlyMap<number, EntryItem>> {
  return new Map((await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion)).body.items.map((item) => [item.n, item]));
}
