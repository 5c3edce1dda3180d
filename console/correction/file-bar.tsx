import { Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { RowsSaved } from '../../processes/correction/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { count } from '../kit/formats.ts';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

const MOST_BYTES = 20 * 1024 * 1024;
const words = {
  rows: { get: '下载模板', from: 'rows/template', put: '按文件列出…', to: 'rows/file', hint: '上传的文件替换现有的全部记录，一件至多 100,000 条。' },
  answers: { get: '下载填写', from: 'rows/export', put: '上传核实结果…', to: 'answers/file', hint: '在下载的表中填写“核实结果”“更正后的值”“理由”后上传，序号不要改。' },
} as const;

/** A list out, filled in, and in again: every line is right, or nothing is taken and what is wrong is said by line. */
export function FileBar({ view, what, children }: { readonly view: CaseView; readonly what: 'rows' | 'answers'; readonly children?: ReactNode }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [saved, setSaved] = useState<RowsSaved | null>(null);
  const [large, setLarge] = useState('');
  const word = words[what];
  const send = async (file: File | undefined) => {
    if (!file) return;
    setFailure(null);
    setSaved(null);
    setLarge(file.size > MOST_BYTES ? file.name : '');
    if (input.current) input.current.value = ''; // the same file may be chosen again
    if (file.size > MOST_BYTES) return;
    setBusy(file.name);
    try {
      const answer = await api.upload<RowsSaved>(`/correction/${view.ref}/${word.to}`, file, file.name, requestKey());
      setSaved(answer);
      if (answer.wrong === 0) refreshAll();
    } catch (thrown) { setFailure(thrown); }
    setBusy('');
  };
  return (
    <div className="no-print stack" style={{ marginBottom: 12 }}>
      <div className="row">{children}<a className="button-link quiet" href={`/api/correction/${view.ref}/${word.from}`}>{word.get}</a><Button loading={busy !== ''} onClick={() => input.current?.click()}>{word.put}</Button><span className="second" role="status">{busy ? `正在上传“${busy}”` : word.hint}</span></div>
      <input ref={input} type="file" className="hidden-text" tabIndex={-1} aria-hidden="true" accept=".xlsx" onChange={(event) => void send(event.target.files?.[0])} />
      {failure !== null && <ErrorState error={failure} />}
      {large && <p className="notice red" role="alert">“{large}”超过 20 MB，没有上传。请删去与校核无关的列、图片和格式，或者分成几件提出。</p>}
      {saved && saved.wrong === 0 && <p className="notice ok" role="status">{what === 'rows' ? `已列出 ${count(saved.rows)} 条。` : `已填写：属实 ${count(saved.upheld)} 条，不属实 ${count(saved.rejected)} 条。`}</p>}
      {saved && saved.wrong > 0 && <Problems saved={saved} />}
    </div>
  );
}

function Problems({ saved }: { readonly saved: RowsSaved }) {
  return (
    <div className="notice red" role="alert">
      <p><b>有 {count(saved.wrong)} 行须改正，文件没有采用。</b>{saved.wrong > saved.problems.length && `下面是前 ${saved.problems.length} 行。`}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="须改正的行，可滚动" style={{ maxHeight: 260 }}><table className="gov dense"><caption className="hidden-text">须改正的行</caption><thead><tr><th scope="col">行</th><th scope="col">列</th><th scope="col">怎样改</th></tr></thead>
        <tbody>{saved.problems.map((one) => <tr key={`${one.row}${one.column}`}><th scope="row">{one.row}</th><td>{one.column}</td><td>{one.message}</td></tr>)}</tbody></table></div>
    </div>
  );
}
