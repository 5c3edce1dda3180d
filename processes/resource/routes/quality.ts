import { sql } from 'kysely';
import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { dayAt } from '../../../law/machine-time.ts';
import { ruleFaults, type Rule } from '../../../law/quality.ts';
import { bareOf } from '../../../law/quality-pattern.ts';
import { once } from '../../../platform/http/once.ts';
import { invalidFields } from '../../../platform/http/parse.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { sqlState, transact, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { getEntry, type EntrySeen } from '../../catalog/index.ts';
import { FailuresView, PlanIn, QualityPage, QualityQuery, QualityView, RulesIn } from '../quality/contract.ts';
import { checkPlanOf, plainPlan, standsOn, withLists } from '../quality/plan.ts';
import { qualityView } from '../quality/views.ts';
import { approvedConnection } from '../store/binding.ts';
import * as store from '../store/quality.ts';
import { currentBinding, resourcesOfEntry, type ResourceRow } from '../store/resources.ts';
import { EntryAt } from './bindings.ts';
import { actorFacts } from './connections.ts';
import type { ResourceDeps } from './deps.ts';

const RuleAt = EntryAt.extend({ rule: z.uuid() });
const shown = 100;

/** Quality rules (Art. 18): declared by the cataloguer, run within the operator's limits, seen by the department. */
export function qualityRoutes(deps: ResourceDeps): Route[] {
  const { db, directory } = deps;
  return [
    route({
      method: 'GET', path: '/resources/quality', article: '18', may: 'quality.read', in: { query: QualityQuery }, out: QualityPage, fails: ['CURSOR_STALE'], summary: '本部门的数据质量',
      handle: async (ctx, { query }) => {
        if (query.after !== undefined && !z.uuid().safeParse(query.after).success) fail('CURSOR_STALE');
        const found = await store.qualityList(db, { region: ctx.actor.region, org: ctx.actor.org, show: query.show, after: query.after, limit: query.size + 1 });
        const page = found.slice(0, query.size);
        const rows = await Promise.all(page.map(async (row) => ({ ...row, name: (await getEntry(db, row.region, row.entry)).name })));
        return { rows, after: found.length > query.size ? rows.at(-1)?.resource ?? null : null };
      },
    }),
    route({
      method: 'GET', path: '/resources/quality/:region/:entry', article: '18', may: 'quality.read', in: { params: EntryAt }, out: QualityView, fails: ['ENTRY_NOT_FOUND'], logged: 'batched', summary: '目录的质量规则与最近一次检查',
      handle: (ctx, { params }) => transact(db, async (tx) => qualityView(tx, directory, await ownEntry(tx, ctx.actor, params))),
    }),
    route({
      method: 'PUT', path: '/resources/quality/:region/:entry/rules', article: '18', may: 'quality.rules', form: 'quality-rules', in: { params: EntryAt, body: RulesIn }, out: QualityView, fails: ['ENTRY_NOT_FOUND', 'QUALITY_RULES_STALE'], summary: '设定质量规则',
      handle: (ctx, { params, body }) => saveRules(deps, ctx, params, body),
    }),
    route({
      method: 'PUT', path: '/resources/quality/:region/:entry/plan', article: '18', may: 'quality.plan', in: { params: EntryAt, body: PlanIn }, out: QualityView, fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_HOURS_INVALID'], summary: '设定检查的时段与限度',
      handle: (ctx, { params, body }) => transact(db, async (tx) => {
        const entry = await ownEntry(tx, ctx.actor, params);
        const row = await resourceOf(tx, entry);
        if (body.hourFrom === body.hourTo) fail('QUALITY_HOURS_INVALID');
        await store.setPlan(tx, row, body, ctx.actor.person);
        await deps.inside.record(tx, row.region, 'quality.plan', { resource: row.id, ...body, ...actorFacts(ctx.actor) });
        return qualityView(tx, directory, entry);
      }),
    }),
    route({
      method: 'GET', path: '/resources/quality/:region/:entry/failures/:rule', article: '18', may: 'quality.failures', in: { params: RuleAt }, out: FailuresView,
      fails: ['ENTRY_NOT_FOUND', 'RESOURCE_NOT_FOUND', 'QUALITY_RULE_UNKNOWN', 'ADDRESS_NOT_APPROVED', 'ADDRESS_NOT_ALLOWED', 'ADDRESS_MOVED', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'CHECK_FAILED'], logged: 'before', summary: '查看本部门不合格的记录',
      handle: (ctx, { params }) => failuresOf(deps, ctx.actor, params),
    }),
  ];
}

