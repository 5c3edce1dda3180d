import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { article, articles, basisZh } from '../../law/articles.ts';
import { requestKey } from '../../sdk/client.ts';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import { LawNote } from '../kit/law-note.tsx';
import { OrgPicker } from '../kit/pickers.tsx';
import { tellRefusal } from '../kit/refusal.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';

/** Every item of Articles 39 to 41, and Article 42: which of them was broken. */
const grounds = articles.filter(({ number }) => number >= 39 && number <= 42).flatMap(({ number, paragraphs }) => {
  const items = paragraphs.flatMap((one) => one.items ?? []).map((_, i) => `${number}(${i + 1})`);
  return items.length > 0 ? items : [String(number)];
}).map((ground) => ({ value: ground, zh: `${basisZh(ground)}　${article(ground).slice(0, 30).replace(/[；。]$/, '')}` }));

const fields: readonly Field[] = [
  {
    name: 'department', label: '单位', hint: '一条线索一个单位。第四十一条的，选该主管部门。', required: true, kind: 'own',
    draw: (v, set, _errors, id) => <OrgPicker id={id} value={typeof v === 'string' && v !== '' ? [v] : []} onChange={(orgs) => set(orgs.at(-1)?.org ?? '')} />,
  },
  { name: 'ground', label: '情形', required: true, kind: 'select', options: grounds },
  { name: 'what', label: '事实', hint: '何时、在哪一件事上、做了什么或者没有做什么。', required: true, kind: 'area', max: 2000 },
  { name: 'evidence', label: '证据', hint: '从何处得知，凭什么文书、记录认定。', required: true, kind: 'area', max: 2000 },
];

/** 登记线索…: what an inspection found and no clock can see. Without effect until ordered (Art. 29 ¶1, 38–42). */
export function EnterSheet({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const key = useRef(requestKey());
  const typed = useTyped<Values>({ kind: 'form', form: 'finding', about: '' }, {});
  const values = typed.value;
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const ground = values['ground'];
  const send = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    try {
      await typed.flush();
      const answer = await api.open('finding', { act: 'create', ...stated(fields, values) }, key.current, typed.headers);
      typed.sent();
      refreshAll();
      await navigate({ to: '/cases/$kind/$ref', params: { kind: 'finding', ref: answer.ref } });
    } catch (thrown) {
      tellRefusal(thrown, setErrors, setFailure);
    }
  };
  return (
    <Sheet title="登记线索" onClose={onClose} foot={<><Button type="primary" onClick={() => void send()}>登记线索</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={errors} idOf={(path) => `finding-${path.split('.')[0]}`} />
      {failure !== null && <ErrorState error={failure} />}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(name, value) => { typing(name); setFailure(null); key.current = requestKey(); typed.change({ [name]: value }); }} prefix="finding" />}
      <p className="second">登记后由该单位先作说明；未经责令改正，线索不产生效力。</p>
      {typeof ground === 'string' && ground !== '' && <LawNote key={ground} basis={ground} />}
    </Sheet>
  );
}
