import { isLawError } from '../../law/errors.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import { plainPlan } from './quality/plan.ts';
import type { Source, ValueProfile } from './source.ts';
import { approvedConnection, bindingOf } from './store/binding.ts';
import { planOf } from './store/quality.ts';

const bounds = { rows: 200_000, values: 10_000, ms: 15_000 } as const;

/** The profile of an item in the resource to which its entry is bound, within the provider's limits; or why there is none, in words. */
export async function profileIn(db: Reader, source: Source, region: string, entry: string, item: number, key: Buffer): Promise<ValueProfile | string> {
  const bound = await bindingOf(db, region, entry);
  if (bound === undefined) return '没有挂接数据资源';
  const column = bound.columns.find((one) => one.n === item)?.column;
  if (column === undefined) return '数据项没有对应到字段';
  const connection = await approvedConnection(db, bound.region, bound.connection);
  if (connection === undefined) return '数据库连接尚未批准或者已经停用';
  const now = Date.now();
  if (bound.windows.some((one) => one.from <= now && now < one.to)) return '正在公告的维护时段内';
  const plan = (await planOf(db, { region: bound.region, id: bound.resource })) ?? plainPlan;
  try {
    return await source.profile(connection, { schema: bound.schema, table: bound.table, column }, key, { rows: Math.min(plan.boundRows, bounds.rows), values: bounds.values }, Math.min(plan.statementMs, bounds.ms));
  } catch (error) {
    if (isLawError(error)) return error.code === 'SOURCE_UNREACHABLE' ? '提供部门的数据库连接不上，或者对应的表不能读' : error.message; // what its database says in an error is not kept: it may quote a value
    throw error;
  }
}