async function saveRules(deps: ResourceDeps, ctx: Context, at: z.output<typeof EntryAt>, body: z.output<typeof RulesIn>): Promise<QualityView> {
  const { actor } = ctx;
  return once(deps.db, ctx, async (tx) => {
    const entry = await ownEntry(tx, actor, at);
    const rules = body.rules as readonly Rule[];
    const fields = new Set(entry.body.items.map((item) => item.field));
    const faults = rules.flatMap((rule, n) => ruleFaults(rule, fields).map((fault) => ({ path: `rules.${n}.${fault.at}`, message: fault.say })));
    if (new Set(rules.map((rule) => rule.id)).size < rules.length) faults.push({ path: 'rules', message: '同一条规则列了两次' });
    if (faults.length > 0) throw invalidFields(faults);
    for (const [n, rule] of rules.entries()) if (rule.kind === 'pattern' && !(await isPattern(tx, rule.pattern))) throw invalidFields([{ path: `rules.${n}.pattern`, message: '数据库不接受这个格式，请改写' }]);
    const stands = (await store.rulesOf(tx, at))?.version ?? 0;
    const version = stands + 1;
    if (body.base !== stands || !(await store.addRules(tx, at, { version, entryVersion: entry.version, rules, madeBy: actor.person }))) return fail('QUALITY_RULES_STALE', { version: stands });
    await deps.inside.record(tx, at.region, 'quality.rules', { entry: at.entry, version, rules: rules.map((rule) => `${rule.id} ${rule.kind}`).join(' '), ...actorFacts(actor) });
    return qualityView(tx, deps.directory, entry);
  });
}

/** PostgreSQL reads it: asked of our own, where nothing is behind it but an empty text. */
async function isPattern(tx: Tx, pattern: string): Promise<boolean> {
  try {
    await sql`savepoint pattern`.execute(tx);
    await sql`select '' ~ ${`^(?:${bareOf(pattern)})$`}::text as ok`.execute(tx);
    return true;
  } catch (error) {
    if (sqlState(error) !== '2201B') throw error;
    await sql`rollback to savepoint pattern`.execute(tx);
    return false;
  }
}

/** Read once from the provider's own database for its own people; kept nowhere, each look logged before. */
async function failuresOf(deps: ResourceDeps, actor: Actor, at: z.output<typeof RuleAt>): Promise<z.output<typeof FailuresView>> {
  const { db } = deps;
  const entry = await getEntry(db, at.region, at.entry);
  if (entry.provider !== actor.org) fail('ENTRY_NOT_FOUND');
  const row = await resourceOf(db, entry);
  const bound = (await currentBinding(db, row)) ?? fail('RESOURCE_NOT_FOUND');
  const connection = (await approvedConnection(db, row.region, row.connectionId)) ?? fail('ADDRESS_NOT_APPROVED');
  const plan = checkPlanOf(entry, bound.body);
  const rule = ((await store.rulesOf(db, at))?.rules ?? []).find((one) => one.id === at.rule && standsOn(one, plan)) ?? fail('QUALITY_RULE_UNKNOWN');
  const [whole] = await withLists(db, [rule], dayAt(Date.now()));
  const found = await deps.checker.failures(connection, plan, whole as Rule, shown + 1, ((await store.planOf(db, row)) ?? plainPlan).statementMs);
  const names = new Map(entry.body.items.map((item) => [item.field, item.name]));
  return { columns: found.columns.map((field) => names.get(field) ?? field), rows: found.rows.slice(0, shown).map((line) => [...line]), more: found.rows.length > shown, ms: found.ms };
}

export async function ownEntry(db: Tx | ResourceDeps['db'], actor: Actor, at: { readonly region: string; readonly entry: string }): Promise<EntrySeen> {
  const entry = await getEntry(db, at.region, at.entry);
  return entry.provider === actor.org ? entry : fail('ENTRY_NOT_FOUND');
}

export async function resourceOf(db: Tx | ResourceDeps['db'], entry: EntrySeen): Promise<ResourceRow> {
  return (await resourcesOfEntry(db, entry.region, entry.id)).find((one) => one.mode === 'service') ?? fail('RESOURCE_NOT_FOUND');
}
