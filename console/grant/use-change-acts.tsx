import { limitZh } from '../../law/limit-words.ts';
import { useChange } from '../../law/procedures/use-change.ts';
import type { UseChangeOwn } from '../../processes/grant/use-change/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';

/** What each act of a change of use states (Art. 25 ¶1). */
const ownOf = (view: CaseView): UseChangeOwn => view.own as UseChangeOwn;
const chosen = (kind: string) => (values: Values) => values[kind] === true;

const fields: readonly Field[] = [
  { name: 'range', label: '扩大使用范围', kind: 'check' },
  { name: 'rangeText', label: '扩大到什么范围', hint: '增加数据项的，请提出新的共享申请。', required: true, kind: 'area', max: 1000, when: chosen('range') },
  { name: 'purpose', label: '用于其他目的', kind: 'check' },
  { name: 'purposeText', label: '用于什么目的', required: true, kind: 'text', max: 100, when: chosen('purpose') },
  { name: 'purposeWhy', label: '在哪一步、怎样使用', required: true, kind: 'area', max: 2000, when: chosen('purpose') },
  { name: 'third-party', label: '提供给第三方', kind: 'check' },
  { name: 'thirdText', label: '提供给谁', hint: '已备案的受托方、所辖村居不属于第三方，不用申请。', required: true, kind: 'text', max: 200, when: chosen('third-party') },
  { name: 'thirdWhy', label: '为何提供、怎样保护', required: true, kind: 'area', max: 2000, when: chosen('third-party') },
  { name: 'basis', label: '法律依据或者职责', required: true, kind: 'area', max: 1000 },
];

function initial(view: CaseView): Values {
  const { points, basis } = ownOf(view);
  const names = { range: 'range', purpose: 'purpose', 'third-party': 'third' } as const;
  return Object.assign({ basis }, ...points.map((one) => ({ [one.kind]: true, [`${names[one.kind]}Text`]: one.text, [`${names[one.kind]}Why`]: one.why }))) as Values;
}

function points(values: Values): Values[] {
  return [
    ...(values['range'] === true ? [{ kind: 'range', text: values['rangeText'] }] : []), ...(values['purpose'] === true ? [{ kind: 'purpose', text: values['purposeText'], why: values['purposeWhy'] }] : []),
    ...(values['third-party'] === true ? [{ kind: 'third-party', text: values['thirdText'], why: values['thirdWhy'] }] : []),
  ];
}

export const acts: ActForms = {
  submit: {
    opinion: 'none', fields: () => fields, initial, body: (values) => ({ points: points(values), basis: values['basis'] }),
    check: (values) => (points(values).length > 0 ? {} : { range: '请至少选择一项变更' }),
    says: (view) => <><p>现在的用途是“{ownOf(view).now.purpose}”。变更须经本部门负责人同意提出，并经提供部门同意；同意以前，仍按原约定使用。</p><p><b>变更什么</b>（至少选一项）</p></>,
  },
  propose: {
    opinion: 'none', send: '报负责人审定',
    fields: (view) => ownOf(view).points.flatMap((one): Field[] => [
      { name: one.kind, label: `${one.kindZh}：${one.text}`, required: true, kind: 'radio', options: [{ value: 'agree', zh: '同意' }, { value: 'refuse', zh: '不同意' }] },
      { name: `${one.kind}Reason`, label: '不同意的理由', required: true, kind: 'area', max: 1000, when: (values) => values[one.kind] === 'refuse' },
    ]),
    initial: (view) => Object.assign({}, ...ownOf(view).points.map((one) => ({ ...(one.decision ? { [one.kind]: one.decision } : {}), [`${one.kind}Reason`]: one.reason }))) as Values,
    body: (values, view) => ({ perPoint: ownOf(view).points.map((one) => ({ kind: one.kind, decision: values[one.kind], reason: values[one.kind] === 'refuse' ? values[`${one.kind}Reason`] ?? '' : '' })) }),
  },
  agree: {
    says: (view) => {
      const agreed = ownOf(view).points.filter((one) => one.decision === 'agree');
      return <p>同意{agreed.map((one) => `${one.kindZh}（${one.text}）`).join('、') || '——拟答复没有同意任何一项'}。授权在本次办理中即按此变更。</p>;
    },
  },
  refuse: { opinion: 'none', fields: () => [{ name: 'reasons', label: '理由', required: true, kind: 'area', max: 2000 }] },
  reconsider: { opinion: 'none', says: () => <p>重新办理这一变更申请，由经办人另行拟答复。答复期限自今日起重新计算，须在 {limitZh(useChange.clocks.answer)}内答复。</p> },
  withdraw: { opinion: 'none', fields: (view) => (['draft', 'consent'].includes(view.state) ? [] : [{ name: 'reason', label: '撤回原因', required: true, kind: 'area', max: 500 }]) },
};
