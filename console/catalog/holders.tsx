import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HolderPage } from '../../processes/grant/contract.ts';
import { count } from '../kit/formats.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import type { Entry } from './shapes.ts';

/** Who holds the data of an entry: to its provider and its authority everybody (27 ¶3), to any other department its own grants. */
export function Holders({ it }: { readonly it: Entry }) {
  const list = useInfiniteQuery({
    queryKey: ['holders', it.region, it.entry], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<HolderPage>('/grant/holders', { region: it.region, entry: it.entry, after: pageParam }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  if (!it.own && list.data && total === 0) return null; // nothing that this department may see
  return (
    <section>
      <div className="section-head"><h2>使用部门</h2><ArticleTag>第二十七条第三款</ArticleTag>{list.data && <span className="second">{count(total)} 件授权{total >= 10_000 ? '以上' : ''}</span>}</div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : rows.length === 0 ? <p className="second">还没有部门取得这项数据。</p> : (
        <>
          <div className="table-scroll"><table className="gov dense"><caption className="hidden-text">使用部门</caption>
            <thead><tr><th scope="col">部门</th><th scope="col">业务事项</th><th scope="col" className="num">数据项</th><th scope="col">使用时限</th><th scope="col">状态</th><th scope="col">授权</th></tr></thead>
            <tbody>{rows.map((r) => (
              <tr key={r.ref}><th scope="row">{r.requesterName}</th><td>{r.purpose}</td><td className="num">{r.items}</td><td className="nowrap">{r.term.to ? `${r.term.from} 至 ${r.term.to}` : `${r.term.from} 起，长期`}</td><td><Tag tone={r.state === 'active' || r.state === 'delivered' ? 'ok' : 'chip'}>{r.stateZh}</Tag></td>
                <td className="nowrap"><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>{r.number ?? '查看'}</Link></td></tr>
            ))}</tbody></table></div>
          <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </section>
  );
}
