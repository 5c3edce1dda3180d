import { Button } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Attach } from '../kit/attach.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import type { Attachment } from '../kit/timeline.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import type { Usage } from './usage-queries.ts';

const forms: Readonly<Record<string, { readonly zh: string; readonly fields: readonly Field[] }>> = {
  effect: { zh: '填报应用成效', fields: [{ name: 'matters', label: '办理件数', required: true, kind: 'number' }, { name: 'papers', label: '免交证明份数', required: true, kind: 'number' }, { name: 'text', label: '成效说明', required: true, kind: 'area' }] },
  storage: { zh: '填报存储情况', fields: [{ name: 'where', label: '存在哪里', hint: '系统与机房；未留存的写“未留存”。', required: true, kind: 'text' }, { name: 'protected', label: '怎样保护', required: true, kind: 'area' }, { name: 'since', label: '自何时起', required: true, kind: 'date' }] },
  destruction: { zh: '填报销毁情况', fields: [{ name: 'text', label: '销毁了什么、怎样销毁', required: true, kind: 'area' }, { name: 'on', label: '销毁日期', required: true, kind: 'date' }] },
};

/** The requester's own records: append-only; a correction is a new one that names the old. */
export function UsageSheet({ grant, kind, onClose, corrects }: { readonly grant: string; readonly kind: string; readonly onClose: () => void; readonly corrects: Usage['records'][number] | null }) {
  const form = forms[kind];
  const typed = useTyped<Values>({ kind: 'form', form: 'usage', about: `${corrects?.id ?? grant}.${kind}` }, Object.fromEntries((form?.fields ?? []).map(({ name }) => [name, String(corrects?.stated[name] ?? '')])));
  const values = typed.value;
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (!form) return null;
  const send = async () => {
    const wrong = missing(form.fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await typed.flush();
      await api.post(`/usage/${grant}/records`, { kind, ...stated(form.fields, values), ...(corrects ? { corrects: corrects.id } : {}), ...(files.length > 0 ? { attachments: files.map((file) => file.id) } : {}) });
      typed.drop();
      refreshAll();
      onClose();
    } catch (thrown) {
      if (thrown instanceof ApiError && thrown.refusal.fields?.length) setErrors(Object.fromEntries(thrown.refusal.fields.map((f) => [f.path, f.message])));
      else setFailure(thrown);
    }
    setBusy(false);
  };
  return (
    <Sheet title={corrects ? `更正${form.zh.slice(2)}` : form.zh} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>填报</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `usage-${p.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={form.fields} values={values} errors={errors} set={(n, v) => typed.change({ [n]: v })} prefix="usage" />}
      <Attach files={files} onChange={setFiles} />
      {corrects && <p className="second">更正 {corrects.number}：原记录仍然保存，标明已由本次更正。</p>}
      <LawNote basis="29.2" />
    </Sheet>
  );
}
