import { useInfiniteQuery } from '@tanstack/react-query';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { PeriodPage, PeriodView } from '../../processes/reflux/contract.ts';
import { count } from '../kit/formats.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { ArticleTag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { ownOf } from './shapes.ts';

/** What stood on both sides when each month had ended; both see the same figures. */
export function Periods({ view }: { readonly view: CaseView }) {
  const own = ownOf(view);
  const list = useInfiniteQuery({ queryKey: ['reflux-periods', view.ref, view.version], initialPageParam: '', queryFn: ({ pageParam, signal }) => api.get<PeriodPage>(`/reflux/${view.ref}/periods`, { after: pageParam || null, size: 12 }, { signal }), getNextPageParam: (last) => last.after });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section>
      <div className="section-head"><h2>逐期对账</h2><span className="second">{own.nextOn ? `本期到 ${own.nextOn}，期满由平台对账` : '已不再对账'}</span></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : rows.length === 0 ? <p className="second">第一期还没有满。每月一期，期满后平台比对来源的记录与调用记录。</p> : (
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">逐期对账：来源与已取得的条数、校验值</caption>
          <thead><tr><th scope="col">期</th><th scope="col" className="num">来源</th><th scope="col" className="num">已取得</th><th scope="col" className="num">差</th><th scope="col" className="num">调用</th><th scope="col">校验值（来源 / 已取得）</th><th scope="col">结果</th></tr></thead>
          <tbody>{rows.map((row) => <Line key={row.period} row={row} />)}</tbody></table></div>
      )}
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <p className="second">来源为期满后本区域的全部记录，已取得为其中调用记录表明已经给出的；按主键的摘要比对，不比对各项的值。调用过仍有缺口、连续两期的，列为线索。<ArticleTag>第三十九条（五）</ArticleTag></p>
    </section>
  );
}

function Line({ row }: { readonly row: PeriodView }) {
  return (
    <tr><th scope="row"><span className="nowrap">{row.period}</span><div className="meta nowrap">{row.from.slice(5)} 至 {row.to.slice(5)}</div></th><td className="num">{count(row.sourceRows)}</td><td className="num">{count(row.givenRows)}</td><td className="num">{count(row.missing)}</td><td className="num">{count(row.calls)}</td>
      <td><code>{row.sourceHash.slice(0, 8)}</code> / <code>{row.givenHash.slice(0, 8)}</code></td><td>{row.gap === 'none' ? row.gapZh : <b>{row.gapZh}</b>}</td></tr>
  );
}
