/**
 * 变更用途、范围 (BG). Art. 25.1: “……确需扩大使用范围、用于其他目的或者提供给第三方的，应当经政务数据提供部门同意。”
 *
 * On a grant before its end; more items are a new application. Entrusted parties on file (36) and villages under 30.3
 * are no third party; refluxed data needs no such consent (24.2) (reading).
 */
import { procedure } from '../procedure.ts';

const stopAll = { answer: 'stop', again: 'stop' } as const;

export const useChange = procedure({
  name: 'use-change',
  code: 'BG',
  zh: '变更用途、范围',
  parties: ['requester', 'provider', 'authority', 'upper', 'forum'],
  authority: 'provider',

  states: {
    draft: { zh: '草稿', awaits: ['requester.clerk'], lane: 'requester', main: true },
    consent: { zh: '待同意', awaits: ['requester.head'], lane: 'requester', main: true },
    received: { zh: '已收到', awaits: ['provider.clerk'], lane: 'provider', main: true },
    reply: { zh: '待审定', awaits: ['provider.head'], lane: 'provider', main: true },
    agreed: { zh: '已同意', final: true, lane: 'provider', main: true },
    refused: { zh: '不同意', final: true, lane: 'provider' },
    withdrawn: { zh: '已撤回', final: true, lane: 'requester' },
    lapsed: { zh: '已失效', final: true, lane: 'requester' },
  },

  clocks: {
    /** 25.1 has no number. */
    answer: { zh: '答复期限', since: '收到变更申请', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 10 } } }, late: 'list' },
    /** Art. 28: after a settlement or decision, by the date in it. */
    again: { zh: '重新答复期限', since: '重新办理', basis: '28', bound: 'provider', perCause: true, limit: { stated: 'replyBy' }, late: { finding: '39(4)' } },
  },

  words: {
    create: '申请变更用途、范围…',
    submit: '提交',
    approve: '同意提出',
    return: '退回…',
    propose: '拟答复',
    agree: '同意变更',
    refuse: '不同意…',
    reconsider: '重新办理',
    withdraw: '撤回申请…',
    lapse: '失效',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '25.1', states: ['grant'] },
    { from: ['draft'], act: 'submit', to: 'consent', by: ['requester.clerk'], basis: '25.1', states: ['points', 'basis'], checks: ['grantRuns', 'pointsNamed'] },
    { from: ['consent'], act: 'return', to: 'draft', by: ['requester.head'], basis: '-', zh: '退回经办人…', states: ['opinion'] },
    { from: ['consent'], act: 'approve', to: 'received', by: ['requester.head'], basis: '25.1', checks: ['grantRuns'], approves: ['create', 'submit'], clocks: { answer: 'start' }, tells: ['provider', 'authority'] },
    { from: ['received'], act: 'propose', to: 'reply', by: ['provider.clerk'], basis: '25.1', states: ['perPoint'], checks: ['everyPointAnswered'] },
    { from: ['reply'], act: 'return', to: { before: 'propose' }, by: ['provider.head'], basis: '-', zh: '退回经办人…', states: ['opinion'] },
    { from: ['reply'], act: 'agree', to: 'agreed', by: ['provider.head'], basis: '25.1', checks: ['grantRuns', 'somePointAgreed'], approves: ['propose'], clocks: stopAll, emits: ['use-change.agreed'],
      tells: ['requester', 'authority'], grave: true },
    { from: ['reply'], act: 'refuse', to: 'refused', by: ['provider.head'], basis: '25.1', states: ['reasons'], approves: ['propose'], clocks: stopAll, tells: ['requester', 'authority'] },
    // Of its own accord: the days of its answer run anew; a date that the head states beside them counts too (decision 0178).
    { from: ['refused'], act: 'reconsider', to: 'received', by: ['provider.head'], basis: '28', clocks: { answer: 'start', again: 'start' }, tells: ['requester'] },
    { from: ['refused'], act: 'reconsider', to: 'received', by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }], basis: '28', states: ['replyBy'],
      clocks: { again: 'start' }, tells: ['requester', 'provider'] },
    { from: ['draft', 'consent'], act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-' },
    { from: ['received', 'reply'], act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-', states: ['reason'], clocks: stopAll, tells: ['provider'] },
    { from: ['draft', 'consent', 'received', 'reply'], act: 'lapse', to: 'lapsed', by: [{ clock: { event: 'grant.ended' } }, { clock: { event: 'grant.terminated' } }], basis: '-', clocks: stopAll,
      tells: ['requester', 'provider'] },
  ],
});
