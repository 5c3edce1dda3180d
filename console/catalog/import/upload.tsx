import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState, type DragEvent } from 'react';
import { requestKey } from '../../../sdk/client.ts';
import { ErrorState } from '../../kit/states.tsx';
import { api, refreshAll } from '../../shell/api.ts';
import type { ImportView } from './shapes.ts';

const MOST_BYTES = 20 * 1024 * 1024;

/** One workbook, chosen or dropped; the same file tried again after a broken line counts once. */
export function UploadBox() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const tried = useRef<{ file: File; key: string } | null>(null);
  const [busy, setBusy] = useState('');
  const [over, setOver] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [tooLarge, setTooLarge] = useState('');
  const send = async (file: File | undefined) => {
    setFailure(null);
    setTooLarge('');
    if (!file) return;
    if (file.size > MOST_BYTES) { setTooLarge(`“${file.name}”超过 20 MB，请拆分后分次上传。`); return; }
    if (tried.current?.file !== file) tried.current = { file, key: requestKey() };
    setBusy(file.name);
    try {
      const made = await api.upload<ImportView>('/catalog/imports', file, file.name, tried.current.key);
      refreshAll();
      await navigate({ to: '/imports/$region/$id', params: { region: made.region, id: made.id } });
    } catch (thrown) { setFailure(thrown); }
    setBusy('');
    if (input.current) input.current.value = '';
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); void send(event.dataTransfer.files[0]); };
  return (
    <section className={`import-drop${over ? ' over' : ''}`} aria-label="上传工作簿" onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      {failure !== null && <ErrorState error={failure} onRetry={() => void send(tried.current?.file)} />}
      {tooLarge && <p className="field-error" role="alert">{tooLarge}</p>}
      <div className="row">
        <Button type="primary" loading={busy !== ''} onClick={() => input.current?.click()}>上传工作簿</Button>
        <span className="second" role="status">{busy ? `正在上传“${busy}”` : '或者把文件拖到这里。.xlsx，不超过 20 MB；本平台模板或者旧式平表（一行一个信息项）都可以。'}</span>
      </div>
      <p className="notice near" style={{ marginTop: 10 }}>国家秘密、工作秘密不属于政务数据（第三条第一款），不得上传。</p>
      <input ref={input} type="file" className="hidden-text" tabIndex={-1} aria-hidden="true" accept=".xlsx" onChange={(e) => void send(e.target.files?.[0])} />
    </section>
  );
}
