import { Button } from 'antd';
import { ErrorSummary, Fields } from '../kit/fields.tsx';
import type { Field } from '../kit/field-shapes.ts';
import { LawNote } from '../kit/law-note.tsx';
import { useOpening } from '../kit/opening.ts';
import { Restored } from '../kit/restored.tsx';
import { Sheet } from '../kit/sheet.tsx';
import { ErrorState } from '../kit/states.tsx';
import { GrantsPick, touchedIn } from './grants-pick.tsx';

const fields: readonly Field[] = [
  { name: 'what', label: '发生了什么', required: true, kind: 'area' },
  { name: 'since', label: '自何时起', hint: '还不清楚的，写“尚不清楚”。', required: true, kind: 'text', max: 100 },
  { name: 'data', label: '涉及哪些数据', required: true, kind: 'area' },
  { name: 'grants', label: '涉及的授权', hint: '本部门提供或者使用的；还不清楚的，控制时再列。', kind: 'own', draw: (v, set, _errors, id) => <GrantsPick id={id} value={touchedIn(v)} onChange={set} /> },
  { name: 'personal', label: '是否涉及个人信息', required: true, kind: 'radio', options: [{ value: 'yes', zh: '涉及' }, { value: 'no', zh: '不涉及' }] },
  { name: 'number', label: '涉及人数', hint: '不清楚的不填。', kind: 'number', when: (v) => v['personal'] === 'yes' },
  { name: 'persons', label: '涉及哪些人', kind: 'text', max: 500, when: (v) => v['personal'] === 'yes' },
];

/** 报告安全事件…: any post may; what is not yet known is said so. */
export function ReportSheet({ onClose }: { readonly onClose: () => void }) {
  const it = useOpening('incident', fields, (values) => ({
    act: 'report', what: values['what'], since: values['since'], data: values['data'], grants: touchedIn(values['grants']).map((one) => one.ref),
    persons: { number: values['number'] ? Number(values['number']) : null, personal: values['personal'] === 'yes', text: String(values['persons'] ?? '') },
  }));
  return (
    <Sheet title="报告安全事件" onClose={onClose} foot={<><Button type="primary" loading={it.busy} onClick={() => void it.send()}>报告</Button><Button onClick={onClose}>取消</Button></>}>
      <ErrorSummary errors={it.errors} idOf={(path) => `incident-${path.split('.')[0]}`} />
      {it.failure !== null && <ErrorState error={it.failure} />}
      <Restored typed={it.typed} />
      {it.typed.ready && <Fields fields={fields} values={it.values} errors={it.errors} set={it.set} prefix="incident" />}
      <LawNote basis="35.3" />
    </Sheet>
  );
}
