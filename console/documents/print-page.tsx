import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { PaperView } from '../../platform/documents/contract.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { ApiError } from '../../sdk/client.ts';
import { api, refreshAll } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { casePapersQuery } from './case-papers.tsx';
import { asPaper, kindZh } from './shapes.ts';
import { Sheets } from './sheets.tsx';

/** A paper as it would be now: 申请表 and 答复函 before the heads consent, the 办理单 at any time, which is kept when it is made. */
export function PrintPage() {
  const { kind, ref, document: name } = useParams({ strict: false }) as { kind: string; ref: string; document: string };
  const { data, error } = useQuery({ queryKey: ['paper-preview', ref, name], staleTime: 0, retry: false, queryFn: ({ signal }) => api.get<PaperView>(`/documents/case/${ref}/${name}`, {}, { signal }) });
  if (error && !data) return <main id="main" className="page">{error instanceof ApiError && error.refusal.code === 'DOCUMENT_NOT_READY' ? <NotNow kind={kind} at={ref} name={name} /> : <ErrorState page error={error} />}</main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Preview paper={data} kind={kind} at={ref} name={name} />;
}

/** What is no preview any more is kept: the newest of that kind, where there is one. */
function NotNow({ kind, at, name }: { readonly kind: string; readonly at: string; readonly name: string }) {
  usePage('文书');
  const { data } = useQuery(casePapersQuery(at));
  const kept = data?.kept.filter((one) => one.kind === name).at(-1);
  if (kept) return <Navigate to="/documents/$document" params={{ document: kept.ref }} replace />;
  if (!data) return <Loading />;
  return (
    <EmptyState page title="这件事现在没有这种文书的预览" actions={<Link to="/cases/$kind/$ref" params={{ kind, ref: at }}>回到事项</Link>}>
      <p>文书随办理一并制成。已经制成的，在事项页的“文书”中打印、下载。</p>
    </EmptyState>
  );
}

function Preview({ paper, kind, at, name }: { readonly paper: PaperView; readonly kind: string; readonly at: string; readonly name: string }) {
  const heading = usePage(`${kindZh(name)}预览`);
  usePlace(name === 'letter' ? 'provider' : name === 'form' ? 'requester' : null);
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const { refs: [ref = ''] } = await api.post<{ refs: string[] }>('/documents/sheets', { cases: [at] });
      refreshAll();
      void navigate({ to: '/documents/$document', params: { document: ref }, search: { print: '1' } as never });
    } catch (thrown) { setError(thrown); }
    setBusy(false);
  };
  const sheet = name === 'sheet' && paper.number !== null;
  return (
    <main id="main" className="paper-page" tabIndex={-1}>
      <div className="paper-bar no-print"><h1 ref={heading} tabIndex={-1}>{kindZh(name)}预览</h1>
        <span className="row">
          {sheet && <Button type="primary" loading={busy} onClick={() => void make()}>制成并打印</Button>}
          <Button onClick={() => window.print()}>打印预览稿</Button>
          <a className="button-link quiet" href={`/api/documents/case/${at}/${name}/word`} download>下载 Word 预览稿</a>
          <Link to="/cases/$kind/$ref" params={{ kind, ref: at }}>回到事项</Link>
        </span>
      </div>
      {error !== null && <div className="paper-aside no-print"><ErrorState error={error} onRetry={() => void make()} /></div>}
      <p className="paper-aside second no-print">{sheet ? '制成后有摘要、存入账本，他人可以核验；本单位以后再打印的是同一份的副本。' : name === 'sheet' ? '事项取得编号后才能制成办理单。' : '办理以后文书随之制成，有摘要、存入账本；在此之前内容还会变化。'}</p>
      <div className="paper-scroll" tabIndex={0} role="group" aria-label="文书，可滚动"><Sheets paper={asPaper(paper)} seal={false} /></div>
    </main>
  );
}
