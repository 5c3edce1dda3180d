import pg from 'pg';
import { minuteAt } from '../../law/machine-time.ts';
import { windowAt } from '../../law/maintenance.ts';
import { RowQuery } from '../connectors/row-query.ts';
import { ProviderUnavailable } from '../connectors/pool.ts';
import { OutOfReach } from '../connectors/reach.ts';
import type { Providers } from '../connectors/postgresql.ts';
import { refused, type Refusal } from '../national/answers.ts';
import type { Ask } from './ask.ts';
import type { Plan } from './plan.ts';
import { collectRows, type Rows } from './rows.ts';

/** More than an answer may hold. */
export const tooLarge = refused('failed-too-large', '应答超过上限，请减小 pageSize，或改用批量、文件方式');
/** What comes beside the answer's bytes: keys that are recorded and not answered, heads of messages. */
const beside = 1024 * 1024;

/** Asks the provider's database. A refusal's reason that begins with `failed` is the provider's or the line's fault, not the caller's. */
export async function runPlan(providers: Providers, plan: Plan, ask: Ask): Promise<Rows | Refusal> {
  const { binding } = plan;
  const rows = collectRows(plan, ask.pageSize);
  const { name, text } = plan.statement(ask.given, ask.after !== undefined);
  const values = plan.values(ask.given, ask.pageSize + (plan.kind === 'query' ? 1 : 0), (ask.page - 1) * ask.pageSize, ask.after);
  for (let round = 0; ; round += 1) {
    try {
      const query = new RowQuery(name, text, values, rows);
      await providers.run({ region: binding.region, connection: binding.connection, connectionVersion: binding.connectionVersion }, query, { timeoutMs: binding.timeoutMs, mostBytes: 2 * binding.maxBytes + beside });
      return rows.tooLarge ? tooLarge : rows;
    } catch (error) {
      // The provider changed the table under a prepared statement: once more on a new connection.
      if (round === 0 && rows.count === 0 && error instanceof pg.DatabaseError && (error.code === '0A000' || error.code === '26000')) continue;
      return inWindow(binding, refusalOf(error));
    }
  }
}

/** What is no answer of the provider's database: it is down, gone, slow, or its table is not there. */
const noAnswer = /^failed-(down|slow|line|[0-9A-Z]{5})$/;

/**
 * No answer in a window that the provider had announced: said so, and no failure of its. Asked only where there is none:
 * what comes in a window leaves as ever.
 */
function inWindow(binding: Plan['binding'], refusal: Refusal): Refusal {
  const window = noAnswer.test(refusal.reason) ? windowAt(binding.windows, Date.now()) : undefined;
  return window ? refused('maintenance', `提供部门系统正在维护，预计 ${minuteAt(window.to)} 恢复，请届时重试`, { until: minuteAt(window.to) }) : refusal;
}


function refusalOf(error: unknown): Refusal {
  if (error instanceof pg.DatabaseError && error.code !== undefined) {
    if (/^22/.test(error.code)) return refused('bad-value', '参数的格式不正确', { name: '查询条件', why: '格式不正确' });
    if (error.code === '57014') return refused('failed-slow', '提供部门系统应答超时');
    return refused(`failed-${error.code}`, '提供部门系统暂不可用');
  }
  if (error instanceof ProviderUnavailable) {
    if (error.why === 'large') return tooLarge;
    return error.why === 'slow' ? refused('failed-slow', '提供部门系统应答超时') : refused(`failed-${error.why}`, error.why === 'busy' ? '提供部门系统繁忙，请稍后重试' : '提供部门系统暂不可用');
  }
  if (error instanceof OutOfReach) return refused(`failed-${error.why}`, '提供部门系统暂不可用');
  return refused('failed-line', '提供部门系统暂不可用');
}
