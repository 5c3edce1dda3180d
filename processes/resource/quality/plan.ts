import { fieldsOf, qualityBounds, type Rule } from '../../../law/quality.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { EntrySeen } from '../../catalog/index.ts';
import { regionCodes } from '../../organisation/index.ts';
import type { BindingBody } from '../contract.ts';
import type { CheckPlan } from './checker.ts';
import type { PlanIn } from './contract.ts';

/** What a provider's limits are before it has set any: nothing runs by itself. */
export const plainPlan: PlanIn = {
  byItself: false, hourFrom: 1, hourTo: 5, everyDays: qualityBounds.everyDays.usual, pageRows: qualityBounds.pageRows.usual, boundRows: qualityBounds.boundRows.usual,
  statementMs: qualityBounds.statementMs.usual, pauseMs: qualityBounds.pauseMs.usual,
};

/** The columns that a run may look at: what is bound, by the field that the item has in the entry that stands. */
export function checkPlanOf(entry: EntrySeen, binding: BindingBody): CheckPlan {
  const fields = new Map(entry.body.items.map((item) => [item.n, item.field]));
  const columns = binding.columns.flatMap(({ n, column, udt, recordKey }) => {
    const field = fields.get(n);
    return field === undefined ? [] : [{ field, column, udt, recordKey }];
  });
  const plain = ({ field, column, udt }: (typeof columns)[number]) => ({ field, column, udt });
  return { schema: binding.schema, table: binding.table, keys: columns.filter((column) => column.recordKey).map(plain), columns: columns.map(plain) };
}

/** Whether every item that a rule names is bound; a rule outlives the version of the entry it was written for. */
export function standsOn(rule: Rule, plan: CheckPlan): boolean {
  const bound = new Set(plan.columns.map((column) => column.field));
  return fieldsOf(rule).every(([, fields]) => fields.every((field) => bound.has(field)));
}

/** Rules with the lists that the platform keeps written out, as they stand on this day. */
export async function withLists(db: Reader, rules: readonly Rule[], today: PlainDate): Promise<Rule[]> {
  const needs = rules.some((rule) => rule.kind === 'code-set' && rule.list === 'regions');
  const regions = needs ? await regionCodes(db, today) : [];
  return rules.map((rule) => (rule.kind === 'code-set' && rule.list === 'regions' ? { ...rule, codes: regions } : rule));
}


/** Whether an hour lies within; from and to the same, or 0 to 24: all day. Over midnight: 22 to 5. */
export function withinHours(plan: Pick<PlanIn, 'hourFrom' | 'hourTo'>, hour: number): boolean {
  return plan.hourFrom < plan.hourTo ? hour >= plan.hourFrom && hour < plan.hourTo : hour >= plan.hourFrom || hour < plan.hourTo;
}
