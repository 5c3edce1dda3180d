import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { LegacyList } from '../../processes/grant/contract.ts';
import { Select } from '../kit/fields.tsx';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, MoreRows, type Column } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import { FindBox } from '../worklist/worklist-page.tsx';
import { weakZh } from './legacy-note.tsx';

type Line = LegacyList['rows'][number];
interface Search { only?: string; q?: string }
const choices = [{ value: 'over', zh: '已结束的' }, { value: 'all', zh: '全部' }];

function columnsFor(mayOpen: boolean): readonly Column<Line>[] {
  const name = (row: Line) => <>{row.name}<div className="meta">{row.number}</div></>;
  return [
    { key: 'grant', title: '授权', cell: (row) => (mayOpen ? <Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: row.ref }}>{name(row)}</Link> : name(row)) },
    { key: 'sides', title: '需求部门、提供部门', cell: (row) => <>{row.requesterName}<div className="meta">{row.providerName} 提供</div></> },
    { key: 'reason', title: '理由', cell: (row) => <>{row.reason}<div className="meta">{weakZh(row)}</div></> },
    { key: 'addresses', title: '来源地址', optional: true, width: 150, cell: (row) => row.addresses.map((one) => <div key={one} className="keep">{one}</div>) },
    { key: 'by', title: '谁放宽', width: 170, cell: (row) => <>{row.by}<div className="meta">{row.from}</div></> },
    { key: 'until', title: '至', width: 130, cell: (row) => <><span className="nowrap">{row.until}</span><div>{row.running ? <Tag tone="near">放宽中</Tag> : <span className="meta">{row.endedOn} {row.endedZh}</span>}</div></> },
  ];
}

/** 放宽签名校验的授权: where weak signatures are taken (protocol §2.4): one's own, an authority's, or all for the audit officer. */
export function LegacyPage() {
  const heading = usePage('放宽签名校验的授权');
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const mayOpen = useSession().actor.post !== 'platform-audit'; // the audit officer is no party of a grant
  const [only, q] = [search.only ?? '', search.q ?? ''];
  const list = useInfiniteQuery({
    queryKey: ['grant-legacy', only, q], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => api.get<LegacyList>('/grant/legacy', { only: only || undefined, q: q || undefined, after: pageParam || undefined }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const go = (next: Search) => void navigate({ to: '/weak-signatures', search: Object.fromEntries(Object.entries({ only, q, ...next }).filter(([, value]) => value)) as never });
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>放宽签名校验的授权</h1><span className="second">旧系统做不到逐次签名，由提供部门负责人限期放宽；到期自行结束，也可以随时收回</span><ArticleTag>第三十五条第二款</ArticleTag></div>
      <div className="filters"><span style={{ width: 150 }}><Select label="哪些" value={only} empty="放宽中的" options={choices} onChange={(to) => go({ only: to })} /></span><FindBox value={q} onFind={(to) => go({ q: to })} placeholder="目录名称、理由" /></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <GovTable id="weak-signatures" caption="放宽签名校验的授权" columns={columnsFor(mayOpen)} rows={rows} rowKey={(row) => row.id} total={`${rows.length} 件${list.hasNextPage ? '以上' : ''}`}
          empty={<EmptyState title={q ? '没有符合的授权' : only === '' ? '现在没有放宽签名校验的授权' : '没有放宽过签名校验'}><p>{q ? '换个词再查，或者改看全部。' : '放宽在授权页办理：“放宽签名校验”，由提供部门的共享工作机构负责人办理。'}</p></EmptyState>}
          more={<MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />} />
      )}
    </main>
  );
}
