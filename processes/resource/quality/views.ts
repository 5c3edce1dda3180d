import { dayAt } from '../../../law/machine-time.ts';
import { fieldsOf, kindZh, ruleZh, type Rule } from '../../../law/quality.ts';
import type { QualityRuleKind } from '../../../law/codes.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { EntrySeen } from '../../catalog/index.ts';
import { planOf, rulesOf } from '../store/quality.ts';
import * as runs from '../store/quality-runs.ts';
import { currentBinding, resourcesOfEntry } from '../store/resources.ts';
import type { QualityView, ResultView, RunDetail, RunView } from './contract.ts';
import { checkPlanOf, plainPlan, standsOn } from './plan.ts';

const states = { waiting: '等候时段', running: '检查中', done: '已完成', failed: '未完成', stopped: '已停止' } as const;

/** The rules of an entry, the provider's limits, what runs now and how the last run came out. */
export async function qualityView(tx: Tx, directory: Directory, entry: EntrySeen): Promise<QualityView> {
  const at = { region: entry.region, entry: entry.id };
  const [made, row] = [await rulesOf(tx, at), (await resourcesOfEntry(tx, entry.region, entry.id)).find((one) => one.mode === 'service')];
  const bound = row && (await currentBinding(tx, row));
  const plan = bound && checkPlanOf(entry, bound.body);
  const fields = new Set(plan?.columns.map((column) => column.field) ?? []);
  const set = row && (await planOf(tx, row));
  const [last] = row ? await runs.runsOf(tx, row, { state: 'done', limit: 1 }) : [];
  const running = row && (await runs.openRun(tx, row));
  return {
    region: entry.region, entry: entry.id, name: entry.name, version: made?.version ?? 0, updateCycle: entry.body.updateCycle,
    items: entry.body.items.map(({ field, name, type, length, key, nullable, codeSet }) => ({ field, name, type, length, key, nullable, codeSet, bound: fields.has(field) })),
    rules: (made?.rules ?? []).map((rule) => ({ rule: mutable(rule), zh: zhOf(rule, entry), kindZh: kindZh(rule.kind), stands: plan !== undefined && standsOn(rule, plan) })),
    madeAt: made?.madeAt ?? null, madeBy: made ? await directory.labelOf(tx, made.madeBy) : null,
    resource: row && bound ? { region: row.region, id: row.id, connectionName: row.connectionName, table: bound.body.table, up: row.up } : null,
    plan: { ...(set ?? plainPlan), nextAt: set?.byItself ? set.nextAt : null, setAt: set?.setAt ?? null },
    running: running ? await runView(tx, directory, running) : null,
    last: row && last ? await runDetail(tx, directory, entry, row, last) : null,
  };
}

export function zhOf(rule: Rule, entry: EntrySeen): string {
  const names = new Map(entry.body.items.map((item) => [item.field, item.name]));
  return ruleZh(rule, (field) => names.get(field) ?? field);
}

export async function runView(tx: Tx, directory: Directory, run: runs.RunRow): Promise<RunView> {
  const { id, state, atOnce, askedBy, askedAt, begunAt, endedAt, rulesVersion, checked, partial, way, fault, rate, failing } = run;
  const rules = (await rulesOf(tx, { region: run.region, entry: run.entry }, rulesVersion))?.rules.length ?? 0;
  return { id, state, stateZh: states[state], atOnce, askedBy: askedBy === null ? null : await directory.labelOf(tx, askedBy), askedAt, begunAt, endedAt, rulesVersion, checked, partial, way, fault, rate, failing, rules };
}

/** With a result for each rule as it stood then; one that fails says since when. */
export async function runDetail(tx: Tx, directory: Directory, entry: EntrySeen, resource: { readonly region: string; readonly id: string }, run: runs.RunRow): Promise<RunDetail> {
  const rules = new Map(((await rulesOf(tx, { region: run.region, entry: run.entry }, run.rulesVersion))?.rules ?? []).map((rule) => [rule.id, rule]));
  const order = [...rules.keys()];
  const found = [...(await runs.resultsOf(tx, run))].sort((a, b) => order.indexOf(a.rule) - order.indexOf(b.rule));
  const results: ResultView[] = [];
  for (const one of found) {
    const rule = rules.get(one.rule);
    results.push({
      rule: one.rule, kind: one.kind, kindZh: kindZh(one.kind as QualityRuleKind), zh: rule ? zhOf(rule, entry) : one.rule, checked: one.checked, failed: one.failed, perMille: one.perMille, verdict: one.verdict, why: one.why === '' ? null : one.why,
      rate: one.checked === 0 ? null : (one.checked - one.failed) / one.checked, samples: one.samples.length, since: one.verdict === 'fails' ? await failsSince(tx, resource, one.rule, run.id) : null,
    });
  }
  return { ...(await runView(tx, directory, run)), results };
}

/** Day of the first of the runs in a row, up to this one, in which the rule failed. */
async function failsSince(tx: Tx, resource: { readonly region: string; readonly id: string }, rule: string, run: string): Promise<string | null> {
  let since: string | null = null;
  for (const one of await runs.verdictsOf(tx, resource, rule)) {
    if (one.run > run) continue;
    if (one.verdict !== 'fails') break;
    since = one.endedAt;
  }
  return since === null ? null : dayAt(Date.parse(since));
}

/** The items that a rule names, as the catalogue numbers them: what a correction states. */
export function itemsOf(rule: Rule, entry: EntrySeen): number[] {
  const fields = new Set(fieldsOf(rule).flatMap(([, named]) => named));
  return entry.body.items.filter((item) => fields.has(item.field)).map((item) => item.n);
}

/** As the contract has it: shapes of zod are not read-only. */
const mutable = (rule: Rule): QualityView['rules'][number]['rule'] => structuredClone(rule) as QualityView['rules'][number]['rule'];
