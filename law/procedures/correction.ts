/**
 * 校核 (JH). Art. 26.2: “……发现政务数据不准确或者不完整的，应当及时向政务数据提供部门提出政务数据校核申请。政务数据提供部门应当自收到
 * 政务数据校核申请之日起10个工作日内予以核实、更正并反馈校核处理结果。” Late: 39(6).
 *
 * When upheld, everybody who received that record under any grant is told and confirms: entered as `receiver` when upheld, awaited
 * until it has confirmed, also after the case is closed. `department` is the 数源部门 (19.2) to which the provider refers a record.
 *
 * Fact: `source` – `awaited` while a 数源部门 that was asked has not answered.
 */
import { procedure } from '../procedure.ts';

const filed = ['requester.clerk', 'receiver.clerk', 'handler'] as const;

export const correction = procedure({
  name: 'correction',
  code: 'JH',
  zh: '校核',
  parties: ['requester', 'receiver', 'department', 'provider', 'authority', 'upper', 'forum'],
  partyWords: { receiver: '取得部门', department: '数源部门' },
  authority: 'provider',

  states: {
    draft: { zh: '草稿', box: '起草', awaits: [{ did: 'create' }], lane: 'requester', main: true },
    received: { zh: '已收到', box: '核实、更正', awaits: ['provider.clerk', { seat: 'department.clerk', when: ['source', 'awaited'] }], lane: 'provider', main: true },
    verified: { zh: '待审定', box: '负责人审定', step: '审定校核结果', awaits: ['provider.head'], lane: 'provider' },
    answered: { zh: '已反馈', box: '认可', awaits: [{ did: 'file' }, 'receiver.clerk'], lane: 'requester', main: true },
    closed: { zh: '已办结', awaits: ['receiver.clerk'], final: true, lane: 'requester', main: true },
    withdrawn: { zh: '已撤回', final: true, lane: 'requester' },
  },

  clocks: {
    /** Art. 26.2: “……自收到政务数据校核申请之日起10个工作日内予以核实、更正并反馈……” Never stands: neither a question nor a referral to the source stops it. */
    correct: { zh: '校核时限', since: '收到校核申请', basis: '26.2', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 10 } } }, late: { finding: '39(6)' } },
    /** Art. 28: after a settlement or decision, by the date in it, in place of the ten days. */
    again: { zh: '重新核实期限', since: '重新办理', basis: '28', bound: 'provider', perCause: true, limit: { stated: 'replyBy' }, late: { finding: '39(6)' } },
    /** After it whoever filed is taken to accept. */
    silence: { zh: '认可期限', since: '反馈', basis: 'local', bound: 'requester', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: 'moves' },
  },

  words: {
    create: '起草',
    file: '提出校核申请…',
    refer: '转数源部门核实…',
    verify: '出具核实意见…',
    'feed-back': '反馈校核结果…',
    propose: '拟校核结果…',
    return: '退回…',
    accept: '认可',
    contest: '对结果有异议…',
    reconsider: '重新办理',
    rate: '评价…',
    'confirm-updated': '已更正本部门数据…',
    withdraw: '撤回申请…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: filed, basis: '26.2', states: ['entry', 'entryRegion'] },
    { from: ['draft'], act: 'file', to: 'received', by: [{ did: 'create' }], basis: '26.2', states: ['rows', 'grounds'], checks: ['rowsStated', 'mayHaveSeen'], clocks: { correct: 'start' }, tells: ['provider', 'authority'] },
    { from: ['received'], act: 'refer', to: 'same', by: ['provider.clerk'], basis: '19.2', states: ['source', 'until'], checks: ['sourceNamed'], tells: ['requester', 'department'] },
    // The source's word; its silence is noted, and no clock hangs on it.
    { from: ['received', 'verified'], act: 'verify', to: 'same', by: ['department.clerk'], basis: '19.2', states: ['said'], checks: ['askedOfUs'], tells: ['provider'] },
    { from: ['received'], act: 'feed-back', to: 'answered', by: ['provider.clerk'], basis: '26.2', states: ['changed'], checks: ['everyRowUpheld', 'visible'], clocks: { correct: 'stop', again: 'stop', silence: 'start' },
      emits: ['correction.upheld'], tells: ['requester'] },
    { from: ['received'], act: 'propose', to: 'verified', by: ['provider.clerk'], basis: '26.2', states: ['perRow'], checks: ['everyRowAnswered'] },
    { from: ['verified'], act: 'return', to: 'received', by: ['provider.head'], basis: '-', zh: '退回经办人…', states: ['opinion'] },
    // Partly upheld: the rows that are must be seen as well.
    { from: ['verified'], act: 'feed-back', to: 'answered', by: ['provider.head'], basis: '26.2', checks: ['visible'], approves: ['propose'], clocks: { correct: 'stop', again: 'stop', silence: 'start' },
      emits: ['correction.upheld'], tells: ['requester', 'authority'] },
    { from: ['answered'], act: 'accept', to: 'closed', by: [{ did: 'file' }, { clock: { lapsed: 'silence' } }], basis: '26.2', clocks: { silence: 'stop' }, tells: ['provider'], batch: true },
    { from: ['answered'], act: 'contest', to: 'received', by: [{ did: 'file' }], basis: '26.2', states: ['grounds'], checks: ['rowsContested'], once: 'case', clocks: { silence: 'stop', correct: 'start' }, tells: ['provider', 'authority'] },
    { from: ['answered'], act: 'reconsider', to: 'received', by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }], basis: '28', states: ['replyBy'],
      clocks: { silence: 'stop', again: 'start' }, tells: ['requester', 'provider'] },
    // Disputed because it is overdue: it goes on where it is, and the date counts beside the ten days that have run out.
    { from: ['received', 'verified'], act: 'reconsider', to: 'same', by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }], basis: '28', states: ['replyBy'],
      clocks: { again: 'start' }, tells: ['requester', 'provider'] },
    { from: ['closed'], act: 'reconsider', to: 'received', by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }], basis: '28', states: ['replyBy'],
      clocks: { again: 'start' }, tells: ['requester', 'provider'] },
    { from: ['closed'], act: 'rate', to: 'same', by: ['requester.clerk'], basis: '26.2', states: ['solved', 'score'], once: 'case' },
    { from: ['answered', 'closed'], act: 'confirm-updated', to: 'same', by: ['receiver.clerk'], basis: '26.2', states: ['updated'], checks: ['upheldForUs'], once: 'party', tells: ['provider'], batch: true },
    { from: ['draft'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'create' }], basis: '-' },
    { from: ['received', 'verified'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'file' }], basis: '-', states: ['reason'], clocks: { correct: 'stop', again: 'stop' }, tells: ['provider'] },
  ],
});
