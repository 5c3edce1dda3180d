import { useInfiniteQuery } from '@tanstack/react-query';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ReceiverPage } from '../../processes/correction/contract.ts';
import { count } from '../kit/formats.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { api } from '../shell/api.ts';
import { ownOf } from './shapes.ts';

/** Everybody who received a record that was put right, and whether it has confirmed. */
export function Receivers({ view }: { readonly view: CaseView }) {
  const { told, confirmed } = ownOf(view).receivers;
  const list = useInfiniteQuery({ queryKey: ['correction-receivers', view.ref, view.version], initialPageParam: '', queryFn: ({ pageParam, signal }) => api.get<ReceiverPage>(`/correction/${view.ref}/receivers`, { after: pageParam || null, size: 50 }, { signal }), getNextPageParam: (last) => last.after ?? undefined });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <section>
      <div className="section-head"><h2>取得过这些记录的部门</h2><span className="second">已通知 {count(told)} 个，已确认 {count(confirmed)} 个</span></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : !list.data ? <Loading /> : (
        <div className="table-scroll"><table className="gov"><caption className="hidden-text">取得过这些记录的部门与确认情况</caption>
          <thead><tr><th scope="col">部门</th><th scope="col" className="num">记录</th><th scope="col">通知</th><th scope="col">确认</th></tr></thead>
          <tbody>{rows.map((row) => <tr key={row.org}><th scope="row">{row.name}</th><td className="num">{count(row.rows)}</td><td>{row.toldOn}</td><td>{row.confirmedOn ? <>{row.confirmedOn} {row.howZh}{row.said && <div className="meta">{row.said}</div>}</> : <span className="second">尚未确认</span>}</td></tr>)}</tbody></table></div>
      )}
      <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      <p className="second">服务接口按逐次调用的记录找出；批量、文件方式按授权的数据项和行范围推定，可能多通知，不会少通知。</p>
    </section>
  );
}
