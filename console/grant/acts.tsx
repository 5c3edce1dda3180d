import { disposalEvidence } from '../../law/disposal-evidence.ts';
import { legacyMostDays } from '../../law/signing.ts';
import type { CaseView } from '../../platform/procedures/contract.ts';
import type { ActForms } from '../case/act-form.ts';
import type { Field, Values } from '../kit/field-shapes.ts';
import { disposalChoices, disposalZh, groundChoices } from '../kit/codes.ts';
import { dayUntil, ownOf } from './shapes.ts';

const causes = [
  { value: 'unreachable', zh: '调不通' }, { value: 'wrong-items', zh: '数据项与授权不符' }, { value: 'wrong-rows', zh: '行范围与授权不符' },
  { value: 'wrong-values', zh: '数据内容有误' }, { value: 'too-slow', zh: '过慢，无法使用' }, { value: 'other', zh: '其他' },
];
const whys = [{ value: 'reached', zh: '共享目的已实现' }, { value: 'impossible', zh: '共享目的无法实现' }, { value: 'not-needed', zh: '不再必要' }];

const doneChoices = [...disposalChoices, { value: 'nothing-stored', zh: disposalZh('nothing-stored') }];

/** The points of the way chosen, under their own names. */
function disposed(values: Values): Values {
  const [way, text] = [String(values['way'] ?? ''), (name: string) => String(values[name] ?? '').trim()];
  const points = Object.fromEntries((disposalEvidence[way as 'delete']?.points ?? []).flatMap(({ name }) => (text(`${way}.${name}`) === '' ? [] : [[name, text(`${way}.${name}`)]])));
  return { way, points, evidence: [text('why'), text('evidence')].filter((one) => one !== '').join('；'), declaration: values['declaration'] === true };
}

/** What the provider found lacking when it was reported last. */
const lackingOf = (view: CaseView): string => String(view.timeline.find((move) => move.act === 'deny')?.states['lacking'] ?? '');

