import { Readable } from 'node:stream';
import { fail } from '../../../law/errors.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { getEntry } from '../../catalog/index.ts';
import { HitPage, HitQuery } from '../contract.ts';
import type { Hit } from '../hits.ts';
import { EntryAt } from './bindings.ts';
import type { ResourceDeps } from './deps.ts';

const HEAD = ['授权编号', '使用部门', '统一社会信用代码', '用途', '使用系统', '状态', '到期', '近30日平均每日调用', '最近使用'];
const PAGE = 200;

/** Who would be hit before anything about an entry's data is changed: seen by its own department alone. */
export function hitRoutes(deps: ResourceDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/resources/hits/:region/:entry', article: '27.3', may: 'grant.holders', in: { params: EntryAt, query: HitQuery }, out: HitPage, fails: ['ENTRY_NOT_FOUND'], logged: 'batched', summary: '变更会影响谁',
      handle: async (ctx, { params, query }) => {
        await mustOwn(deps, ctx.actor, params);
        const found = await deps.hits.page(deps.db, params.region, params.entry, query.after, query.size + 1);
        const rows = found.slice(0, query.size).map((hit) => ({ ...hit, systems: [...hit.systems] }));
        return { rows, after: found.length > query.size ? rows.at(-1)?.ref ?? null : null, sum: await deps.hits.sum(deps.db, params.region, params.entry) };
      },
    }),
    route({
      method: 'GET', path: '/resources/hits/:region/:entry/export', article: '27.3', may: 'grant.holders', in: { params: EntryAt }, out: 'file', fails: ['ENTRY_NOT_FOUND'], logged: 'before', summary: '导出变更会影响谁',
      handle: async (ctx, { params }) => {
        const { name } = await mustOwn(deps, ctx.actor, params);
        return { file: { name: `${name}·受影响的授权.csv`, media: 'text/csv; charset=utf-8', body: Readable.from(lines(deps, params.region, params.entry)) } };
      },
    }),
  ];
}

async function* lines(deps: ResourceDeps, region: string, entry: string): AsyncGenerator<string> {
  yield csvHead(HEAD);
  for (let after: string | undefined; ; ) {
    const found: readonly Hit[] = await deps.hits.page(deps.db, region, entry, after, PAGE);
    if (found.length > 0) yield found.map((hit) => csvLine([hit.number ?? hit.ref, hit.requesterName, hit.requester, hit.purpose, hit.systems.join('、'), hit.stateZh, hit.termTo ?? '', String(hit.callsPerDay), hit.lastOn ?? ''])).join('');
    if (found.length < PAGE) return;
    after = found.at(-1)?.ref;
  }
}

async function mustOwn(deps: ResourceDeps, actor: Actor, at: { readonly region: string; readonly entry: string }) {
  const entry = await getEntry(deps.db, at.region, at.entry);
  return entry.provider === actor.org ? entry : fail('ENTRY_NOT_FOUND');
}
