import type { DisputeOwn } from '../../processes/dispute/contract.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';

/** What each act of a dispute states (Art. 28). */
const ownOf = (view: CaseView): DisputeOwn => view.own as DisputeOwn;
const repeats = (view: CaseView) => (v: Values) => ownOf(view).effects.some((e) => e.value === v['effect'] && e.again);

const outcome = (view: CaseView): readonly Field[] => [
  { name: 'text', label: '文本', hint: '写明各方做什么；有期限的写明日期。', required: true, kind: 'area', max: 4000 },
  { name: 'effect', label: '对所争议事项的结果', required: true, kind: 'select', options: ownOf(view).effects.map((e) => ({ value: e.value, zh: e.zh })) },
  { name: 'replyBy', label: '重新办理的期限', hint: '所争议的事项按这一日期重新办理，过期列为线索。', required: true, kind: 'date', when: repeats(view) },
  { name: 'bound', label: '由谁履行', required: true, kind: 'radio', options: [{ value: 'provider', zh: '提供部门' }, { value: 'requester', zh: '需求部门' }, { value: 'both', zh: '双方' }, { value: 'none', zh: '无须履行' }] },
  { name: 'doneBy', label: '履行期限', hint: '到期未报履行情况的，列为线索。', required: true, kind: 'date', when: (v) => v['bound'] !== undefined && v['bound'] !== 'none' },
];

/** What was signed last and still waits for the other: the same words are signed, or others put forward. */
function signedWords(view: CaseView): Values {
  const last = view.timeline.find((move) => move.act !== 'comment' && move.act !== 'reminder');
  return last?.act === 'settle' && last.toState === view.state ? { ...last.states } : {};
}

const record: readonly Field[] = [{ name: 'record', label: '协商情况', hint: '何时、以何种方式协商，对方的意见；对方没有回应的也写明。', required: true, kind: 'area', max: 4000 }];

export const acts: ActForms = {
  open: { opinion: 'none', fields: () => [{ name: 'claim', label: '请求', required: true, kind: 'area', max: 1000 }, { name: 'grounds', label: '事实与理由', required: true, kind: 'area', max: 4000 }] },
  settle: {
    opinion: 'none', fields: outcome, initial: signedWords,
    says: (view) => (Object.keys(signedWords(view)).length > 0
      ? <p className="notice acc">对方已签认下面的文本。原样提交即为签认；改动任何一处，对方须重新签认。</p>
      : <p>双方负责人（协调中还有协调的主管部门）签认同一文本，最后一方签认时生效。</p>),
  },
  escalate: { opinion: 'none', fields: () => record, says: (view) => <p>{ownOf(view).forum.why}</p> },
  'put-to-government': { opinion: 'none', fields: () => record, says: (view) => <p>{ownOf(view).forum.why}</p> },
  report: { opinion: 'none', says: () => <p>协调未能达成一致的，报本级人民政府决定；决定由主管部门负责人录入，并附决定文件。</p>, fields: () => [{ name: 'report', label: '协调情况与报告', required: true, kind: 'area', max: 4000 }] },
  decide: {
    opinion: 'none', send: '录入决定',
    says: () => <p>决定由人民政府作出，此处录入并附文件；录入即生效，所争议的事项按结果重新办理。</p>,
    fields: (view) => [
      { name: 'title', label: '决定文件名称', required: true, kind: 'text', max: 200 }, { name: 'number', label: '文号', required: true, kind: 'text', max: 100 }, { name: 'on', label: '决定日期', required: true, kind: 'date' },
      ...outcome(view),
    ],
    body: ({ title, number, on, ...rest }) => ({ document: { title, number, on }, ...given(rest) }),
  },
  'carry-out': { opinion: 'none', fields: () => [{ name: 'done', label: '履行情况', required: true, kind: 'area', max: 4000 }] },
  confirm: { opinion: 'none', says: () => <p>确认已经按文本履行，争议办结。</p> },
  deny: { opinion: 'none', fields: () => [{ name: 'lacking', label: '还缺什么', required: true, kind: 'area' }, { name: 'doneBy', label: '新的履行期限', required: true, kind: 'date' }] },
  withdraw: { opinion: 'none', fields: (view) => (view.state === 'draft' ? [] : [{ name: 'reason', label: '撤回原因', required: true, kind: 'area', max: 1000 }]) },
};

function given(values: Values): Values {
  const { replyBy, doneBy, bound, ...rest } = values;
  return { ...rest, bound, ...(replyBy ? { replyBy } : {}), ...(doneBy && bound !== 'none' ? { doneBy } : {}) };
}