/** What each act of a grant states (Art. 22, 25, 27, 35). */
export const acts: ActForms = {
  deliver: {
    says: (view) => { const own = ownOf(view); return <p>平台先逐项探测：{own.items.length} 个数据项都能取到才算交付。{own.bound ? '' : '该目录尚未挂接经过检验的资源，请先挂接。'}</p>; },
    fields: () => [{ name: 'note', label: '交付说明', hint: '调用办法、联系岗位等。', kind: 'area', max: 1000 }],
  },
  accept: { says: () => <p>验收以后进入使用中。首次成功调用也视为验收。</p> },
  reject: {
    says: () => <p className="second">退回后提供时限继续计算；同一原因第二次退回不再补回天数。</p>,
    fields: () => [{ name: 'cause', label: '退回原因', required: true, kind: 'select', options: causes }, { name: 'text', label: '哪里不符', required: true, kind: 'area', max: 1000 }],
  },
  suspend: {
    says: (view) => <p>暂停以后，各网关 2 秒内停止放行“{view.title}”。只能因下列三种情形暂停。</p>,
    fields: () => [
      { name: 'ground', label: '情形', required: true, kind: 'radio', options: groundChoices },
      { name: 'evidence', label: '证据', hint: '何时、何处、多少次，来源地址与授权的出入。可附调用记录。', required: true, kind: 'area' },
      { name: 'mendBy', label: '整改期限', hint: '晚于今日。', required: true, kind: 'date' },
    ],
  },
  report: { fields: () => [{ name: 'done', label: '已采取的整改措施', required: true, kind: 'area' }] },
  resume: { says: (view) => <p>整改到位，恢复“{view.title}”。原凭据未停用的，继续可用。</p> },
  insist: { fields: () => [{ name: 'lacking', label: '还缺什么', required: true, kind: 'area', max: 1000 }, { name: 'mendBy', label: '再限期至', hint: '晚于今日。', required: true, kind: 'date' }] },
  terminate: { says: (view) => <p>终止“{view.title}”以后不能恢复，需求部门须按要求处置已取得的数据。</p>, fields: () => [{ name: 'reasons', label: '理由', required: true, kind: 'area' }] },
  hold: { says: () => <p>应急停用不含指责：网关 2 秒内停止放行，隐患消除后解除。</p>, fields: () => [{ name: 'reason', label: '为何停用', required: true, kind: 'area', max: 1000 }] },
  finish: {
    says: (view) => <p>结束以后，凭据失效，并按约定处置已取得的数据（{view.title}）。</p>,
    fields: () => [{ name: 'reason', label: '为何不再使用', required: true, kind: 'radio', options: whys }, { name: 'text', label: '说明', kind: 'area', max: 500 }],
  },
  'set-disposal': {
    says: (view) => <p>现行要求：{disposalZh(ownOf(view).disposal.how)}{ownOf(view).disposal.by ? `，${ownOf(view).disposal.by} 前` : ''}。调整以后通知需求部门，处置期限随之改定。</p>,
    fields: () => [{ name: 'way', label: '处置方式', required: true, kind: 'select', options: disposalChoices }, { name: 'disposeBy', label: '处置期限', hint: '晚于今日。', required: true, kind: 'date' }, { name: 'basis', label: '留存依据', required: true, kind: 'text', max: 300, when: (values) => values['way'] === 'keep' }],
    initial: (view) => ({ way: ownOf(view).disposal.how, basis: ownOf(view).disposal.basis }),
  },
  dispose: {
    says: (view) => <p>要求：{disposalZh(ownOf(view).disposal.how)}，{ownOf(view).disposal.by ?? '按答复'} 前。须附证明；所填写入使用记录的销毁情况。{lackingOf(view) && <b>上次未获认可，还缺：{lackingOf(view)}</b>}</p>,
    fields: (view) => [
      { name: 'way', label: '实际处置方式', required: true, kind: 'select', options: doneChoices },
      ...Object.entries(disposalEvidence).flatMap(([way, { points, paper }]) => points.map(({ name, zh, hint, day }, n): Field => ({
        name: `${way}.${name}`, label: zh, required: true, kind: day ? 'date' : 'text', max: 500, when: (values) => values['way'] === way, ...(n === 0 && paper ? { hint: `${hint ?? ''}附件：${paper}。` } : hint ? { hint } : {}),
      }))),
      { name: 'why', label: '与要求的方式不同的理由', required: true, kind: 'area', when: (values) => values['way'] !== undefined && values['way'] !== '' && values['way'] !== ownOf(view).disposal.how && values['way'] !== 'nothing-stored' },
      { name: 'evidence', label: '其他说明', kind: 'area' },
      { name: 'declaration', kind: 'check', required: true, label: '声明所述属实，未违规留存、未向第三方提供' },
    ],
    initial: (view) => ({ way: ownOf(view).disposal.how }),
    body: disposed,
    proof: ({ way }) => disposalEvidence[way as 'delete']?.paper || null,
  },
  deny: { fields: () => [{ name: 'lacking', label: '还缺什么', required: true, kind: 'area', max: 1000 }, { name: 'disposeBy', label: '再限期至', hint: '晚于今日。', required: true, kind: 'date' }] },
  'confirm-need': {
    says: (view) => <p>确认以后，未使用期限重新计算。不再需要的，请结束授权并处置已取得的数据。{ownOf(view).mode === 'service' ? '' : '批量交换、文件下载的使用，平台没有逐次记录。'}</p>,
    fields: (view) => [
      ...(ownOf(view).mode === 'service' ? [] : [{ name: 'lastUsedOn', label: '最近一次使用的日期', required: true, kind: 'date' } as const]),
      { name: 'text', label: '为何仍需使用', hint: '如季节性、年度性业务，何时再用。', required: true, kind: 'area', max: 500 },
    ],
  },
  'collect-key': { attachments: false, opinion: 'none', says: () => <p>应用标识和密钥<b>只显示这一次</b>。领用人和时间留有记录；遗失的只能更换，旧密钥 24 小时后失效。</p> },
  'rotate-key': { attachments: false, opinion: 'none', says: () => <p>新密钥只显示这一次；旧密钥 24 小时后失效，并通知提供部门。</p>, fields: () => [{ name: 'reason', label: '更换原因', kind: 'text', max: 500 }] },
  'report-key-stolen': {
    attachments: false,
    says: () => <p>密钥立即停用（各网关 2 秒内），并发起安全事件。</p>,
    fields: () => [{ name: 'since', label: '可能从何时起', kind: 'date' }, { name: 'text', label: '怎样发现、可能影响', required: true, kind: 'area', max: 1000 }],
  },
  'withdraw-key': { says: () => <p>只停密钥，不停授权：期限照走，需求部门可以更换密钥。</p>, fields: () => [{ name: 'reason', label: '停用原因', required: true, kind: 'area', max: 500 }] },
  'allow-legacy': {
    says: (view) => <p>旧系统一天只签一次、反复使用同一时间和签名的，平时过半小时即被拒绝。放宽以后，密钥有效期内照样放行“{view.title}”，只限约定的来源地址（{ownOf(view).addresses.join('、')}）、经 TLS 的调用；主管部门和审计管理员随时看得到。续期的授权不沿用。</p>,
    fields: () => [
      { name: 'reason', label: '为何放宽', hint: '哪个系统、为何做不到逐次签名、何时改好。', required: true, kind: 'area', max: 500 },
      { name: 'until', label: '放宽的最后一天', hint: `不晚于授权到期，最长 ${legacyMostDays} 日；到期自行结束。`, required: true, kind: 'date' },
      { name: 'secretAsSign', label: '以密钥代替签名的调用也放行（更弱，只在该系统确实这样发送时选择）', kind: 'check' },
    ],
  },
  'end-legacy': { attachments: false, says: () => <p>收回以后，各网关 2 秒内恢复平时的规则：签名时间须在半小时以内。仍重复使用旧签名的系统将被拒绝。</p> },
  confirm: { says: (view) => (view.state === 'importing' ? <p>确认存量共享“{view.title}”，期限 {dayUntil(ownOf(view).term)}。双方确认后生效。</p> : <p>确认处置情况属实，办结。</p>) },
  drop: { fields: () => [{ name: 'reason', label: '放弃原因', required: true, kind: 'area', max: 500 }] },
};
