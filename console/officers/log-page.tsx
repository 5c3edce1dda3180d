import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';
import { errors } from '../../law/errors.ts';
import type { AccessPage } from '../../processes/organisation/contract.ts';
import { queryText } from '../../sdk/client.ts';
import { DayFilter, Select } from '../kit/fields.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';

type Page = z.infer<typeof AccessPage>;
type Line = Page['rows'][number];
interface Search { from?: string; to?: string; q?: string; result?: string }

const kinds: Readonly<Record<string, string>> = { forbidden: '无权办理', 'not-found': '没有或无关', invalid: '填写有误', conflict: '不能办理', unauthenticated: '未登录', 'too-many': '过于频繁', unavailable: '暂不可用', bug: '平台出错' };
/** What a refusal was, in the office's words; its code stands below for whoever asks the operators. */
const refusedZh = (code: string): string => kinds[(errors as Readonly<Record<string, { readonly kind: string } | undefined>>)[code]?.kind ?? ''] ?? '被拒绝';

/** 操作与访问日志: every look and every attempt; rows cannot be changed; an export is itself recorded. */
export function LogPage() {
  const heading = usePage('操作与访问日志');
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const filters = { from: search.from, to: search.to, object: search.q, result: search.result };
  const list = useInfiniteQuery({
    queryKey: ['access-log', filters], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Page>('/audit/access', { ...filters, after: pageParam, size: 100 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const lookedTo = list.data?.pages.at(-1)?.lookedTo ?? null;
  const go = (next: Search) => void navigate({ to: '/officers/log', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  const columns: Column<Line>[] = [
    { key: 'at', title: '时间', width: 150, cell: (r) => <span className="second nowrap">{moment(r.at)}</span> },
    { key: 'who', title: '岗位、账号', cell: (r) => r.who },
    { key: 'address', title: '来源地址', optional: true, width: 130, cell: (r) => r.address },
    { key: 'act', title: '动作', width: 150, cell: (r) => r.act },
    { key: 'object', title: '对象', optional: true, cell: (r) => r.objectZh ?? <span className="meta" style={{ overflowWrap: 'anywhere' }}>{r.object}</span> },
    { key: 'result', title: '结果', width: 110, cell: (r) => (r.result === 'ok' ? <Tag tone="ok">成功</Tag> : <><Tag tone="red">{refusedZh(r.result)}</Tag><div className="meta">{r.result}</div></>) },
    { key: 'request', title: '请求号', optional: true, width: 150, cell: (r) => <span className="meta keep" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{r.request}</span> },
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>操作与访问日志</h1><span className="second">只增不改，每十分钟记入账本一次</span></div>
      <div className="filters">
        <DayFilter label="自" value={search.from ?? ''} onDay={(from) => go({ from })} /> 至 <DayFilter label="至" value={search.to ?? ''} onDay={(to) => go({ to })} />
        <span style={{ width: 130 }}><Select label="结果" value={search.result ?? ''} empty="不论结果" options={[{ value: 'ok', zh: '成功' }, { value: 'refused', zh: '被拒绝' }]} onChange={(result) => go({ result })} /></span>
        <FindBox value={search.q ?? ''} onFind={(q) => go({ q })} placeholder="对象" />
      </div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="access-log" caption="操作与访问日志" columns={columns} rows={rows} rowKey={(r) => r.id} total={`${rows.length} 条${list.hasNextPage ? '以上' : ''}`} onExport={() => location.assign(`/api/audit/access.csv${queryText(filters)}`)} empty={lookedTo ? <EmptyState title="到这一天为止没有符合的记录"><p>可以继续往前查，或者先限定日期。</p></EmptyState> : <EmptyState title="没有符合的记录"><p>放宽日期或者去掉筛选再查；记录保存不少于六个月。</p></EmptyState>}
          more={<>{lookedTo && <p className="second" role="status">已查到 {moment(lookedTo)}，更早的还没有查。</p>}<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} /></>} />
      )}
    </main>
  );
}
