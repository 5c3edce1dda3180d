import { Input } from 'antd';
import { basisZh } from '../../law/basis.ts';
import { atLeastZh } from '../../law/limit-words.ts';
import { source } from '../../law/procedures/source.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';
import { ownOf } from './shapes.ts';

/** What each act of a named source states (Art. 19 ¶2). */
type Duties = Readonly<Record<string, string>>;
const dutiesOf = (view: CaseView): Duties => Object.fromEntries(ownOf(view).departments.map((one) => [one.org, one.duty]));
const reason = (label: string): Field => ({ name: 'reason', label, required: true, kind: 'area', max: 2000 });
const others = (view: CaseView) => ownOf(view).departments.filter((one) => one.org !== ownOf(view).provider).map((one) => ({ value: one.org, zh: one.name }));

/** Every department that collects them, each with the duty by which it does. */
const departments = (view: CaseView): Field => ({
  name: 'departments', label: '各部门收集的职责依据', hint: '按哪项法律、法规或者“三定”职责收集；不清楚的，写“待部门说明”。', required: true, kind: 'own',
  draw: (value, set, errors, id) => {
    const duties = (value ?? {}) as Duties;
    return (
      <div className="stack" style={{ gap: 6 }}>
        {ownOf(view).departments.map((one, n) => (
          <div key={one.org}><label className="field-hint" htmlFor={n === 0 ? id : `${id}-${n}`}>{one.name}</label>
            <Input id={n === 0 ? id : `${id}-${n}`} value={duties[one.org] ?? ''} maxLength={500} onChange={(e) => set({ ...duties, [one.org]: e.target.value })} />{errors[`departments.${n}.duty`] && <p className="field-error">{errors[`departments.${n}.duty`]}</p>}</div>
        ))}
      </div>
    );
  },
});
const items = (names: readonly string[]): Field => ({
  name: 'items', label: '数据项', required: true, kind: 'own',
  draw: (value, set, _errors, id) => {
    const chosen = (value ?? []) as readonly string[];
    return <div className="pick-list">{names.map((name, n) => <label key={name} className="check"><input id={n === 0 ? id : undefined} type="checkbox" checked={chosen.includes(name)} onChange={() => set(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])} /><span>{name}</span></label>)}</div>;
  },
});
const named = (view: CaseView): string[] => ownOf(view).items.map((one) => one.name);
const opinionsBy: Field = { name: 'opinionsBy', label: '征求意见期限', hint: `至少留 ${atLeastZh(source.clocks.opinions)}。`, required: true, kind: 'date' };
const listed = (values: Values) => Object.entries((values['departments'] ?? {}) as Duties).map(([org, duty]) => ({ org, duty: duty.trim() }));
const check = (values: Values, view: CaseView): Record<string, string> => (ownOf(view).departments.some((one) => (((values['departments'] ?? {}) as Duties)[one.org] ?? '').trim().length < 2) ? { departments: '请写明每个部门的收集依据' } : {});

export const acts: ActForms = {
  consult: {
    opinion: 'none', initial: (view) => ({ departments: dutiesOf(view), items: named(view) }), fields: (view) => [departments(view), items(named(view)), opinionsBy], check,
    body: (values) => ({ departments: listed(values), items: values['items'], opinionsBy: values['opinionsBy'] }),
  },
  opine: {
    opinion: 'none',
    fields: () => [{ name: 'stand', label: '意见', required: true, kind: 'radio', options: [{ value: 'claims', zh: '愿作为数源部门牵头收集' }, { value: 'agrees', zh: '同意由其他部门牵头' }, { value: 'objects', zh: '有异议' }] }, { name: 'duty', label: '职责依据或者理由', required: true, kind: 'area', max: 1000 }],
  },
  name: {
    opinion: 'none', send: '明确数源部门', says: () => <p>明确以后，其他部门的这些数据项指向数源部门，新的申请引导到数源部门，已收到的申请照办；通知各部门。</p>, initial: (view) => ({ items: named(view) }),
    fields: (view) => [{ name: 'provider', label: '数源部门', required: true, kind: 'radio', options: ownOf(view).departments.map((one) => ({ value: one.org, zh: one.name, ...(one.stand === 'claims' ? { note: '愿牵头' } : {}) })) }, items(named(view)), { name: 'document', label: '文件', hint: '名称和文号。', required: true, kind: 'text', max: 300 }],
  },
  dismiss: { opinion: 'none', fields: () => [reason('不设数源部门的理由')] },
  change: {
    opinion: 'none', says: () => <p>原数源部门在另行明确之前不变。</p>, initial: (view) => ({ departments: dutiesOf(view) }), fields: (view) => [reason('调整的原因'), departments(view), opinionsBy], check,
    body: (values) => ({ reason: values['reason'], departments: listed(values), opinionsBy: values['opinionsBy'] }),
  },
  end: { opinion: 'none', says: () => <p>此后由一个部门单独收集，不再设数源部门；未报的任务随之结束。</p>, fields: () => [reason('结束的理由')] },
  task: { opinion: 'none', says: () => <p>到期没有报完成情况的，列为{basisZh(source.clocks.task.late.finding)}的督办。</p>, fields: (view) => [{ name: 'department', label: '部门', required: true, kind: 'radio', options: others(view) }, { name: 'what', label: '完善、更新什么', required: true, kind: 'area', max: 2000 }, { name: 'doneBy', label: '完成期限', required: true, kind: 'date' }] },
  report: {
    opinion: 'none', fields: (view) => [{ name: 'task', label: '任务', required: true, kind: 'radio', options: ownOf(view).tasks.filter((one) => one.done === null && view.parties.some((party) => party.mine && party.org === one.org)).map((one) => ({ value: String(one.nth), zh: one.what, note: `${one.doneBy} 前` })) }, { name: 'done', label: '完成情况', hint: '没有完成的，写明原因。', required: true, kind: 'area', max: 2000 }],
    body: (values) => ({ task: Number(values['task']), done: values['done'] }),
  },
};
