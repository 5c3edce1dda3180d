import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CasePapers as Papers } from '../../platform/documents/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { kindZh } from './shapes.ts';

export const casePapersQuery = (ref: string) => ({ queryKey: ['case-papers', ref], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Papers>(`/documents/case/${ref}`, {}, { signal }) });

/** 文书 of a case: what is kept, with print, Word and seal; what can be looked at before its act. */
export function CasePapers({ view }: { readonly view: CaseView }) {
  const { data } = useQuery(casePapersQuery(view.ref));
  if (!data) return null;
  const kept = [...data.kept].reverse();
  return (
    <section className="case-papers" id="papers" aria-label="文书">
      <div className="section-head"><h2>文书</h2>
        <span className="end row">{data.previews.map(({ kind }) => <Link key={kind} to="/cases/$kind/$ref/print/$document" params={{ kind: view.kind, ref: view.ref, document: kind }}>{kindZh(kind)}{kind === 'sheet' ? '' : '预览'}</Link>)}</span>
      </div>
      {kept.length === 0 ? <p className="second">还没有制成的文书。</p> : (
        <table className="gov dense"><caption className="hidden-text">已制成的文书</caption>
          <thead><tr><th scope="col">文书</th><th scope="col">制成</th><th scope="col">盖章</th><th scope="col" className="num">办理</th></tr></thead>
          <tbody>{kept.map((one) => (
            <tr key={one.ref}>
              <th scope="row"><Link to="/documents/$document" params={{ document: one.ref }}>{one.kindZh}</Link>{one.fileNumber && <div className="meta">{one.fileNumber}</div>}</th>
              <td>{one.onDay}<div className="meta">{one.orgName}</div></td>
              <td>{!one.sealed ? <span className="second">不需要</span> : one.stamped > 0 ? <Tag tone="acc">有盖章件</Tag> : <span className="second">{one.mayStamp ? '待上传' : '未上传'}</span>}</td>
              <td className="num"><span className="row end-row">
                <Link to="/documents/$document" params={{ document: one.ref }} search={{ print: '1' } as never} aria-label={`打印：${one.kindZh}`}>打印</Link>
                <a href={`/api/documents/${one.ref}/word`} download aria-label={`下载 Word：${one.kindZh}`}>下载 Word</a>
                {one.mayStamp && <Link to="/documents/$document" params={{ document: one.ref }} search={{ stamp: '1' } as never} aria-label={`${one.stamped > 0 ? '更换盖章件' : '上传盖章件'}：${one.kindZh}`}>{one.stamped > 0 ? '更换盖章件' : '上传盖章件'}</Link>}
              </span></td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  );
}
