import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { Imported, ImportReport } from '../../processes/grant/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { Attach } from '../kit/attach.tsx';
import { count } from '../kit/formats.ts';
import { usePage } from '../kit/head.ts';
import { LawNote } from '../kit/law-note.tsx';
import { ErrorState } from '../kit/states.tsx';
import { GovTable, type Column } from '../kit/table.tsx';
import { Tag } from '../kit/tag.tsx';
import type { Attachment } from '../kit/timeline.tsx';
import { api, refreshAll } from '../shell/api.ts';

const MOST_BYTES = 5 * 1024 * 1024;
type Line = ImportReport['rows'][number];

/** 按文件登记存量共享 (44): a list and its papers; looked through first, then all rows or none. */
export function GrantImportPage() {
  const heading = usePage('按文件登记存量共享');
  const input = useRef<HTMLInputElement>(null);
  const key = useRef(requestKey());
  const [papers, setPapers] = useState<readonly Attachment[]>([]);
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [made, setMade] = useState<Imported | null>(null);
  const [busy, setBusy] = useState<'check' | 'list' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState('');
  const anew = () => { key.current = requestKey(); setReport(null); setMade(null); setFailure(null); setTooLarge(''); };
  const send = async (what: 'check' | 'list') => {
    if (!file) return;
    setBusy(what);
    setFailure(null);
    try {
      const fields = { papers: papers.map((one) => one.id).join(' ') };
      if (what === 'check') setReport(await api.upload<ImportReport>('/grant/import/check', file, file.name, requestKey(), fields));
      else {
        setMade(await api.upload<Imported>('/grant/import/list', file, file.name, key.current, fields));
        refreshAll();
      }
    } catch (thrown) { setFailure(thrown); }
    setBusy(null);
  };
  const pick = (chosen: File | undefined) => {
    anew();
    setFile(chosen && chosen.size <= MOST_BYTES ? chosen : null);
    if (chosen && chosen.size > MOST_BYTES) setTooLarge(`“${chosen.name}”超过 5 MB，请拆分后分次登记。`);
    if (input.current) input.current.value = '';
  };
  return (
    <main id="main" className="page" tabIndex={-1}>
      <div className="page-head"><h1 ref={heading} tabIndex={-1}>按文件登记存量共享</h1><span className="second">平台运行以前已经在做的共享；一行一件，全部登记或者一件也不登记</span><span className="end row"><a className="button-link quiet" href="/api/grant/import/template">下载登记表</a><a className="button-link quiet" href="/api/grant/import/template?as=csv">CSV 格式</a></span></div>
      {failure !== null && <ErrorState error={failure} />}
      {made ? <Done made={made} onAgain={() => { anew(); setFile(null); setPapers([]); }} /> : (
        <section className="panel stack" aria-label="文件">
          <Attach files={papers} onChange={(next) => { anew(); setPapers(next); }} label="一、原共享依据的文件（扫描件），登记表按文件名指明" required />
          <div className="field" role="group" aria-label="登记表">
            <div className="field-label">二、填好的登记表</div>
            {tooLarge && <p className="field-error" role="alert">{tooLarge}</p>}
            <div className="row"><Button size="small" onClick={() => input.current?.click()}>选择登记表</Button>{file ? <span className="chip-file">{file.name}</span> : <span className="second">.xlsx 或者 .csv，不超过 5 MB、300 行。</span>}</div>
            <input ref={input} type="file" className="hidden-text" tabIndex={-1} aria-hidden="true" accept=".xlsx,.csv" onChange={(event) => pick(event.target.files?.[0])} />
          </div>
          <div className="row"><Button type={report && report.wrong === 0 ? 'default' : 'primary'} disabled={!file} loading={busy === 'check'} onClick={() => void send('check')}>核对</Button>
            {report && report.wrong === 0 && <Button type="primary" loading={busy === 'list'} onClick={() => void send('list')}>登记全部 {count(report.rows.length)} 件</Button>}</div>
        </section>
      )}
      {report && !made && <Report report={report} name={file?.name ?? ''} />}
      <div style={{ marginTop: 16 }}><LawNote basis="44" /></div>
    </main>
  );
}

function Done({ made, onAgain }: { readonly made: Imported; readonly onAgain: () => void }) {
  return (
    <section className="notice ok" role="status">
      <p><b>已登记 {count(made.refs.length)} 件存量共享</b>，等本部门和需求部门的共享工作机构负责人共同确认，确认以后生效。</p>
      <p className="row"><Link className="button-link" to="/cases/$kind" params={{ kind: 'grant' }} search={{ side: 'provider', state: 'importing' } as never}>查看待确认的</Link><Button onClick={onAgain}>再登记一批</Button></p>
    </section>
  );
}

/** Every row is answered; what is wrong is told by cell, and the same workbook comes back with red cells. */
function Report({ report, name }: { readonly report: ImportReport; readonly name: string }) {
  const columns: Column<Line>[] = [
    { key: 'row', title: '行', width: 60, cell: (one) => one.row }, { key: 'entry', title: '目录', cell: (one) => one.entry || '—' }, { key: 'requester', title: '需求部门', cell: (one) => one.requester || '—' }, { key: 'purpose', title: '用途', optional: true, cell: (one) => one.purpose || '—' },
    { key: 'says', title: '核对结果', cell: (one) => (one.ok ? <Tag tone="ok">可以登记</Tag> : <ul>{report.problems.filter((each) => each.row === one.row).map((each) => <li key={each.column}><b>{each.column}</b>：{each.message}</li>)}</ul>) },
  ];
  return (
    <>
      <div className={`notice ${report.wrong === 0 ? 'ok' : 'red'}`} role="status" style={{ margin: '12px 0' }}>
        {report.wrong === 0 ? <p>{count(report.rows.length)} 行都可以登记。</p> : <p className="row"><span><b>{count(report.rows.length)} 行中有 {count(report.wrong)} 行须改正</b>，改正以前一行也不登记。</span><Button onClick={() => save(report, name)}>下载标出错误的文件</Button></p>}
      </div>
      <GovTable id="grant-import" caption="核对结果" columns={columns} rows={report.rows} rowKey={(one) => String(one.row)} total={`共 ${report.rows.length} 行`} empty={null} />
    </>
  );
}

const media = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv' } as const;

function save({ marked, as }: ImportReport, name: string): void {
  const bytes = Uint8Array.from(atob(marked ?? ''), (sign) => sign.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], { type: media[as] }));
  link.download = `${name.replace(/\.[^.]+$/, '')}（有错误）.${as}`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
