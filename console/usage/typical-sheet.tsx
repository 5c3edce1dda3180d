import { Button } from 'antd';
import { useState } from 'react';
import { ApiError } from '../../sdk/client.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';

const fields: readonly Field[] = [
  { name: 'title', label: '案例名称', required: true, kind: 'text' },
  { name: 'text', label: '做法和成效', hint: '各部门都能看到。不写个人信息，不写未公开的数据。', required: true, kind: 'area' },
];

/** 推广为典型案例: an authority makes a good effect known to every department. */
export function TypicalSheet({ grant, record, text, onClose }: { readonly grant: string; readonly record: string; readonly text: string; readonly onClose: () => void }) {
  const typed = useTyped<Values>({ kind: 'form', form: 'typical', about: record }, { text });
  const values = typed.value;
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await typed.flush();
      await api.post(`/usage/${grant}/records/${record}/typical`, stated(fields, values));
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
    <Sheet title="推广为典型案例" onClose={onClose} foot={<><Button type="primary" loading={busy} onClick={() => void send()}>推广</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(p) => `typical-${p.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} onRetry={() => void send()} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(n, v) => typed.change({ [n]: v })} prefix="typical" />}
      <LawNote basis="9.1" />
    </Sheet>
  );
}
