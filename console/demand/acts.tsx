import { basisZh } from '../../law/basis.ts';
import { atLeastZh } from '../../law/limit-words.ts';
import { demand } from '../../law/procedures/demand.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';
import { DepartmentPick, EntryPick } from './pick.tsx';
import { ownOf } from './shapes.ts';

/** What each act of a demand states (Art. 20 ¶1). */
const reason = (label = '理由', hint?: string): Field => ({ name: 'reason', label, ...(hint === undefined ? {} : { hint }), required: true, kind: 'area', max: 2000 });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Who holds what is like is asked first. */
const holdersOf = (view: CaseView) => [...new Map((ownOf(view).likes?.entries ?? []).map((one) => [one.provider, { code: one.provider, name: one.providerName, why: `有相近目录“${one.name}”` }])).values()];
const department = (view: CaseView): Field => ({
  name: 'provider', label: '部门', hint: ownOf(view).body.owner ? `需求部门估计掌握在：${ownOf(view).body.owner}` : '职责所在的部门。', required: true, kind: 'own',
  draw: (value, set, _errors, id) => <DepartmentPick id={id} value={text(value)} onChange={set} first={holdersOf(view)} not={view.parties.find((party) => party.party === 'requester')?.org} />,
});
const entry = (view: CaseView): Field => ({
  name: 'entry', label: '目录', required: true, kind: 'own', draw: (value, set, _errors, id) => <EntryPick id={id} value={text(value)} onChange={set} likes={ownOf(view).likes?.entries ?? []} />,
});
const joined = (view: CaseView) => (ownOf(view).joinedCount > 0 ? `；并入的 ${ownOf(view).joinedCount} 件需求一同通知` : '');

export const acts: ActForms = {
  register: { page: (view) => `/cases/demand/${view.ref}/edit` },
  join: {
    opinion: 'none', attachments: false, says: () => <p>并入后随原需求办理：原需求对接到目录时一并通知本部门，并可按本部门填写的用途和依据提出申请。</p>,
    fields: (view) => [{ name: 'demand', label: '并入哪一件需求', required: true, kind: 'radio', options: (ownOf(view).likes?.demands ?? []).filter((one) => !one.mine).map((one) => ({ value: one.ref, zh: one.title, note: `${one.requesterName}　${one.number ?? ''}` })) }],
  },
  match: {
    says: (view) => <p>目录中已有所需数据的，对接到该目录，告知需求部门直接申请{joined(view)}。</p>, fields: (view) => [entry(view)],
    body: (values: Values) => { const [entryRegion = '', id = ''] = text(values['entry']).split('/'); return { entryRegion, entry: id }; },
  },
  assign: { opinion: 'none', says: () => <p>请有职责的部门认领；认领的，随即开始编制目录。</p>, fields: (view) => [department(view), reason('分派理由', '该部门的哪项职责。')] },
  refer: { opinion: 'none', says: () => <p>属于其他层级、地区或者系统平台的数据，转请其主管部门答复，答复由本机关录入。</p>, fields: () => [{ name: 'platform', label: '转往', hint: '平台或者主管部门的名称。', required: true, kind: 'text', max: 200 }, reason()] },
  'come-back': {
    opinion: 'none', says: () => <p>按对方的书面答复录入，并附文件。</p>,
    fields: () => [
      { name: 'answer', label: '对方的答复', required: true, kind: 'radio', options: [{ value: 'has', zh: '有这类数据', note: '需求办结，按答复申请' }, { value: 'has-not', zh: '没有', note: '退回本级继续对接' }] },
      { name: 'text', label: '答复内容', hint: '有数据的，写明向谁、按哪个目录申请。', required: true, kind: 'area', max: 2000 }, { name: 'document', label: '答复文件', hint: '名称和文号。', required: true, kind: 'text', max: 300 },
    ],
  },
  accept: { says: (view) => <p>认领即开始编制目录“{ownOf(view).body.title}”，需求所列的 {ownOf(view).body.items?.length ?? 0} 个数据项已填入草稿，由本部门编目员完成；目录发布后，平台通知需求部门申请{joined(view)}。</p> },
  decline: { opinion: 'none', fields: () => [{ name: 'reasons', label: '不认领的理由', required: true, kind: 'area', max: 2000 }, { name: 'whose', label: '应由谁提供', hint: '写明部门；不清楚的，写明已核对的职责依据。', required: true, kind: 'text', max: 300 }] },
  reassign: { opinion: 'none', says: (view) => <Declines view={view} />, fields: (view) => [department(view), reason('改派理由')] },
  bind: {
    opinion: 'none', says: (view) => <><Declines view={view} /><p>确属该部门职责的，凭职责文件指定其编制；到期未发布的，列为{basisZh(demand.clocks.bound.late.clue)}的线索。</p></>,
    fields: (view) => [department(view), { name: 'document', label: '职责文件', hint: '名称和文号，并附文件。', required: true, kind: 'text', max: 300 }, { name: 'compileBy', label: '编制期限', hint: `至少留 ${atLeastZh(demand.clocks.bound)}。`, required: true, kind: 'date' }],
  },
  conclude: { opinion: 'none', says: (view) => <><Declines view={view} /><p>终结后需求部门可以重新提出一次{ownOf(view).joinedCount > 0 ? `；并入的 ${ownOf(view).joinedCount} 件需求恢复为单独登记` : ''}。</p></>, fields: () => [{ name: 'reasons', label: '终结的理由', required: true, kind: 'area', max: 2000 }] },
  reopen: { opinion: 'none', says: () => <p>只能重新提出一次。</p>, fields: () => [reason('为什么重新提出', '对接的结果哪里不能满足。')] },
  withdraw: { opinion: 'none', says: (view) => (ownOf(view).joinedCount > 0 ? <p>并入的 {ownOf(view).joinedCount} 件需求恢复为单独登记。</p> : null), fields: (view) => (view.state === 'draft' ? [] : [{ name: 'reason', label: '撤回原因', kind: 'area', max: 1000 }]) },
};

function Declines({ view }: { readonly view: CaseView }) {
  return <ul className="notice near">{ownOf(view).declines.map((one) => <li key={one.name + one.on}><b>{one.name}</b> {one.on} 未认领：{one.reasons}　应由：{one.whose}</li>)}</ul>;
}
