import { atLeastZh } from '../../law/limit-words.ts';
import { serviceChange } from '../../law/procedures/service-change.ts';
import type { ServiceChangeOwn } from '../../processes/grant/service-change/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';

/** What each act of a change or end of a service states (Art. 27 ¶3). */
const ownOf = (view: CaseView): ServiceChangeOwn => view.own as ServiceChangeOwn;

export const acts: ActForms = {
  propose: {
    opinion: 'none',
    says: (view) => <p>涉及 {ownOf(view).grants.length} 个授权，向各需求部门征求意见。协商期间，各授权照常执行。</p>,
    fields: () => [
      { name: 'reason', label: '正当理由', required: true, kind: 'area', max: 2000 },
      { name: 'what', label: '变更、终止什么', required: true, kind: 'area', max: 2000 },
      { name: 'instead', label: '以什么替代', hint: '没有替代的可以不填。', kind: 'area', max: 1000 },
      { name: 'opinionsBy', label: '意见期限', hint: `至少留 ${atLeastZh(serviceChange.clocks.opinions)}。`, required: true, kind: 'date' },
      { name: 'effectOn', label: '生效日', hint: '自这一日起变更、终止；须在意见期限之后。', required: true, kind: 'date' },
    ],
  },
  opine: {
    opinion: 'none',
    says: (view) => <p>自 {ownOf(view).effectOn} 起{ownOf(view).kindZh}。意见每部门一次；有异议而协商不成的，可以提出争议。</p>,
    fields: () => [
      { name: 'stand', label: '意见', required: true, kind: 'radio', options: [{ value: 'agree', zh: '同意' }, { value: 'object', zh: '有异议' }] },
      { name: 'text', label: '异议和理由', required: true, kind: 'area', max: 2000, when: (values) => values['stand'] === 'object' },
      { name: 'text', label: '说明', kind: 'area', max: 2000, when: (values) => values['stand'] === 'agree' },
    ],
  },
  file: {
    opinion: 'none',
    says: (view) => {
      const own = ownOf(view);
      const objections = own.opinions.filter((one) => one.stand === 'object').length;
      return <p>向同级主管部门备案，自 {own.effectOn} 起{own.kindZh}。{objections > 0 ? `有 ${objections} 个部门有异议：备案不是审批，异议、争议不当然停止生效，主管部门可以另行责令。` : '备案不是审批。'}{own.awaited.length > 0 ? `${own.awaited.join('、')}到期未提出意见。` : ''}</p>;
    },
  },
  drop: {
    opinion: 'none', says: () => <p>撤销以后，各授权照常执行。</p>,
    fields: (view) => (view.state === 'draft' ? [] : [{ name: 'reason', label: '撤销的理由', required: true, kind: 'area', max: 1000 }]),
  },
};
