/**
 * 共享申请 (SQ). Art. 20, 21, 23, 25.2; late: 39(4).
 *
 * Art. 20.2: “……经本部门政务数据共享工作机构负责人同意后，依法提出政务数据共享申请，明确使用依据、使用场景、
 * 使用范围、共享方式、使用时限等……”. Art. 20.3: “……经本部门政务数据共享工作机构负责人同意后作出答复。”
 * Art. 21.2: “……应当一次性告知其需要补充的材料，不得直接予以拒绝。……不同意共享的，应当说明理由。”
 * So the provider has no return and no close: only ask (once), grant, refuse.
 */
import { procedure } from '../procedure.ts';

/** A move into an ended state stops every clock still open; a late one keeps its finding. */
const stopAll = { reply: 'stop', again: 'stop', material: 'stop', arrival: 'stop' } as const;

/** 25.2: at the high level of linkage the reply waits for the security officer's opinion, so it is on his list too. */
const officerAwaited = ['officer', 'awaited'] as const;

export const application = procedure({
  name: 'application',
  code: 'SQ',
  zh: '共享申请',
  parties: ['requester', 'provider', 'authority', 'upper', 'forum'],
  authority: 'provider',
  copies: ['requester'], // no authority stands between the two, also across levels; both know of it

  states: {
    draft: { zh: '草稿', box: '起草', awaits: ['requester.clerk'], lane: 'requester', main: true },
    consent: { zh: '待同意', box: '本部门同意', awaits: ['requester.head'], lane: 'requester', main: true },
    sent: { zh: '已发出', awaits: [{ clock: { event: 'peer.received' } }], lane: 'requester' },
    received: { zh: '已收到', arrival: '收到', box: '经办人拟答复', awaits: ['provider.clerk', { seat: 'provider.security', when: officerAwaited }], lane: 'provider', main: true },
    asked: { zh: '待补正', box: '补正', line: '告知', awaits: ['requester.clerk'], lane: 'requester' },
    supplied: { zh: '补正结束', as: 'received', awaits: ['provider.clerk', { seat: 'provider.security', when: officerAwaited }], lane: 'provider' },
    reply: { zh: '待审定', step: '审定答复', box: '负责人审定', awaits: ['provider.head'], lane: 'provider', main: true },
    granted: { zh: '已同意', box: '同意·提供', final: true, lane: 'provider', main: true },
    refused: { zh: '不同意', final: true, lane: 'provider' },
    withdrawn: { zh: '已撤回', final: true, lane: 'requester' },
  },

  clocks: {
    /**
     * Art. 21.1: “……应当自收到政务数据共享申请之日起1个工作日内作出答复；属于有条件共享类的，应当自收到政务数据
     * 共享申请之日起10个工作日内作出是否同意共享的答复。……延长的期限最长不得超过10个工作日。”
     * Open: the text does not say whether the day of receipt counts. Read as no.
     * Open: whether asking for missing material (21.2) stops the clock. Read as standing still.
     */
    reply: {
      zh: '答复时限', since: '收到申请', basis: '21.1', bound: 'provider', classBy: 'attribute',
      limit: { workingDays: { '2025-08-01': { unconditional: 1, conditional: 10 } } },
      extension: { workingDays: 10, asks: 'provider.head', grants: 'authority.reviewer', tells: ['requester'] },
      late: { finding: '39(4)' },
    },
    /** Art. 28: after a settlement or decision that the data be shared, the reply is due by the date in it. */
    again: { zh: '重新答复期限', since: '重新办理', basis: '28', bound: 'provider', perCause: true, limit: { stated: 'replyBy' }, late: { finding: '39(4)' } },
    /** Art. 21.2 states no period for the requester; the ask states one of at least 5 working days (reading). */
    material: { zh: '补正期限', since: '告知补正', basis: '21.2', bound: 'requester', limit: { stated: 'supplyBy', atLeast: 5 }, late: 'moves' },
    /** Nobody has it in writing when a platform must have received; after a day both authorities see it. */
    arrival: { zh: '送达期限', since: '发出申请', basis: 'reading', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 1 } } }, late: 'remind' },
  },

  words: {
    create: '起草',
    submit: '提交',
    approve: '同意提出',
    return: '退回…',
    acknowledge: '收到',
    bounce: '退还',
    ask: '一次性告知补正…',
    supply: '补正…',
    lapse: '补正期满',
    add: '补充材料…',
    assess: '出具安全意见…',
    check: '符合性审查…',
    propose: '拟答复',
    grant: '同意共享',
    refuse: '不同意…',
    withdraw: '撤回申请…',
    reconsider: '重新办理',
    rate: '评价…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.2', states: ['entry', 'entryRegion'] },
    { from: ['draft'], act: 'submit', to: 'consent', by: ['requester.clerk'], basis: '20.2',
      states: ['items', 'basis', 'scenario', 'range', 'mode', 'term', 'systems', 'responsible', 'frequency'],
      checks: ['entryOpen', 'itemsWithinEntry', 'modeOffered', 'termEndsOrReason', 'noSameGrant', 'ownAssessment', 'linkage'] },
    { from: ['consent'], act: 'return', to: 'draft', by: ['requester.head'], basis: '-', zh: '退回经办人…', states: ['opinion'] },
    { from: ['consent'], act: 'approve', to: 'sent', by: ['requester.head'], basis: '20.2', states: ['vouches'],
      approves: ['create', 'submit'], clocks: { arrival: 'start' }, batch: true },
    { from: ['sent'], act: 'acknowledge', to: 'received', by: [{ clock: { atOnce: true } }, { clock: { event: 'peer.received' } }], basis: '21.1',
      checks: ['entryStands'], clocks: { arrival: 'stop', reply: 'start' }, emits: ['application.received'], tells: ['requester', 'provider', 'authority'] },
    { from: ['sent'], act: 'bounce', to: 'draft', by: [{ clock: { atOnce: true } }, { clock: { event: 'peer.bounced' } }], basis: '-',
      checks: ['entryGone'], clocks: { arrival: 'stop' }, tells: ['requester'] },

    { from: ['received'], act: 'ask', to: 'asked', by: ['provider.clerk'], basis: '21.2', states: ['points', 'supplyBy'],
      checks: ['replyNotOver', 'pointsTied'], once: 'case', clocks: { reply: 'stand', material: 'start' }, tells: ['requester'] },
    // With answers, or with the word that nothing is missing: the shape of the act asks for one of the two.
    { from: ['asked'], act: 'supply', to: 'supplied', by: ['requester.clerk'], basis: '21.2',
      clocks: { reply: 'go', material: 'stop' }, tells: ['provider'] },
    { from: ['asked'], act: 'lapse', to: 'supplied', by: [{ clock: { lapsed: 'material' } }], basis: '21.2',
      clocks: { reply: 'go', material: 'stop' }, tells: ['requester', 'provider'] },
    { from: ['supplied', 'reply'], act: 'add', to: 'same', by: ['requester.clerk'], basis: 'reading', states: ['text'], checks: ['wasAsked'], tells: ['provider'] },
    { from: ['received', 'supplied'], act: 'assess', to: 'same', by: ['provider.security'], basis: '25.2', states: ['opinion'] },
    { from: ['received', 'supplied'], act: 'check', to: 'same', by: ['authority.reviewer'], basis: 'local', states: ['opinion'],
      tells: ['provider', 'requester'], adopted: 'compliance-check' },
    { from: ['received', 'supplied'], act: 'propose', to: 'reply', by: ['provider.clerk'], basis: '20.3', states: ['perItem', 'mode', 'term', 'quota', 'disposal'],
      checks: ['repliedToAll', 'conditionsWithinEntry', 'lessReasoned', 'securityOpinion', 'linkage'] },

    { from: ['reply'], act: 'grant', to: 'granted', by: ['provider.head'], basis: '21.1', checks: ['repliedToAll', 'conditionsWithinEntry', 'lessReasoned', 'securityOpinion', 'somethingGiven'],
      approves: ['propose'], clocks: stopAll, opens: ['grant'], emits: ['application.granted'], tells: ['requester', 'authority'], grave: true, batch: true },
    { from: ['reply'], act: 'refuse', to: 'refused', by: ['provider.head'], basis: '21.2', states: ['category', 'reasons'], checks: ['reasonAllowed'],
      approves: ['propose'], clocks: stopAll, emits: ['application.refused'], tells: ['requester', 'authority'], grave: true },
    { from: ['reply'], act: 'return', to: { before: 'propose' }, by: ['provider.head'], basis: '-', zh: '退回经办人…', states: ['opinion'] },
    { from: ['received'], act: 'grant', to: 'granted', by: [{ clock: { atOnce: true } }], basis: '20.3', zh: '依常设同意共享', when: ['attribute', 'unconditional'],
      checks: ['standingConsent', 'linkageNotHigh'], clocks: stopAll, opens: ['grant'], emits: ['application.granted'], tells: ['requester', 'authority'] },

    { from: ['sent', 'received', 'asked', 'supplied', 'reply'], act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-', states: ['reason'],
      clocks: stopAll, emits: ['application.withdrawn'], tells: ['provider'] },
    { from: ['draft', 'consent'], act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-' },

    // Of its own accord: it is before the provider as on the day of its receipt, and the days of 21.1 run anew; a date that the head states beside them counts too (decision 0178).
    { from: ['refused'], act: 'reconsider', to: 'supplied', by: ['provider.head'], basis: '28', clocks: { reply: 'start', again: 'start' }, tells: ['requester'] },
    { from: ['refused'], act: 'reconsider', to: 'supplied', basis: '28', states: ['replyBy'], clocks: { again: 'start' }, tells: ['requester', 'provider'],
      by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }] },
    { from: ['received', 'asked', 'supplied', 'reply'], act: 'reconsider', to: 'same', basis: '28', states: ['replyBy'], clocks: { again: 'start' },
      tells: ['requester', 'provider'], by: [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }] },
    { from: ['received', 'supplied', 'reply', 'refused'], act: 'grant', to: 'granted', by: ['forum.lead'], basis: '28', zh: '依决定同意共享…',
      states: ['decision', 'proposal'], checks: ['decisionNamesAll', 'decisionPassedOrDefied'], adopted: 'forum-grant', clocks: stopAll,
      opens: ['grant'], emits: ['application.granted'], tells: ['requester', 'provider', 'authority'], grave: true },
    { from: ['granted', 'refused'], act: 'rate', to: 'same', by: ['requester.clerk'], basis: '-', states: ['score'], once: 'case', tells: ['provider'] },
  ],
});
