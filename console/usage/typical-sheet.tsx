import { Button } from 'antd';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Restored } from '../kit/restored.tsx';
import { useSending } from '../kit/sending.ts';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { api } from '../shell/api.ts';

const fields: readonly Field[] = [
  { name: 'title', label: '案例名称', required: true, kind: 'text' },
  { name: 'text', label: '做法和成效', hint: '各部门都能看到。不写个人信息，不写未公开的数据。', required: true, kind: 'area' },
];

/** 推广为典型案例: an authority makes a good effect known to every department. */
export function TypicalSheet({ grant, record, text, onClose }: { readonly grant: string; readonly record: string; readonly text: string; readonly onClose: () => void }) {
  const publish = (all: Values, headers: Readonly<Record<string, string>>) => api.post(`/usage/${grant}/records/${record}/typical`, stated(fields, all), { headers });
  const { values, set, errors, failure, busy, send, typed } = useSending(fields, { text }, publish, onClose, { kind: 'form', form: 'typical', about: record });
  return (
    <Sheet title="推广为典型案例" onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>推广</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `typical-${p.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={set} prefix="typical" />}
      <LawNote basis="9.1" />
    </Sheet>
  );
}
