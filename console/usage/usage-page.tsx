import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { count, orDash } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { CallList } from './call-list.tsx';
import type { UsageList } from './usage-queries.ts';

interface Search { grant?: string; side?: string; from?: string; to?: string; q?: string }
type Line = UsageList['rows'][number];

/** 使用记录: per grant what was called and which of the five kinds is missing; per call who, how many rows, never the data. */
export function UsagePage() {
  const heading = usePage('使用记录');
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const go = (next: Search) => void navigate({ to: '/usage', search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, v]) => v)) as never });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>使用记录</h1><span className="second">平台自动记录每一次调用，保存不少于 3 年；每次查阅也留有记录</span><ArticleTag>第二十九条第二款</ArticleTag></div>
      {search.grant ? <CallList grant={search.grant} from={search.from ?? ''} to={search.to ?? ''} go={go} /> : <Grants search={search} go={go} />}
    </main>
  );
}

function Grants({ search, go }: { readonly search: Search; readonly go: (next: Search) => void }) {
  const side = search.side ?? 'requester';
  const list = useInfiniteQuery({
    queryKey: ['usage-list', side, search.q ?? ''], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<UsageList>('/usage', { side, q: search.q, after: pageParam, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((p) => p.rows) ?? [];
  const columns: Column<Line>[] = [
    { key: 'title', title: '授权', cell: (r) => <><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>{r.title}</Link><div className="meta">{r.purpose}</div></> },
    { key: 'other', title: side === 'requester' ? '提供部门' : '使用部门', width: 150, cell: (r) => (side === 'requester' ? r.providerName : r.requesterName) },
    { key: 'state', title: '状态', width: 100, cell: (r) => r.stateZh },
    { key: 'calls', title: '近 30 日调用', align: 'right', width: 110, cell: (r) => count(r.calls30) },
    { key: 'rows', title: '返回行', align: 'right', optional: true, width: 90, cell: (r) => count(r.rows30) },
    { key: 'refused', title: '被拒', align: 'right', width: 70, cell: (r) => count(r.refused30) },
    { key: 'last', title: '最近使用', width: 110, cell: (r) => orDash(r.lastOn) },
    { key: 'missing', title: '缺', width: 120, cell: (r) => (r.missing.length === 0 ? <Tag tone="ok">齐</Tag> : <Tag tone="red">{r.missing.join('、')}</Tag>) },
    { key: 'calls-link', title: '逐次记录', align: 'right', width: 90, cell: (r) => <Link to="/usage" search={{ grant: r.ref } as never}>查阅<span className="hidden-text">{r.title}的逐次记录</span></Link> },
  ];
  return (
    <>
      <div className="filters"><div className="pills" role="group" aria-label="方向"><button type="button" aria-pressed={side === 'requester'} onClick={() => go({ side: '' })}>本部门使用的</button><button type="button" aria-pressed={side === 'provider'} onClick={() => go({ side: 'provider' })}>本部门提供的</button></div><FindBox value={search.q ?? ''} onFind={(q) => go({ q })} placeholder="授权、用途" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : <GovTable id="usage" caption="使用记录" columns={columns} rows={rows} rowKey={(r) => r.ref} empty={<EmptyState title="还没有使用记录"><p>取得授权并交付以后，平台自动记录每一次调用；使用场景、应用成效等由使用部门在授权页填报。</p></EmptyState>} more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />}
    </>
  );
}
