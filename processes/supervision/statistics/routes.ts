import type { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { daysBetween, plainDate } from '../../../law/plain-date.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { transact, type Db } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { Statistics, StatisticsQuery } from './contract.ts';
import { statistics } from './read.ts';

export interface StatisticsDeps { readonly db: Db; readonly directory: Directory }

const longestDays = 731;

/** 本部门统计: of the actor's own department, whatever is asked. */
export function statisticsRoutes(deps: StatisticsDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/statistics/department', article: '38.2', may: 'statistics.read', in: { query: StatisticsQuery }, out: Statistics, fails: ['PERIOD_INVALID'], logged: 'batched', summary: '本部门统计',
      handle: (ctx, { query }) => read(deps, ctx.actor, query),
    }),
    route({
      method: 'GET', path: '/statistics/department/export', article: '38.2', may: 'statistics.read', in: { query: StatisticsQuery }, out: 'file', fails: ['PERIOD_INVALID'], logged: 'before', summary: '导出本部门统计',
      handle: async (ctx, { query }) => {
        const it = await read(deps, ctx.actor, query);
        return { file: { name: `本部门统计·${query.from}·${query.to}.csv`, media: 'text/csv; charset=utf-8', body: csvHead(['类别', '指标', `${it.now.from} 至 ${it.now.to}`, `${it.before.from} 至 ${it.before.to}`]) + lines(it).map(csvLine).join('') } };
      },
    }),
  ];
}

async function read(deps: StatisticsDeps, actor: Actor, query: z.output<typeof StatisticsQuery>): Promise<Statistics> {
  const [from, to] = [plainDate(query.from), plainDate(query.to)];
  if (to < from || daysBetween(from, to) >= longestDays) fail('PERIOD_INVALID');
  return transact(deps.db, (tx) => statistics(tx, deps.directory, actor, from, to));
}

const applicationZh = { received: '收到', granted: '同意', refused: '不同意', withdrawn: '撤回', onTime: '按期答复', late: '超期答复', asked: '告知补正', extended: '延期', medianDays: '答复中位用时（工作日）', open: '现未办结' } as const;
const callZh = { calls: '成功', refused: '被拒', failed: '失败', maintenance: '维护时段内未答', p50: '中位用时（毫秒以内）', p95: '九成五用时（毫秒以内）' } as const;
const text = (value: number | null): string => (value === null ? '' : String(value));

function lines(it: Statistics): string[][] {
  const applications = (side: 'provided' | 'requested', zh: string) => Object.entries(applicationZh).map(([name, word]) => [zh, word, text(it.now[side][name as keyof typeof applicationZh]), text(it.before[side][name as keyof typeof applicationZh])]);
  return [
    ...applications('provided', '作为提供部门的申请'), ...applications('requested', '作为需求部门的申请'),
    ...Object.entries(callZh).map(([name, word]) => ['调用', word, text(it.now.calls[name as keyof typeof callZh]), text(it.before.calls[name as keyof typeof callZh])]),
    ['目录', '已发布', text(it.catalogue.published), ''], ['目录', '无条件共享', text(it.catalogue.unconditional), ''], ['目录', '有条件共享', text(it.catalogue.conditional), ''], ['目录', '不予共享', text(it.catalogue.notShared), ''],
    ...it.grants.flatMap((row) => [['授权', `${row.zh}，提供`, text(row.provided), ''], ['授权', `${row.zh}，使用`, text(row.requested), '']]),
    ...it.byRequester.map((row) => ['使用部门', row.name, text(row.calls), '']),
  ];
}
