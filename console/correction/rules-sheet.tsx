import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { RulesView } from '../../processes/correction/contract.ts';
import { Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, type Field, type Values } from '../kit/field-shapes.ts';
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
  const { data, error, refetch: reread } = useQuery({ queryKey: ['correction-rules', actor.org], queryFn: ({ signal }) => api.get<RulesView>(`/correction/rules/${actor.org}`, {}, { signal }) });
  const typed = useTyped<Values>({ kind: 'form', form: 'correction-rules', about: '' }, {});
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const { base, ...changed } = typed.value;
  const values: Values = { ...data?.body, ...changed };
  const stale = data !== undefined && base !== undefined && base !== data.version; // a colleague was quicker than what was typed here
  const change = (next: Values) => { typing(...Object.keys(next)); typed.change((was) => ({ base: was['base'] ?? data?.version ?? 0, ...next })); };
  const save = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    try {
      await typed.flush();
      await api.put('/correction/rules', { ...values, base: base ?? data?.version ?? 0 }, { headers: typed.headers });
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) {
      setFailure(thrown);
      await reread();
    }
  };
  return (
    <Sheet title="校核规则与渠道" lead={<p className="second">{data?.onDay ? `第 ${data.version} 版，${data.onDay}` : '还没有写明'}</p>} onClose={onClose} foot={<><Button type="primary" disabled={!data || stale} onClick={() => void save()}>保存</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {error ? <ErrorState error={error} /> : !data || !typed.ready ? <Loading /> : <>
        {stale ? <Newer data={data} onTheirs={typed.drop} onMine={() => change({ base: data.version })} /> : <Restored typed={typed} />}
        <Fields fields={fields} values={values} errors={errors} set={(name, value) => change({ [name]: value })} prefix="rules" />
      </>}
      <LawNote basis="26.2" />
    </Sheet>
  );
}

/** Which of the two goes on is chosen, not guessed: what stands is shown beside what was typed. */
function Newer({ data, onTheirs, onMine }: { readonly data: RulesView; readonly onTheirs: () => void; readonly onMine: () => void }) {
  return (
    <div className="notice near" role="status">
      <p>您填写之后，本部门的规则已有第 {data.version} 版（{data.onDay}）。下面是您填写的；直接保存会取代这一版，请选择。</p>
      <details><summary>看第 {data.version} 版</summary><dl className="pairs one"><dt>校核规则</dt><dd className="pre">{data.body?.rules}</dd><dt>联系</dt><dd>{data.body?.contact}　{data.body?.phone}</dd></dl></details>
      <div className="row"><Button size="small" onClick={onTheirs}>以第 {data.version} 版为准，放弃我填的</Button><Button size="small" onClick={onMine}>以我填的为准</Button></div>
    </div>
  );
}
