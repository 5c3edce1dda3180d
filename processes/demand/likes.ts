import { stateZh } from '../../law/words.ts';
import { demand } from '../../law/procedures/demand.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { vectorOf } from '../../platform/search/words.ts';
import { askedIn, fitting, normal } from '../catalog/index.ts';
import type { DemandDraft, Likes } from './contract.ts';
import * as store from './store.ts';

const shown = 5;

/** What somebody types of a demand, and for whom. */
export interface Typed { readonly q: string; readonly items: readonly string[]; readonly org: string; readonly region: string; readonly authority: string | null; readonly except: string | null }

/**
 * Entries that may serve, found as 目录检索 finds them and by items, and open demands of the same authority that are like. What
 * is shown of another's demand is what it wants and who, since it may be joined; its grounds are its own.
 */
export async function likesOf(tx: Tx, directory: Directory, typed: Typed): Promise<Likes> {
  const entries = await fitting(tx, directory, { q: typed.q, items: typed.items, region: typed.region, org: typed.org });
  const names = new Map(typed.items.map((item) => [normal(item), item]));
  const found = typed.authority === null ? [] : await store.alike(tx, {
    authority: typed.authority, except: typed.except, words: typed.q.trim().length < 2 ? [] : await askedIn(tx, typed.region, typed.q), items: [...names.keys()].filter((name) => name !== ''), size: shown,
  });
  const counts = await store.joinedCounts(tx, found);
  const orgs = await directory.organisations(tx, [...new Set([...entries.map((one) => one.provider), ...found.map((one) => one.requester)])]);
  const demands: Likes['demands'] = [];
  for (const one of found) {
    const row = await readCase(tx, one);
    if (row === undefined) continue;
    demands.push({
      ref: `${one.region}-${one.id}`, number: row.number, title: one.title, requesterName: orgs.get(one.requester)?.name ?? one.requester, mine: one.requester === typed.org,
      stateZh: stateZh(demand, row.state), joined: counts.get(one.id) ?? 0, items: one.items.flatMap((name) => names.get(name) ?? []),
    });
  }
  return { entries: entries.map((one) => ({ ...one, marks: [...one.marks], items: [...one.items], providerName: orgs.get(one.provider)?.name ?? one.provider })), demands };
}

/** The words by which a demand is found: its name, its items, what it is for. */
export function indexOf(body: DemandDraft): store.Index {
  const items = (body.items ?? []).map((item) => item.name);
  return {
    title: body.title ?? '', itemNames: [...new Set(items.map(normal).filter((name) => name !== ''))],
    words: vectorOf([[body.title ?? '', 'A'], [items.join(' '), 'B'], [body.purpose ?? '', 'C']]),
  };
}
