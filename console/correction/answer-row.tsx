import { Button } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { RowView } from '../../processes/correction/contract.ts';
import { Fields } from '../kit/fields.tsx';
import { useFieldErrors } from '../kit/field-errors.ts';
import { missing, stated, type Field, type Values } from '../kit/field-shapes.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { count } from '../kit/formats.ts';
import { useTyped } from '../kit/typed.ts';
import { api, refreshAll } from '../shell/api.ts';
import { keyText, ownOf } from './shapes.ts';

const rejected = (v: Values) => v['answer'] === 'rejected';
const choice: Field = { name: 'answer', label: '核实结果', required: true, kind: 'radio', options: [{ value: 'upheld', zh: '属实' }, { value: 'rejected', zh: '不属实' }] };
const why: Field = { name: 'reason', label: '理由', hint: '不属实的须说明理由，提出校核的部门可以看到。', required: true, kind: 'area', max: 1000, when: rejected };

/** 核实结果 of one record. */
export function AnswerRow({ view, row, onClose }: { readonly view: CaseView; readonly row: RowView; readonly onClose: () => void }) {
  const needs = row.kind === 'value' && row.own && !row.expected;
  const fields: readonly Field[] = [choice, { name: 'now', label: '更正后的值', hint: needs ? '申请没有写明应为值，请填写；更正为空的，填“（空）”。' : '与应为值相同的不必填。', required: needs, kind: 'text', max: 2000, when: (v) => v['answer'] === 'upheld' && row.kind === 'value' }, why];
  return (
    <AnswerSheet about={`${view.ref}.${row.n}`} title={`第 ${row.n} 条`} fields={fields} initial={{ answer: row.answer ?? '', now: row.now ?? '', reason: row.reason ?? '' }} onClose={onClose} send={(values, headers) => api.post(`/correction/${view.ref}/answers`, { rows: [{ n: row.n, ...values }] }, { headers })}>
      <dl className="pairs one"><dt>记录</dt><dd className="keep">{keyText(row)}</dd><dt>问题</dt><dd>{row.kind === 'value' ? row.itemName : row.kindZh}</dd>
        {row.kind === 'value' && <><dt>所见值</dt><dd>{row.seen === '' ? '（空）' : row.seen ?? '—'}</dd><dt>应为值</dt><dd>{row.expected || '—'}</dd></>}{row.note && <><dt>说明</dt><dd>{row.note}</dd></>}{row.former && <><dt>原结果</dt><dd>{row.former}</dd></>}</dl>
    </AnswerSheet>
  );
}

/** The same for all that have none yet. */
export function RestSheet({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const own = ownOf(view);
  const left = own.rows - own.upheld - own.rejected;
  return (
    <AnswerSheet about={view.ref} title="其余记录填写同一结果" fields={[choice, why]} initial={{}} onClose={onClose} send={(values, headers) => api.post(`/correction/${view.ref}/answers/rest`, values, { headers })}>
      <p>还没有核实结果的 {count(left)} 条都填写这一结果，之后仍可以逐条改。</p>
    </AnswerSheet>
  );
}

function AnswerSheet({ about, title, fields, initial, onClose, send, children }: { readonly about: string; readonly title: string; readonly fields: readonly Field[]; readonly initial: Values; readonly onClose: () => void; readonly send: (values: Values, headers: Readonly<Record<string, string>>) => Promise<unknown>; readonly children: React.ReactNode }) {
  const typed = useTyped<Values>({ kind: 'form', form: 'correction-answer', about }, initial);
  const values = typed.value;
  const [errors, setErrors, typing] = useFieldErrors();
  const [failure, setFailure] = useState<unknown>(null);
  const save = async () => {
    const wrong = missing(fields, values);
    setErrors(wrong);
    setFailure(null);
    if (Object.keys(wrong).length > 0) return;
    try {
      await typed.flush();
      await send(stated(fields, values), typed.headers);
      typed.sent();
      refreshAll();
      onClose();
    } catch (thrown) { setFailure(thrown); }
  };
  return (
    <Sheet title={title} onClose={onClose} foot={<><Button type="primary" onClick={() => void save()}>保存结果</Button><Button onClick={onClose}>取消</Button></>}>
      {failure !== null && <ErrorState error={failure} />}
      {children}
      <Restored typed={typed} />
      {typed.ready && <Fields fields={fields} values={values} errors={errors} set={(name, value) => { typing(name); typed.change({ [name]: value }); }} prefix="answer" />}
    </Sheet>
  );
}
