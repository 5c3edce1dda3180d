import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { HolderRow } from '../../processes/grant/contract.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { ArticleTag, Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import type { Entry } from './shapes.ts';

/** Who holds the data of an entry, for its provider: whoever changes or ends it must settle with each of them (27 ¶3). */
export function Holders({ it }: { readonly it: Entry }) {
  const { data, error } = useQuery({ queryKey: ['holders', it.region, it.entry], queryFn: ({ signal }) => api.get<readonly HolderRow[]>('/grant/holders', { region: it.region, entry: it.entry }, { signal }) });
  return (
    <section>
      <div className="section-head"><h2>使用部门</h2><ArticleTag>第二十七条第三款</ArticleTag>{data && <span className="second">{data.length} 件授权</span>}</div>
      {error ? <ErrorState error={error} /> : !data ? <Loading /> : data.length === 0 ? <p className="second">还没有部门取得这项数据。</p> : (
        <div className="table-scroll"><table className="gov dense"><caption className="hidden-text">使用部门</caption>
          <thead><tr><th scope="col">部门</th><th scope="col">业务事项</th><th scope="col" className="num">数据项</th><th scope="col">使用时限</th><th scope="col">状态</th><th scope="col">授权</th></tr></thead>
          <tbody>{data.map((r) => (
            <tr key={r.ref}><th scope="row">{r.requesterName}</th><td>{r.purpose}</td><td className="num">{r.items}</td><td className="nowrap">{r.term.to ? `${r.term.from} 至 ${r.term.to}` : `${r.term.from} 起，长期`}</td><td><Tag tone={r.state === 'active' || r.state === 'delivered' ? 'ok' : 'chip'}>{r.stateZh}</Tag></td>
              <td className="nowrap"><Link to="/cases/$kind/$ref" params={{ kind: 'grant', ref: r.ref }}>{r.number ?? '查看'}</Link></td></tr>
          ))}</tbody></table></div>
      )}
    </section>
  );
}
