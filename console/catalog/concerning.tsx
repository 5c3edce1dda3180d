import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ConcernPage } from '../../processes/catalog/contract.ts';
import { dayShort } from '../kit/formats.ts';
import { ErrorState } from '../kit/states.tsx';
import { MoreRows } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';
import type { Entry } from './shapes.ts';

/** What this department has, or had, about the entry: applications, demands, corrections, refluxes, disputes. Nothing: no section. */
export function Concerning({ it }: { readonly it: Entry }) {
  const { today } = useSession();
  const list = useInfiniteQuery({
    queryKey: ['concerning', it.region, it.entry], initialPageParam: '',
    queryFn: ({ pageParam, signal }) => api.get<ConcernPage>(`/catalog/entries/${it.region}/${it.entry}/cases`, { after: pageParam || null }, { signal }), getNextPageParam: (last) => last.after ?? undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const others = rows.some((r) => r.otherName !== null);
  if (!list.error && rows.length === 0) return null;
  return (
    <section>
      <div className="section-head"><h2>本单位的有关事项</h2><span className="second">就此目录提出、收到的申请、需求、校核、回流和争议</span></div>
      {list.error ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : (
        <>
          <div className="table-scroll"><table className="gov dense"><caption className="hidden-text">本单位与此目录有关的事项</caption>
            <thead><tr><th scope="col">事项</th><th scope="col">类别</th>{others && <th scope="col">提出部门</th>}<th scope="col">环节</th><th scope="col">最近办理</th></tr></thead>
            <tbody>{rows.map((r) => (
              <tr key={r.ref}><th scope="row" className="nowrap"><Link to="/cases/$kind/$ref" params={{ kind: r.kind, ref: r.ref }}>{r.number ?? '未编号'}</Link></th><td>{r.kindZh}</td>{others && <td>{r.otherName ?? '—'}</td>}
                <td><Tag tone={r.open ? 'chip' : 'plain'}>{r.stateZh}</Tag></td><td className="second nowrap">{dayShort(r.movedOn, today.legal)}</td></tr>
            ))}</tbody></table></div>
          <MoreRows has={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </section>
  );
}
