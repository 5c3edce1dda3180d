import { limitZh } from '../../law/limit-words.ts';
import { correction } from '../../law/procedures/correction.ts';
import type { CorrectionOwn } from '../../processes/correction/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import { count } from '../kit/formats.ts';
import { numbersOf, ownOf } from './shapes.ts';

const sourceChoice = ({ org, name, items, named }: CorrectionOwn['sources'][number]) => ({ value: org, zh: `${name}（${named ? '数源部门：' : '目录中有'}${items.slice(0, 3).join('、')}${items.length > 3 ? '等' : ''}）` });

/** What each act of a correction states (Art. 26.2). The records themselves stand in the list beside. */
export const acts: ActForms = {
  file: {
    opinion: 'none',
    says: (view) => <p>共 {count(ownOf(view).rows)} 条记录。提供部门自收到之日起 {limitZh(correction.clocks.correct)}内核实、更正并反馈。记录的内容只有双方和受请核实的数源部门能看到全文。</p>,
    fields: () => [{ name: 'grounds', label: '发现的经过与依据', hint: '怎样发现、依据什么材料。不要写个人的姓名、号码，它们在记录里。', required: true, kind: 'area', max: 4000 }],
    check: (_values, view): Record<string, string> => (ownOf(view).rows === 0 ? { grounds: '请先在下面列出要校核的记录' } : {}),
    body: ({ grounds }, view) => ({ grounds, rows: ownOf(view).rows }),
  },
  refer: {
    opinion: 'none',
    says: (view) => (ownOf(view).sources.length > 0 ? <p className="notice near">转请核实不停止校核时限，数源部门没有答复的，也须按期反馈。</p>
      : <p className="notice near">没有明确数源部门，也没有其他部门的目录收录所校核的数据项，由本部门自行核实。</p>),
    fields: (view) => [
      { name: 'source', label: '数源部门', hint: '数据项已明确数源部门的，只能转该部门；没有明确的，可以转目录中有该数据项的部门。', required: true, kind: 'radio', options: ownOf(view).sources.map(sourceChoice) },
      { name: 'until', label: '请于何日前答复', required: true, kind: 'date' }, { name: 'text', label: '请核实的事项', required: true, kind: 'area', max: 2000 },
    ],
  },
  verify: { opinion: 'none', says: () => <p>核实意见发给提供部门，由其反馈提出校核的部门。</p>, fields: () => [{ name: 'said', label: '核实意见', required: true, kind: 'area', max: 2000 }] },
  'feed-back': {
    opinion: 'none', send: '反馈',
    says: (view) => { const own = ownOf(view); return <p>{count(own.rows)} 条中属实 {count(own.upheld)} 条，不属实 {count(own.rejected)} 条。{own.upheld > 0 && (own.bound ? '平台在挂接的数据资源中看到更正后的值，反馈才能成立；属实的记录随后通知所有取得过它的部门。' : '目录没有挂接数据资源，平台不能核对；属实的记录随后通知所有取得过它的部门。')}</p>; },
    fields: (view) => (view.state === 'received' ? [{ name: 'changed', label: '更正了什么、何时更正', required: true, kind: 'area', max: 4000 }] : []),
  },
  propose: {
    opinion: 'none', says: (view) => <p>属实 {count(ownOf(view).upheld)} 条，不属实 {count(ownOf(view).rejected)} 条，逐条结果和理由随本件报负责人审定。</p>,
    fields: (view) => (ownOf(view).upheld > 0 ? [{ name: 'changed', label: '更正了什么、何时更正', kind: 'area', max: 4000 }] : []),
    body: (values, view) => ({ ...values, perRow: { upheld: ownOf(view).upheld, rejected: ownOf(view).rejected } }),
  },
  return: { opinion: 'required' },
  accept: { opinion: 'none', says: () => <p>认可校核结果，本件办结。其他部门的更正确认不受影响。</p> },
  contest: {
    opinion: 'none', says: () => <p>异议限提一次，提供部门重新核实，时限重新计算；仍不认可的，可以提出争议。</p>,
    fields: () => [{ name: 'grounds', label: '异议的理由', required: true, kind: 'area', max: 4000 }, { name: 'rows', label: '对哪几条有异议', hint: '填序号，如 1、3、5-7；不填为全部不属实的记录。', kind: 'text', max: 500 }],
    check: (values): Record<string, string> => (String(values['rows'] ?? '').trim() !== '' && numbersOf(String(values['rows'])).length === 0 ? { rows: '请填序号，如 1、3、5-7' } : {}),
    body: ({ grounds, rows }) => ({ grounds, rows: numbersOf(String(rows ?? '')) }),
  },
  rate: {
    opinion: 'none',
    fields: () => [
      { name: 'solved', label: '问题是否解决', required: true, kind: 'radio', options: [{ value: 'yes', zh: '已经解决' }, { value: 'no', zh: '没有解决' }] },
      { name: 'score', label: '评分', required: true, kind: 'radio', options: ['5', '4', '3', '2', '1'].map((value) => ({ value, zh: `${value} 分` })) }, { name: 'text', label: '说明', kind: 'area', max: 1000 },
    ],
    body: ({ solved, score, text }) => ({ solved: solved === 'yes', score: Number(score), ...(text ? { text } : {}) }),
  },
  'confirm-updated': {
    opinion: 'none', send: '确认', says: (view) => <p>提供部门更正了本部门取得过的 {count(ownOf(view).receipt?.rows ?? 0)} 条记录。更正本部门的数据以后确认；每个部门确认一次。</p>,
    fields: () => [
      { name: 'updated', label: '本部门的数据', required: true, kind: 'radio', options: [{ value: 'updated', zh: '已经更正' }, { value: 'not-kept', zh: '没有留存，无须更正' }, { value: 'differs', zh: '不能照此更正' }] },
      { name: 'text', label: '不能照此更正的原因', required: true, kind: 'area', max: 2000, when: (v) => v['updated'] === 'differs' },
    ],
  },
  withdraw: { opinion: 'none', fields: (view) => (view.state === 'draft' ? [] : [{ name: 'reason', label: '撤回原因', required: true, kind: 'area', max: 1000 }]) },
};
