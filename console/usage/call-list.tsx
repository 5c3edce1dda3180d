import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DayFilter } from '../kit/fields.tsx';
import { count, fileSize, moment, orDash } from '../kit/formats.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import type { Calls } from './usage-queries.ts';

type Line = Calls['rows'][number];

export function CallList({ grant, from, to, go }: { readonly grant: string; readonly from: string; readonly to: string; readonly go: (next: { grant?: string; from?: string; to?: string }) => void }) {
  const list = useInfiniteQuery({
    queryKey: ['calls', grant, from, to], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<Calls>(`/usage/${grant}/calls`, { from, to, after: pageParam, size: 100 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const first = list.data?.pages[0];
  const columns: Column<Line>[] = [
    { key: 'at', title: '时间', width: 150, cell: (r) => <span className="nowrap">{moment(r.at)}</span> },
    { key: 'person', title: '经办（系统所报）', cell: (r) => orDash(r.person) },
    { key: 'address', title: '来源地址', optional: true, width: 140, cell: (r) => r.address },
    { key: 'items', title: '数据项', align: 'right', optional: true, width: 80, cell: (r) => count(r.items.length) },
    { key: 'rows', title: '返回行', align: 'right', width: 80, cell: (r) => count(r.rows) },
    { key: 'bytes', title: '字节', align: 'right', optional: true, width: 90, cell: (r) => fileSize(r.bytes) },
    { key: 'ms', title: '用时', align: 'right', optional: true, width: 80, cell: (r) => `${count(r.ms)} ms` },
    { key: 'status', title: '结果', cell: (r) => <><Tag tone={r.status === 'ok' ? 'ok' : 'red'}>{r.statusZh}</Tag>{r.repeats > 1 && <span className="meta">　{r.repeats} 次</span>}{r.reason && <div className="meta">{r.reason}</div>}</> },
  ];
  return (
    <>
      <div className="filters"><DayFilter label="自" value={from} onDay={(v) => go({ from: v })} /> 至 <DayFilter label="至" value={to} onDay={(v) => go({ to: v })} /><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: grant }}>看这一项授权</Link><button type="button" className="plain-button" onClick={() => go({ grant: '', from: '', to: '' })}>回到全部授权</button></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !first ? <Loading /> : <GovTable id="calls" caption="调用记录" columns={columns} rows={rows} rowKey={(r) => r.id} total={`共 ${count(first.total)}${first.totalCapped ? ' 次以上' : ' 次'}`} empty={<EmptyState title="这段时间没有调用"><p>放宽日期再查；每次调用在放行以前已经记下，不会漏记。</p></EmptyState>} more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />}
    </>
  );
}
