import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { linkageInSum } from '../../law/linkage.ts';
import { isSensitive } from '../../law/codes/grading.ts';
import type { Sensitivity } from '../../law/codes/grading.ts';
import { grant } from '../../law/procedures/grant.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { getEntry } from '../catalog/index.ts';
import { HeldView, HolderRow } from './contract.ts';
import { refOf } from './ref.ts';
import { heldBy, holdingsOf, type Held } from './store/held.ts';
import { holdersOn } from './store/lists.ts';

export interface RouteDeps { readonly db: Db; readonly directory: Directory }

/** What is no move: who holds an entry's data, for its provider; what a department holds in sum, for the authority. */
export function grantRoutes({ db, directory }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/grant/holders', article: '27.3', may: 'grant.holders', summary: '目录的使用部门', logged: 'batched',
      in: { query: z.object({ region: z.string().regex(/^\d{6}$/), entry: z.uuid() }) }, out: z.array(HolderRow), fails: ['ENTRY_NOT_FOUND'],
      handle: ({ actor }, { query }) => transact(db, async (tx) => {
        if ((await getEntry(tx, query.region, query.entry)).provider !== actor.org) fail('ENTRY_NOT_FOUND');
        return holders(tx, directory, query.region, query.entry);
      }),
    }),
    route({
      method: 'GET', path: '/grant/held', article: '25.2', may: 'grant.held', summary: '部门持有数据汇总', logged: 'batched',
      in: { query: z.object({ org: z.string().length(18) }) }, out: HeldView, fails: ['ORGANISATION_NOT_FOUND'],
      handle: ({ actor }, { query }) => transact(db, async (tx) => {
        const org = await directory.organisation(tx, query.org);
        if (!org || (await directory.authorityOf(tx, query.org)) !== actor.org) return fail('ORGANISATION_NOT_FOUND');
        return heldView(await heldBy(tx, query.org), { org: query.org, orgName: org.name }, (code) => directory.organisation(tx, code).then((found) => found?.name ?? code));
      }),
    }),
  ];
}

const stateZh = (state: string): string => (grant.states as Readonly<Record<string, { readonly zh: string }>>)[state]?.zh ?? state;

async function holders(tx: Tx, directory: Directory, region: string, entry: string): Promise<HolderRow[]> {
  const rows = await holdersOn(tx, region, entry);
  const names = await directory.organisations(tx, [...new Set(rows.map((row) => row.requester))]);
  return Promise.all(rows.map(async ({ requester, itemCount, ...row }) => ({
    ref: refOf(row), number: (await readCase(tx, row))?.number ?? null, requester, requesterName: names.get(requester)?.name ?? requester, purpose: row.purpose,
    state: row.state, stateZh: stateZh(row.state), items: itemCount, term: { from: row.termFrom, to: row.termTo },
  })));
}

/** 25 ¶2: what can be joined in one department, by kind of identifier: each kind with the entries that carry it. */
async function heldView(held: readonly Held[], of: { org: string; orgName: string }, nameOf: (org: string) => Promise<string>): Promise<HeldView> {
  const rows = await Promise.all(held.map(async (one) => ({
    ref: refOf(one), entry: one.name, entryRegion: one.entryRegion, entryId: one.entry, provider: one.provider, providerName: await nameOf(one.provider), purpose: one.purpose, items: one.items.length,
    identifiers: [...new Set([...one.keyKinds, ...one.items.flatMap((item) => (item.identifier === null ? [] : [item.identifier]))])],
    sensitive: one.items.filter((item) => isSensitive(item.sensitivity as Sensitivity)).map((item) => item.name),
  })));
  const { level, zh, joins } = linkageInSum(holdingsOf(held));
  return { ...of, grants: rows.length, items: rows.reduce((sum, row) => sum + row.items, 0), level, levelZh: zh, joins: joins.map(({ kind, entries, sensitive, ...join }) => ({ ...join, identifier: kind, entries: [...entries], sensitive: [...sensitive] })), rows };
}
