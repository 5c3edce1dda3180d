import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { KeptView, StampedView } from '../../platform/documents/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { Area } from '../kit/area.tsx';
import { ErrorSummary, FieldBox } from '../kit/fields.tsx';
import type { Errors } from '../kit/field-shapes.ts';
import { fileSize } from '../kit/formats.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api, refreshAll } from '../shell/api.ts';

const MOST_BYTES = 20 * 1024 * 1024;

/** The scan of the stamped paper. One that takes the place of another says why; both stay. */
export function StampSheet({ view, onClose, onDone }: { readonly view: KeptView; readonly onClose: () => void; readonly onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const key = useRef(requestKey());
  const replaces = view.stampedFiles.length > 0;
  const send = async () => {
    const wrong: Record<string, string> = {};
    if (file === null) wrong['file'] = '请选择盖章后的文件';
    else if (file.size > MOST_BYTES) wrong['file'] = '文件超过 20 MB，请降低扫描精度后重试';
    if (replaces && reason.trim() === '') wrong['reason'] = '请写明更换的原因';
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0 || file === null) return;
    setBusy(true);
    try {
      await api.upload<{ stampedFiles: readonly StampedView[] }>(`/documents/${view.ref}/stamped`, file, file.name, key.current, replaces ? { reason: reason.trim() } : {});
      key.current = requestKey();
      refreshAll(['document']);
      onDone();
    } catch (thrown) { setFailure(thrown); }
    setBusy(false);
  };
  return (
    <Sheet title={replaces ? '更换盖章件' : '上传盖章件'} lead={<p className="second">{view.title}　{view.fileNumber ?? view.number}</p>} onClose={onClose}
      foot={<><Button type="primary" loading={busy} onClick={() => void send()}>{replaces ? '更换' : '上传'}</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(path) => `stamp-${path}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <p>{view.sealing?.say}</p>
      <FieldBox id="stamp-file" label="盖章件" hint="pdf、ofd、jpg、png，不超过 20 MB，按内容识别。" required error={errors['file']}>
        <input ref={input} id="stamp-file" type="file" className="hidden-text" tabIndex={-1} aria-label="盖章件" accept=".pdf,.ofd,.jpg,.jpeg,.png" onChange={(e) => { key.current = requestKey(); setFile(e.target.files?.[0] ?? null); }} />
        <span className="row"><Button onClick={() => input.current?.click()}>选择文件</Button>{file && <span>{file.name}　<span className="second">{fileSize(file.size)}</span></span>}</span>
      </FieldBox>
      {replaces && <FieldBox id="stamp-reason" label="更换的原因" hint="原来的一份仍然保留，各方都能看到。" required error={errors['reason']}><Area id="stamp-reason" value={reason} maxLength={300} autoSize={{ minRows: 2 }} onChange={(e) => { key.current = requestKey(); setReason(e.target.value); }} /></FieldBox>}
    </Sheet>
  );
}
