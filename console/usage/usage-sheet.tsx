import { Button } from 'antd';
import { useState } from 'react';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Attach } from '../kit/attach.tsx';
import { Restored } from '../kit/restored.tsx';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import type { Attachment } from '../kit/timeline.tsx';
import { api } from '../shell/api.ts';
import type { Usage } from './usage-queries.ts';

const forms: Readonly<Record<string, { readonly zh: string; readonly fields: readonly Field[] }>> = {
  effect: { zh: '填报应用成效', fields: [{ name: 'matters', label: '办理件数', required: true, kind: 'number' }, { name: 'papers', label: '免交证明份数', required: true, kind: 'number' }, { name: 'text', label: '成效说明', required: true, kind: 'area' }] },
  storage: { zh: '填报存储情况', fields: [{ name: 'where', label: '存在哪里', hint: '系统与机房；未留存的写“未留存”。', required: true, kind: 'text' }, { name: 'protected', label: '怎样保护', required: true, kind: 'area' }, { name: 'since', label: '自何时起', required: true, kind: 'date' }] },
  destruction: { zh: '填报销毁情况', fields: [{ name: 'text', label: '销毁了什么、怎样销毁', required: true, kind: 'area' }, { name: 'on', label: '销毁日期', required: true, kind: 'date' }] },
};

/** The requester's own records: append-only; a correction is a new one that names the old. */
export function UsageSheet({ grant, kind, onClose, corrects }: { readonly grant: string; readonly kind: string; readonly onClose: () => void; readonly corrects: Usage['records'][number] | null }) {
  const form = forms[kind];
  const was = Object.fromEntries((form?.fields ?? []).map(({ name }) => [name, String(corrects?.stated[name] ?? '')]));
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const record = (all: Values, headers: Readonly<Record<string, string>>) => api.post(`/usage/${grant}/records`, { kind, ...stated(form?.fields ?? [], all), ...(corrects ? { corrects: corrects.id } : {}), ...(files.length > 0 ? { attachments: files.map((file) => file.id) } : {}) }, { headers });
  const { values, set, errors, failure, busy, send, typed } = useSending(form?.fields ?? [], was, record, onClose, { kind: 'form', form: 'usage', about: `${corrects?.id ?? grant}.${kind}` });
  if (!form) return null;
  return (
    <Sheet title={corrects ? `更正${form.zh.slice(2)}` : form.zh} onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>填报</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `usage-${p.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={form.fields} values={values} errors={errors} set={set} prefix="usage" />}
      <Attach files={files} onChange={setFiles} />
      {corrects && <p className="second">更正 {corrects.number}：原记录仍然保存，标明已由本次更正。</p>}
      <LawNote basis="29.2" />
    </Sheet>
  );
}
