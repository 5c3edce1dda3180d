import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { QualityView, RunDetail, RunIn, RunPage } from '../quality/contract.ts';
import { qualityView, runDetail, runView } from '../quality/views.ts';
import { rulesOf } from '../store/quality.ts';
import * as store from '../store/quality-runs.ts';
import { EntryAt } from './bindings.ts';
import { actorFacts } from './connections.ts';
import type { ResourceDeps } from './deps.ts';
import { ownEntry, resourceOf } from './quality.ts';

const RunAt = EntryAt.extend({ run: z.uuid() });
const PageQuery = z.strictObject({ after: z.uuid().optional(), size: z.coerce.number().int().min(1).max(100).default(20) });
const HEAD = ['规则', '类型', '检查条数', '不合格条数', '合格率', '容许（千分之）', '结论', '说明'];
const verdictZh = { holds: '符合', fails: '不符合', unknown: '未能检查' } as const;

/** Runs of quality rules: asked for, stopped, seen, exported. */
export function qualityRunRoutes(deps: ResourceDeps): Route[] {
  const { db, directory } = deps;
  return [
    route({
      method: 'POST', path: '/resources/quality/:region/:entry/runs', article: '18', may: 'quality.run', once: true, in: { params: EntryAt, body: RunIn }, out: QualityView,
      fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_RULES_MISSING', 'QUALITY_RUN_OPEN', 'QUALITY_AT_ONCE_BY_OPERATOR'], summary: '发起质量检查',
      handle: (ctx, { params, body }) => begin(deps, ctx, params, body.atOnce),
    }),
    route({
      method: 'POST', path: '/resources/quality/:region/:entry/runs/:run/stop', article: '18', may: 'quality.run', once: true, in: { params: RunAt }, out: QualityView, fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_RUN_NOT_FOUND'], summary: '停止质量检查',
      handle: (ctx, { params }) => once(db, ctx, async (tx) => {
        const entry = await ownEntry(tx, ctx.actor, params);
        const open = await store.openRun(tx, await resourceOf(tx, entry));
        if (open?.id !== params.run || !(await store.endRun(tx, open, { state: 'stopped' }))) return fail('QUALITY_RUN_NOT_FOUND');
        await deps.inside.record(tx, open.region, 'quality.stop', { run: open.id, ...actorFacts(ctx.actor) });
        return qualityView(tx, directory, entry);
      }),
    }),
    route({
      method: 'GET', path: '/resources/quality/:region/:entry/runs', article: '18', may: 'quality.read', in: { params: EntryAt, query: PageQuery }, out: RunPage, fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND'], summary: '历次质量检查',
      handle: (ctx, { params, query }) => transact(db, async (tx) => {
        const row = await resourceOf(tx, await ownEntry(tx, ctx.actor, params));
        const found = await store.runsOf(tx, row, { after: query.after, limit: query.size + 1 });
        const rows = [];
        for (const run of found.slice(0, query.size)) rows.push(await runView(tx, directory, run));
        return { rows, after: found.length > query.size ? rows.at(-1)?.id ?? null : null };
      }),
    }),
    route({
      method: 'GET', path: '/resources/quality/:region/:entry/runs/:run', article: '18', may: 'quality.read', in: { params: RunAt }, out: RunDetail, fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_RUN_NOT_FOUND'], summary: '一次质量检查的结果',
      handle: (ctx, { params }) => detail(deps, ctx.actor, params),
    }),
    route({
      method: 'GET', path: '/resources/quality/:region/:entry/runs/:run/export', article: '18', may: 'quality.read', in: { params: RunAt }, out: 'file', fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_RUN_NOT_FOUND'], logged: 'before', summary: '导出一次质量检查的结果',
      handle: async (ctx, { params }) => {
        const found = await detail(deps, ctx.actor, params);
        const lines = found.results.map((one) => csvLine([one.zh, one.kindZh, String(one.checked), String(one.failed), one.rate === null ? '' : `${(one.rate * 100).toFixed(2)}%`, String(one.perMille), one.verdict === null ? '' : verdictZh[one.verdict], one.why ?? '']));
        return { file: { name: `质量检查·${(found.endedAt ?? found.askedAt).slice(0, 10)}.csv`, media: 'text/csv; charset=utf-8', body: csvHead(HEAD) + lines.join('') } };
      },
    }),
  ];
}

/** Waits for its hours; at once where the operator says so, also for one that waits already. */
async function begin(deps: ResourceDeps, ctx: Context, at: z.output<typeof EntryAt>, atOnce: boolean): Promise<QualityView> {
  const { actor } = ctx;
  if (atOnce && actor.post !== 'operator') fail('QUALITY_AT_ONCE_BY_OPERATOR');
  return once(deps.db, ctx, async (tx) => {
    const entry = await ownEntry(tx, actor, at);
    const row = await resourceOf(tx, entry);
    const rules = await rulesOf(tx, at);
    if (!rules || rules.rules.length === 0) return fail('QUALITY_RULES_MISSING');
    const added = await store.addRun(tx, { region: row.region, resource: row.id, entry: row.entry, org: row.org, rulesVersion: rules.version, bindingVersion: row.version, atOnce, askedBy: actor.person });
    if (added === undefined && !(atOnce && (await store.hasten(tx, row, actor.person)))) return fail('QUALITY_RUN_OPEN');
    await deps.inside.record(tx, row.region, 'quality.begin', { resource: row.id, rules: rules.version, atOnce, ...actorFacts(actor) });
    return qualityView(tx, deps.directory, entry);
  });
}

function detail(deps: ResourceDeps, actor: Actor, at: z.output<typeof RunAt>): Promise<z.output<typeof RunDetail>> {
  return transact(deps.db, async (tx) => {
    const entry = await ownEntry(tx, actor, at);
    const row = await resourceOf(tx, entry);
    const run = await store.findRun(tx, { region: row.region, id: at.run });
    return run && run.resource === row.id ? runDetail(tx, deps.directory, entry, row, run) : fail('QUALITY_RUN_NOT_FOUND');
  });
}
