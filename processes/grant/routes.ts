import { Readable } from 'node:stream';
import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { linkageInSum } from '../../law/linkage.ts';
import { isSensitive } from '../../law/codes/grading.ts';
import type { Sensitivity } from '../../law/codes/grading.ts';
import { grant } from '../../law/procedures/grant.ts';
import { csvHead, csvLine } from '../../platform/csv.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { read, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { parseRef, refOf } from '../../platform/procedures/ref.ts';
import { numbersOf } from '../../platform/procedures/store/cases.ts';
import { getEntry } from '../catalog/index.ts';
import { departmentsUnder } from '../organisation/index.ts';
import { HeldSum, HeldView, HolderPage } from './contract.ts';
import { legacyRoutes } from './legacy-list.ts';
import { heldBy, holdingsOf, type Held } from './store/held.ts';
import { countHolders, holdersOn, type Holder } from './store/lists.ts';

export interface RouteDeps { readonly db: Db; readonly directory: Directory }

const After = z.string().regex(/^\d{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const Size = z.coerce.number().int().min(1).max(100).default(50);
const DepartmentsQuery = z.strictObject({ q: z.string().trim().max(60).optional(), after: z.string().max(18).optional(), size: z.coerce.number().int().min(1).max(50).default(20) });

/** What is no move: who holds an entry's data; what departments hold in sum, for the authority. */
export function grantRoutes({ db, directory }: RouteDeps): Route[] {
  return [
    ...legacyRoutes({ db, directory }),
    route({
      method: 'GET', path: '/grant/holders', article: '27.3', may: 'grant.holders', summary: '目录的使用部门', logged: 'batched',
      in: { query: z.strictObject({ region: z.string().regex(/^\d{6}$/), entry: z.uuid(), after: After.optional(), size: Size }) }, out: HolderPage, fails: ['ENTRY_NOT_FOUND'],
      handle: ({ actor }, { query }) => read(db, (tx) => holders(tx, directory, actor, query)),
    }),
    route({
      method: 'GET', path: '/grant/held', article: '25.2', may: 'grant.held', summary: '部门持有数据汇总', logged: 'batched',
      in: { query: z.strictObject({ org: z.string().length(18), after: After.optional(), size: Size }) }, out: HeldView, fails: ['ORGANISATION_NOT_FOUND'],
      handle: ({ actor }, { query }) => read(db, async (tx) => {
        const org = await directory.organisation(tx, query.org);
        if (!org || (await directory.authorityOf(tx, query.org)) !== actor.org) return fail('ORGANISATION_NOT_FOUND');
        return heldView(tx, directory, { org: query.org, orgName: org.name }, query);
      }),
    }),
    route({
      method: 'GET', path: '/grant/held/departments', article: '25.2', may: 'grant.held', summary: '各部门持有数据汇总表', logged: 'batched',
      in: { query: DepartmentsQuery }, out: z.object({ rows: z.array(HeldSum), after: z.string().nullable() }), fails: [],
      handle: ({ actor }, { query }) => read(db, async (tx) => {
        const departments = await departmentsUnder(tx, actor.org, query);
        return { rows: await sumsOf(tx, departments), after: departments.length === query.size ? departments.at(-1)?.code ?? null : null };
      }),
    }),
    route({
      method: 'GET', path: '/grant/held/departments.csv', article: '25.2', may: 'grant.held', summary: '导出各部门持有数据汇总表', logged: 'before', in: { query: DepartmentsQuery.pick({ q: true }) }, out: 'file', fails: [],
      handle: async ({ actor }, { query }) => ({ file: { name: '各部门持有数据汇总.csv', media: 'text/csv; charset=utf-8', body: Readable.from(sumLines(db, actor.org, query.q)) } }),
    }),
  ];
}

const stateZh = (state: string): string => (grant.states as Readonly<Record<string, { readonly zh: string }>>)[state]?.zh ?? state;

/** All of them for the provider and its authority (27 ¶3); for anybody else its own. */
async function holders(tx: Tx, directory: Directory, actor: Actor, { region, entry, after, size }: { readonly region: string; readonly entry: string; readonly after?: string | undefined; readonly size: number }): Promise<HolderPage> {
  const { provider, state } = await getEntry(tx, region, entry);
  const all = provider === actor.org || (await directory.authorityOf(tx, provider)) === actor.org;
  const of = { entryRegion: region, entry, requesters: all ? undefined : [actor.org], limit: size };
  const [rows, total] = [await holdersOn(tx, { ...of, after: after === undefined ? undefined : parseRef(after) }), await countHolders(tx, of)];
  if (!all && total === 0 && state !== 'published') fail('ENTRY_NOT_FOUND'); // to a stranger it is not there
  const names = await directory.organisations(tx, [...new Set(rows.map((row) => row.requester))]);
  const numbers = await numbersOf(tx, rows);
  return {
    rows: rows.map(({ requester, itemCount, ...row }) => ({
      ref: refOf(row), number: numbers.get(row.id)?.number ?? null, requester, requesterName: names.get(requester)?.name ?? requester, purpose: row.purpose,
      state: row.state, stateZh: stateZh(row.state), items: itemCount, term: { from: row.termFrom, to: row.termTo },
    })),
    after: rows.length === size ? refOf(rows.at(-1) as Holder) : null, total,
  };
}

/** 25 ¶2: what can be joined in one department, by kind of identifier: each kind with the entries that carry it. Sums are of all its grants, rows a page. */
async function heldView(tx: Tx, directory: Directory, of: { org: string; orgName: string }, { after, size }: { readonly after?: string | undefined; readonly size: number }): Promise<HeldView> {
  const held = await heldBy(tx, of.org);
  const from = after === undefined ? 0 : held.findIndex((one) => refOf(one) > after);
  const page = from < 0 ? [] : held.slice(from, from + size);
  const names = await directory.organisations(tx, [...new Set(page.map((one) => one.provider))]);
  const { joins, ...sum } = summed(held);
  return {
    ...of, grants: held.length, items: sum.items, level: sum.level, levelZh: sum.levelZh, joins: joins.map(({ kind, entries, sensitive, ...join }) => ({ ...join, identifier: kind, entries: [...entries], sensitive: [...sensitive] })),
    rows: page.map((one) => ({
      ref: refOf(one), entry: one.name, entryRegion: one.entryRegion, entryId: one.entry, provider: one.provider, providerName: names.get(one.provider)?.name ?? one.provider, purpose: one.purpose, items: one.items.length,
      identifiers: kindsOf(one), sensitive: one.items.filter((item) => isSensitive(item.sensitivity as Sensitivity)).map((item) => item.name),
    })),
    after: from >= 0 && from + size < held.length ? refOf(page.at(-1) as Held) : null,
  };
}

const kindsOf = (one: Held): string[] => [...new Set([...one.keyKinds, ...one.items.flatMap((item) => (item.identifier === null ? [] : [item.identifier]))])];

function summed(held: readonly Held[]) {
  const { level, zh, joins } = linkageInSum(holdingsOf(held));
  return { items: held.reduce((sum, one) => sum + one.items.length, 0), level, levelZh: zh, joins };
}

/** What each of these departments would hold together, one after the other: never two at once in memory. */
async function sumsOf(tx: Tx, departments: readonly { readonly code: string; readonly name: string }[]): Promise<HeldSum[]> {
  const rows: HeldSum[] = [];
  for (const { code, name } of departments) {
    const held = await heldBy(tx, code);
    const { joins, ...sum } = summed(held);
    rows.push({
      org: code, orgName: name, grants: held.length, entries: new Set(held.map((one) => one.entry)).size, ...sum, identifiers: joins.map((join) => join.zh),
      sensitive: held.reduce((n, one) => n + one.items.filter((item) => isSensitive(item.sensitivity as Sensitivity)).length, 0),
    });
  }
  return rows;
}

async function* sumLines(db: Db, authority: string, q: string | undefined): AsyncGenerator<string> {
  yield csvHead(['部门', '统一社会信用代码', '在用授权', '目录', '数据项', '敏感数据项', '可关联的标识', '关联风险']);
  for (let after: string | undefined; ;) {
    const { departments, rows } = await read(db, async (tx) => {
      const page = await departmentsUnder(tx, authority, { q, after, size: 50 });
      return { departments: page, rows: await sumsOf(tx, page) };
    });
    for (const row of rows) yield csvLine([row.orgName, row.org, String(row.grants), String(row.entries), String(row.items), String(row.sensitive), row.identifiers.join('、'), row.levelZh]);
    if (departments.length < 50) return;
    after = departments.at(-1)?.code;
  }
}
