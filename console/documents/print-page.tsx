import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Block, LedgerHead } from '../../law/documents/blocks.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { caseQuery } from '../case/case-page.tsx';
import { moment } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { listOf } from '../case/kinds.ts';
import { proofPath } from '../case/proof.ts';
import { api } from '../shell/api.ts';
import { usePlace } from '../shell/place.ts';
import { useSession } from '../shell/session.ts';
import { QrOf } from './qr.tsx';
import { documentOf } from './views.ts';
import './documents.css';

/** 申请表, 答复函, 办理单: the text is the law's data, drawn as a paper; the browser prints it. */
export function PrintPage() {
  const { kind, ref, document: name } = useParams({ strict: false }) as { kind: string; ref: string; document: string };
  const { data, error } = useQuery(caseQuery(kind, ref));
  if (error && !data) return <main id="main" className="page"><ErrorState page error={error} /></main>;
  if (!data) return <main id="main" className="page"><Loading /></main>;
  return <Paper view={data} name={name} />;
}

/** The head that covers this case's entries, from its proof: printed so that the paper can prove itself. */
const headQuery = (ref: string) => ({
  queryKey: ['proof-head', ref], staleTime: Infinity, retry: false,
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<LedgerHead | null> => (await api.get<{ head: LedgerHead | null }>(proofPath(ref), {}, { signal })).head,
});

function Paper({ view, name }: { readonly view: CaseView; readonly name: string }) {
  const session = useSession();
  const [printedAt] = useState(() => new Date().toISOString());
  usePlace(listOf(view).search['side'] ?? null);
  const { data: head } = useQuery(headQuery(view.ref));
  const paper = documentOf(view, name, session.today.legal, head ?? null);
  const heading = usePage(paper?.title ?? '打印');
  if (!paper) return <main id="main" className="page"><EmptyState page title="这件事现在没有这种文书" actions={<Link to="/cases/$kind/$ref" params={{ kind: view.kind, ref: view.ref }}>回到事项</Link>} /></main>;
  return (
    <main id="main" className="paper-page" tabIndex={-1}>
      <div className="paper-bar no-print"><h1 ref={heading} tabIndex={-1}>{paper.title}</h1><span className="row"><Button type="primary" onClick={() => window.print()}>打印</Button><Link to="/cases/$kind/$ref" params={{ kind: view.kind, ref: view.ref }}>回到事项</Link></span></div>
      <article className="paper">
        {paper.draft && <p className="paper-draft">预览，尚未审定</p>}
        {paper.blocks.map((block, n) => <BlockView key={n} block={block} />)}
        <footer className="paper-foot">
          {view.number && <QrOf text={view.number} />}
          <div><p>{view.number ?? '未编号'}</p><p>{view.number ? '扫码取编号，核对存证' : '提交后取得编号'}</p></div>
          <div className="end">{head && <p>{`存证 ${head.size} 条，根值 ${head.root.slice(0, 16)}…`}</p>}<p>打印：{session.actor.orgName}·{session.actor.postZh}　{moment(printedAt)}</p></div>
        </footer>
      </article>
    </main>
  );
}

/** Numbers of cases and dates are never broken over two lines. */
function whole(text: string) {
  return text.split(/([A-Z]{2}-\d{6}-\d{4}-\d{6}|\d{4}-\d{2}-\d{2})/).map((part, n) => (n % 2 === 1 ? <span key={n} className="nowrap">{part}</span> : part));
}

function BlockView({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'title': return <h2 className="paper-title">{block.text}</h2>;
    case 'number': return <p className="paper-number">{block.text}</p>;
    case 'to': return <p className="paper-to">{block.text}</p>;
    case 'heading': return <h3 className="paper-heading">{block.text}</h3>;
    case 'para': return <p className="paper-para">{whole(block.text)}</p>;
    case 'note': return <p className="paper-note">{block.text}</p>;
    case 'attachments': return <div className="paper-para">附件：{block.names.map((name, n) => <div key={n}>{n + 1}. {name}</div>)}</div>;
    case 'fields': return <table className="paper-table"><tbody>{block.rows.map(([label, value], n) => <tr key={n}><th scope="row">{label}</th><td>{value}</td></tr>)}</tbody></table>;
    case 'table': return <table className="paper-table wide"><thead><tr>{block.columns.map((c) => <th key={c} scope="col">{c}</th>)}</tr></thead><tbody>{block.rows.map((row, n) => <tr key={n}>{row.map((cell, i) => <td key={i}>{whole(cell)}</td>)}</tr>)}</tbody></table>;
    case 'opinion': return <div className="paper-opinion"><b>{block.label}</b><p>{block.text}</p><p className="by">{block.by}　{block.on}</p></div>;
    case 'sign': return <div className="paper-sign"><p>{block.org}</p><p>{block.on}</p>{block.seal && <span className="paper-seal no-print" aria-hidden="true">盖章处</span>}</div>;
    default: return null;
  }
}
