import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { documentKinds } from '../../law/documents/kinds.ts';
import { usePage } from '../kit/head.ts';
import { EmptyState, ErrorState, Loading } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import { GraveSheet } from '../officers/grave-sheet.tsx';
import { api } from '../shell/api.ts';
import { holds, useSession } from '../shell/session.ts';
import type { Templates } from './shapes.ts';
import { TemplateSheet } from './template-sheet.tsx';
type Row = Templates['rows'][number];
const stateZh = { 'in-force': '现行', 'to-come': '尚未施行', ended: '已不适用', withdrawn: '已撤销' } as const;

/** 公文模板: how this region's papers look and are numbered; versions by documents, none is ever changed. */
export function TemplatesPage() {
  const session = useSession();
  const heading = usePage('公文模板');
  const [sheet, setSheet] = useState<'new' | Row | null>(null);
  const [done, setDone] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: ['templates'], queryFn: ({ signal }) => api.get<Templates>('/jurisdiction/templates', {}, { signal }) });
  const lead = holds(session, 'lead');
  const columns: Column<Row>[] = [
    { key: 'version', title: '版本', width: 130, cell: (r) => <>第 {r.version} 版 <Tag tone={r.state === 'in-force' ? 'ok' : 'chip'}>{stateZh[r.state]}</Tag></> },
    { key: 'head', title: '发文机关标志', width: 170, cell: (r) => (r.heads.length > 0 ? r.heads.map((kind) => documentKinds[kind].zh).join('、') : '不设') },
    { key: 'number', title: '发文字号', cell: (r) => (r.fileNumber === null ? '不编，用事项编号' : <>{r.fileNumber}<div className="meta">{r.codes.map((one) => `${one.orgName} ${one.text}`).join('、') || '还没有机关代字'}</div></>) },
    { key: 'form', title: '版式', width: 210, cell: (r) => <>边距 {r.margins.top}/{r.margins.right}/{r.margins.bottom}/{r.margins.left} 毫米<div className="meta">行距 {r.line} 磅，{r.signature === 'sealed' ? '加盖印章' : '不加盖印章'}</div></> },
    { key: 'by', title: '依据文件、施行', cell: (r) => <>{r.document}<div className="meta">{r.from} 起{r.to ? `，至 ${r.to}` : ''}</div></> },
    ...(lead ? [{ key: 'act', title: '办理', align: 'right' as const, width: 90, cell: (r: Row) => (r.state === 'withdrawn' ? '—' : <Button size="small" onClick={() => setSheet(r)}>撤销…</Button>) }] : []),
  ];
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>公文模板</h1><span className="second">{session.platform.regionName}　文书写明按哪一版制成；已制成的不变</span>
        <span className="end">{lead && <Button type="primary" disabled={!data} onClick={() => setSheet('new')}>录入新版…</Button>}</span></div>
      {done && <p className="notice ok" role="status" style={{ marginBottom: 12 }}>{done}</p>}
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : !data ? <Loading /> : (
        <GovTable id="templates" caption="公文模板" columns={columns} rows={data.rows} rowKey={(r) => String(r.version)} total={`共 ${data.rows.length} 版`}
          empty={<EmptyState title="还没有公文模板"><p>现在按平台通用格式制作：仿宋三号、标题小标宋二号、行距 28 磅，不设发文机关标志，用事项编号。本地区另有公文规范的，由主管部门负责人凭文件录入。</p></EmptyState>} />
      )}
      {sheet === 'new' && data && <TemplateSheet of={data} onClose={() => setSheet(null)} onDone={() => { setSheet(null); setDone('已录入，自施行之日起制作的文书按此版。'); }} />}
      {sheet !== null && sheet !== 'new' && <GraveSheet title="撤销公文模板" lead={`第 ${sheet.version} 版　${sheet.document}`} word="撤销" basis="20.1" says={<p>撤销以后制作的文书按此前仍施行的一版，没有的按平台通用格式；已制成的文书不变。</p>} send={() => api.delete(`/jurisdiction/templates/${sheet.version}`)} onClose={() => setSheet(null)} onDone={() => { setSheet(null); setDone('已撤销，记入账本。'); }} />}
    </main>
  );
}
