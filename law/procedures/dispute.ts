/**
 * 争议 (ZY). Art. 28.2: “同级……发生政务数据共享争议的，应当协商解决；协商不成的，应当按照程序向同级政务数据共享主管部门申请协调处理。跨层级、
 * 跨地域的……由共同的上级政务数据共享主管部门协调处理。经……协调处理仍未达成一致意见的，报政务数据共享主管部门的本级人民政府决定。” Late: 41(2).
 *
 * An authority mediates, only a government decides; it has no seat: forum.lead (upper.lead where the forum is itself a
 * party) enters its decision with the document.
 *
 * Facts: `decider` – who enters a decision; `bound` – who must do something: requester, provider, both or none; `carries` –
 * the same for the report that comes next (`both-first`, `both-last`); `debtor` – the party whose calendar and finding it is.
 */
import { procedure } from '../procedure.ts';

const heads = ['requester.head', 'provider.head'] as const;
const boundOne = ['bound', 'requester', 'provider'] as const;
const stopAll = { forum: 'stop', 'carry-out': 'stop' } as const;

export const dispute = procedure({
  name: 'dispute',
  code: 'ZY',
  zh: '争议',
  parties: ['requester', 'provider', 'authority', 'upper', 'forum'],
  authority: 'provider',

  states: {
    draft: { zh: '草稿', awaits: [{ did: 'create' }], lane: 'requester', main: true },
    negotiating: { zh: '协商中', awaits: heads, lane: 'requester', main: true },
    mediating: { zh: '协调中', awaits: ['forum.reviewer', 'forum.lead'], lane: 'forum', main: true },
    deciding: { zh: '待政府决定', awaits: [{ seat: 'forum.lead', when: ['decider', 'forum'] }, { seat: 'upper.lead', when: ['decider', 'upper'] }], lane: 'forum' },
    settled: { zh: '已达成一致', awaits: [{ seat: 'requester.head', when: ['bound', 'requester', 'both'] }, { seat: 'provider.head', when: ['bound', 'provider', 'both'] }], lane: 'provider', main: true },
    decided: { zh: '已决定', awaits: [{ seat: 'requester.head', when: ['bound', 'requester', 'both'] }, { seat: 'provider.head', when: ['bound', 'provider', 'both'] }], lane: 'provider' },
    done: { zh: '已报履行', awaits: [{ oppositeOf: 'carry-out', as: 'head' }, { seat: 'forum.reviewer', when: ['bound', 'both'] }], lane: 'requester', main: true },
    closed: { zh: '已办结', final: true, lane: 'requester', main: true },
    withdrawn: { zh: '已撤回', final: true, lane: 'requester' },
  },

  clocks: {
    /** A forum that does nothing: no number in the law (local), a clue 41(2). */
    forum: { zh: '协调期限', since: '申请协调', basis: 'local', bound: 'forum', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: { clue: '41(2)' } },
    /** What was agreed or decided is done by the date in it. */
    'carry-out': { zh: '履行期限', since: '达成一致或者决定', basis: '28', bound: { fact: 'debtor' }, limit: { stated: 'doneBy' }, late: { findingBy: 'debtor', is: { provider: '39(9)', requester: '40(7)' } } },
  },

  words: {
    create: '起草',
    open: '提出争议…',
    settle: '签认一致意见',
    escalate: '申请协调…',
    'put-to-government': '报政府决定…',
    report: '报政府决定…',
    decide: '录入决定…',
    'carry-out': '报履行情况…',
    close: '办结',
    confirm: '确认',
    deny: '不认可…',
    withdraw: '撤回争议…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: heads, basis: '28.2', states: ['subject'] },
    { from: ['draft'], act: 'open', to: 'negotiating', by: [{ did: 'create' }], basis: '28.2', states: ['claim', 'grounds'], checks: ['subjectOpenToDispute'], tells: ['requester', 'provider', 'authority'] },
    { from: ['negotiating'], act: 'settle', to: 'settled', by: heads, jointly: true, basis: '28.2', states: ['text', 'effect', 'bound'], checks: ['effectFits'], clocks: { 'carry-out': 'start' },
      emits: ['dispute.settled'], tells: ['requester', 'provider', 'authority'] },
    { from: ['negotiating'], act: 'escalate', to: 'mediating', by: heads, basis: '28.2', states: ['record'], checks: ['forumIsNoParty'], clocks: { forum: 'start' }, tells: ['requester', 'provider', 'forum'] },
    { from: ['negotiating'], act: 'put-to-government', to: 'deciding', by: heads, basis: '28.2', states: ['record'], checks: ['forumIsParty'], tells: ['requester', 'provider', 'upper'] },
    { from: ['mediating'], act: 'settle', to: 'settled', by: [...heads, 'forum.reviewer'], jointly: true, basis: '28.2', states: ['text', 'effect', 'bound'], checks: ['effectFits'],
      clocks: { forum: 'stop', 'carry-out': 'start' }, emits: ['dispute.settled'], tells: ['requester', 'provider', 'forum'] },
    { from: ['mediating'], act: 'report', to: 'deciding', by: ['forum.lead'], basis: '28.2', states: ['report'], clocks: { forum: 'stop' }, tells: ['requester', 'provider'] },
    { from: ['deciding'], act: 'decide', to: 'decided', by: ['forum.lead'], basis: '28.2', when: ['decider', 'forum'], states: ['document', 'text', 'effect', 'bound'], checks: ['documentAttached', 'effectFits'],
      clocks: { 'carry-out': 'start' }, emits: ['dispute.decided'], tells: ['requester', 'provider'], grave: true },
    { from: ['deciding'], act: 'decide', to: 'decided', by: ['upper.lead'], basis: '28.2', when: ['decider', 'upper'], states: ['document', 'text', 'effect', 'bound'], checks: ['documentAttached', 'effectFits'],
      clocks: { 'carry-out': 'start' }, emits: ['dispute.decided'], tells: ['requester', 'provider'], grave: true },

    { from: ['settled', 'decided'], act: 'carry-out', to: 'done', by: ['requester.head'], basis: '28.2', when: ['carries', 'requester'], states: ['done'], clocks: { 'carry-out': 'stop' }, tells: ['provider'] },
    { from: ['settled', 'decided'], act: 'carry-out', to: 'done', by: ['provider.head'], basis: '28.2', when: ['carries', 'provider'], states: ['done'], clocks: { 'carry-out': 'stop' }, tells: ['requester'] },
    // Both bound: each reports for itself, the second report moves.
    { from: ['settled', 'decided'], act: 'carry-out', to: 'same', by: heads, basis: '28.2', when: ['carries', 'both-first'], states: ['done'], once: 'round', tells: ['requester', 'provider', 'forum'] },
    { from: ['settled', 'decided'], act: 'carry-out', to: 'done', by: heads, basis: '28.2', when: ['carries', 'both-last'], states: ['done'], once: 'round', clocks: { 'carry-out': 'stop' },
      tells: ['requester', 'provider', 'forum'] },
    { from: ['settled', 'decided'], act: 'close', to: 'closed', by: [{ clock: { atOnce: true } }], basis: '28.2', when: ['bound', 'none'], clocks: stopAll, tells: ['requester', 'provider'] },
    { from: ['done'], act: 'confirm', to: 'closed', by: [{ oppositeOf: 'carry-out', as: 'head' }], basis: '28.2', when: boundOne, tells: ['requester', 'provider'] },
    { from: ['done'], act: 'confirm', to: 'closed', by: ['forum.reviewer'], basis: '28.2', when: ['bound', 'both'], tells: ['requester', 'provider'] },
    { from: ['done'], act: 'deny', to: { before: 'carry-out' }, by: [{ oppositeOf: 'carry-out', as: 'head' }], basis: '28.2', when: boundOne, states: ['lacking', 'doneBy'], checks: ['newDateAhead'], clocks: { 'carry-out': 'start' }, tells: ['requester', 'provider'] },
    { from: ['done'], act: 'deny', to: { before: 'carry-out' }, by: ['forum.reviewer'], basis: '28.2', when: ['bound', 'both'], states: ['lacking', 'doneBy'], checks: ['newDateAhead'], clocks: { 'carry-out': 'start' }, tells: ['requester', 'provider'] },

    { from: ['draft'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'create' }], basis: '-' },
    { from: ['negotiating', 'mediating', 'deciding'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'open' }], basis: '-', states: ['reason'], clocks: { forum: 'stop' }, tells: ['requester', 'provider', 'forum'] },
  ],
});
