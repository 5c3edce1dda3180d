import { Button } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { requestKey } from '../../sdk/client.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { kindChoices, ownOf } from './shapes.ts';

/** One record in doubt; the next may follow at once. */
export function AddRow({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const own = ownOf(view);
  const key = useRef(requestKey());
  const typed = useTyped<Values>({ kind: 'form', form: 'correction-row', about: view.ref }, { kind: 'value' });
  const values = typed.value;
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const [added, setAdded] = useState(0);
  const ofValue = (v: Values) => v['kind'] === 'value';
  const fields: readonly Field[] = [
    ...own.keys.map((one): Field => ({ name: `key.${one.field}`, label: one.name, hint: '指明是哪一条记录', required: true, kind: 'text', max: 500 })),
    { name: 'kind', label: '问题', required: true, kind: 'radio', options: kindChoices },
    { name: 'item', label: '数据项', required: true, kind: 'select', options: own.items.map((item) => ({ value: String(item.n), zh: item.name })), when: ofValue },
    { name: 'seen', label: '所见值', hint: '使用中看到的值；所见为空的，填“（空）”。', required: true, kind: 'text', max: 2000, when: ofValue },
    { name: 'expected', label: '应为值', hint: '知道的话，应当是什么。', kind: 'text', max: 2000, when: ofValue },
    { name: 'note', label: '说明', kind: 'area', max: 500 },
  ];
  const send = async (more: boolean) => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    const text = (name: string) => String(values[name] ?? '').trim();
    const value = ofValue(values);
    try {
      await typed.flush();
      await api.post(`/correction/${view.ref}/rows`, { rows: [{ kind: values['kind'], item: value ? Number(values['item']) : null, key: Object.fromEntries(own.keys.map((one) => [one.field, text(`key.${one.field}`)])), seen: value ? text('seen') : '', expected: value ? text('expected') : '', note: text('note') }] }, { headers: { ...typed.headers, 'idempotency-key': key.current } });
      key.current = requestKey();
      typed.sent(more);
      refreshAll();
      if (!more) return onClose();
      setAdded(added + 1);
      typed.change({ kind: values['kind'], item: values['item'] });
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="添加记录" lead={<p className="second">{own.entry.name}</p>} onClose={onClose} foot={<><Button type="primary" onClick={() => void send(false)}>添加</Button><Button onClick={() => void send(true)}>添加并继续</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(path) => `add-${path}`} />
      {added > 0 && <p className="notice ok" role="status">已添加 {added} 条。</p>}
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(name, value) => { typing(name); key.current = requestKey(); typed.change({ [name]: value }); }} prefix="add" />}
    </Sheet>
  );
}
