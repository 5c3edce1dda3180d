import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { KeptView } from '../../platform/documents/contract.ts';
import { fileSize, moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { ErrorState, Loading } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { api } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { asPaper } from './shapes.ts';
import { Sheets } from './sheets.tsx';
import { StampSheet } from './stamp-sheet.tsx';

/** One kept paper: printed and given as Word as copies of what was sent; what came back with a seal stands beside it. */
export function KeptPage() {
  const { document } = useParams({ strict: false }) as { document: string };
  const { data, error, refetch } = useQuery({ queryKey: ['document', document], staleTime: Infinity, retry: false, queryFn: ({ signal }) => api.get<KeptView>(`/documents/${document}`, {}, { signal }) });
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} onRetry={() => void refetch()} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Kept view={data} onPrint={() => refetch().then(() => undefined)} onChange={() => void refetch()} />;
}

function Kept({ view, onPrint, onChange }: { readonly view: KeptView; readonly onPrint: () => Promise<void>; readonly onChange: () => void }) {
  const { print: printNow, stamp } = useSearch({ strict: false }) as { print?: string; stamp?: string };
  const heading = usePage(view.kindZh);
  usePlace(null);
  const [stamping, setStamping] = useState(stamp === '1' && view.mayStamp);
  const asked = useRef(printNow === '1');
  /** Read again just before: the foot names who prints it, and when. */
  const print = async () => { await onPrint(); requestAnimationFrame(() => window.print()); };
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    const timer = setTimeout(() => window.print(), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main id="main" className="paper-page" tabIndex={-1}>
      <div className="paper-bar no-print"><h1 ref={heading} tabIndex={-1}>{view.kindZh} <span className="second keep">{view.fileNumber ?? view.number}</span></h1>
        <span className="row">
          <Button type="primary" onClick={() => void print()}>打印</Button>
          <a className="button-link quiet" href={`/api/documents/${view.ref}/word`} download>下载 Word</a>
          {view.mayStamp && <Button onClick={() => setStamping(true)}>{view.stampedFiles.length > 0 ? '更换盖章件' : '上传盖章件'}</Button>}
          {view.case !== null && view.caseKind !== null && <Link to="/cases/$kind/$ref" params={{ kind: view.caseKind, ref: view.case }}>回到事项</Link>}
        </span>
      </div>
      <Standing view={view} />
      <div className="paper-scroll" tabIndex={0} role="group" aria-label="文书，可滚动"><Sheets paper={asPaper(view.paper)} seal={view.sealed && view.stampedFiles.length === 0} /></div>
      {stamping && <StampSheet view={view} onClose={() => setStamping(false)} onDone={() => { setStamping(false); onChange(); }} />}
    </main>
  );
}

/** What this paper is, what proves it, and what came back with a seal: the newest counts, the others stay. */
function Standing({ view }: { readonly view: KeptView }) {
  const { paper } = view;
  return (
    <section className="paper-aside no-print" aria-label="文书情况">
      <p>{view.orgName}　{view.onDay} 制成（{paper.made?.by}）　{paper.template}</p>
      <p className="second">以后打印、下载的都是这一份的副本，内容不随事项变化。摘要已存入账本，持有文书的人可凭编号和摘要<Link to="/documents/check" search={{ number: view.number } as never}>核验</Link>。</p>
      {view.stampedFiles.length > 0 && (
        <ul className="links-list">
          {view.stampedFiles.map((one, n) => (
            <li key={one.nth}>
              <a href={`/api/documents/${view.ref}/stamped/${one.nth}`} download>{one.name}</a> <span className="second">{fileSize(one.bytes)}</span> {n === 0 ? <Tag tone="acc">盖章件</Tag> : <Tag>已更换</Tag>}
              <div className="second">{one.by}　{moment(one.at)} 上传{one.reason ? `　更换原因：${one.reason}` : ''}</div>
              <div className="second">验章：{one.verdictZh}{one.means === 'scan' ? '（扫描件，由人核对）' : one.signer ? `　${one.signer}　${moment(one.signedAt)}` : ''}</div>
            </li>
          ))}
        </ul>
      )}
      {view.stampedFiles.length === 0 && view.sealed && <p className="second">还没有盖章件。{view.sealing?.say ?? `盖章件由${view.orgName}上传。`}</p>}
    </section>
  );
}
