import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { RulesView } from '../../processes/correction/contract.ts';
import { Fields } from '../kit/fields.tsx';
import { missing, type Errors, type Field, type Values } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState, Loading } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { useSession } from '../shell/session.ts';

const fields: readonly Field[] = [
  { name: 'rules', label: '校核规则', hint: '怎样核实、怎样更正、怎样反馈，各由谁办。', required: true, kind: 'area', max: 4000 },
  { name: 'contact', label: '联系岗位', required: true, kind: 'text', max: 200 }, { name: 'phone', label: '联系电话', required: true, kind: 'text', max: 50 },
];

/** 本部门的校核规则与渠道 (26 ¶2): read by everybody who files, each version kept. */
export function RulesSheet({ onClose }: { readonly onClose: () => void }) {
  const { actor } = useSession();
  const { data, error } = useQuery({ queryKey: ['correction-rules', actor.org], queryFn: ({ signal }) => api.get<RulesView>(`/correction/rules/${actor.org}`, {}, { signal }) });
  const typed = useTyped<Values>({ kind: 'form', form: 'correction-rules', about: '' }, {});
  const [errors, setErrors] = useState<Errors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const values: Values = { ...data?.body, ...typed.value };
  const save = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    try {
      await typed.flush();
      await api.put('/correction/rules', { ...values, base: data?.version ?? 0 }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title="校核规则与渠道" lead={<p className="second">{data?.onDay ? `第 ${data.version} 版，${data.onDay}` : '还没有写明'}</p>} onClose={onClose} foot={<><Button type="primary" disabled={!data} onClick={() => void save()}>保存</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {error ? <ErrorState error={error} /> : !data || !typed.ready ? <Loading /> : <><Restored typed={typed} /><Fields fields={fields} values={values} errors={errors} set={(name, value) => typed.change({ [name]: value })} prefix="rules" /></>}
      <LawNote basis="26.2" />
    </Sheet>
  );
}
