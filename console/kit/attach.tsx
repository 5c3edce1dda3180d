import { Button } from 'antd';
import { useId, useRef, useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { api } from '../shell/api.ts';
import { fileSize } from './formats.ts';
import type { Attachment } from './timeline.tsx';

const MOST_BYTES = 20 * 1024 * 1024;

/** Uploads at once; what is kept is a list of ids. Types and size are checked again by the server, by content. */
interface Props { readonly files: readonly Attachment[]; readonly onChange: (files: readonly Attachment[]) => void; readonly label?: string; readonly required?: boolean; /** What the form says of it. */ readonly error?: string | null }
export function Attach({ files, onChange, label = '附件', required = false, error: said = null }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const wrong = error ?? (files.length === 0 ? said : null);
  const add = async (list: FileList | null) => {
    setError(null);
    let kept = files;
    for (const file of Array.from(list ?? [])) {
      if (file.size > MOST_BYTES) { setError(`“${file.name}”超过 20 MB，请压缩或拆分后再传。`); continue; }
      setBusy(true);
      try {
        kept = [...kept, await api.upload<Attachment>('/attachments', file, file.name)];
        onChange(kept);
      } catch (thrown) {
        setError(thrown instanceof ApiError ? thrown.refusal.message : '没有传上去，请重试。');
      }
      setBusy(false);
    }
    if (input.current) input.current.value = '';
  };
  return (
    <div className="field" role="group" aria-labelledby={`${id}-l`}>
      <div className="field-label" id={`${id}-l`}>{label} <span className="must">{required ? '必填' : '选填'}</span></div>
      <div className="field-hint">pdf、ofd、docx、xlsx、jpg、png，每个不超过 20 MB。</div>
      {wrong && <div className="field-error" role="alert">{wrong}</div>}
      {files.length > 0 && (
        <ul className="stack" style={{ gap: 4, marginBottom: 6 }}>
          {files.map((f) => <li key={f.id} className="row"><span className="chip-file"><span>{f.name}</span>{fileSize(f.bytes)}</span><button type="button" className="plain-button second" onClick={() => onChange(files.filter((x) => x.id !== f.id))}>移去<span className="hidden-text">{f.name}</span></button></li>)}
        </ul>
      )}
      <input ref={input} id={id} type="file" multiple className="hidden-text" tabIndex={-1} aria-hidden="true" accept=".pdf,.ofd,.docx,.xlsx,.jpg,.jpeg,.png" onChange={(e) => void add(e.target.files)} />
      <Button size="small" loading={busy} onClick={() => input.current?.click()}>选择文件</Button>
    </div>
  );
}
