/**
 * 回流 (HL). Art. 24.1: “上级政府部门应当根据下级政府部门履行职责的需要，在确保政务数据安全的前提下，及时、完整回流业务信息系统
 * 收集和产生的下级政府行政区域内的政务数据，并做好系统对接和业务协同，不得设置额外的限制条件。” Late: 39(5).
 *
 * `sender` the department above, `receiver` the one below. No field for conditions exists; a security ground names the measure that
 * would make it safe, or it is none. 及时 has no number: 10 and 20 working days are local. Facts: `side` – who began it; `outcome` – what a dispute came to;
 * `gap` – what a period's reconciliation found: none · unasked (nobody called, so nothing was withheld) · new · stays (twice running).
 */
import { procedure } from '../procedure.ts';

const stopAll = { connecting: 'stop', confirming: 'stop' } as const;
const byDispute = [{ clock: { event: 'dispute.settled' } }, { clock: { event: 'dispute.decided' } }] as const;
const periodEnded = [{ clock: { event: 'period.ended' } }] as const;

export const reflux = procedure({
  name: 'reflux',
  code: 'HL',
  zh: '回流',
  parties: ['sender', 'receiver', 'authority'],
  authority: 'provider', // the sender's
  copies: ['requester'], // the receiver's knows of it

  states: {
    draft: { zh: '草稿', awaits: [{ did: 'create' }], lane: 'receiver', main: true },
    requested: { zh: '待确认', awaits: [{ oppositeOf: 'request', as: 'head' }], lane: 'sender', main: true },
    contested: { zh: '安全理由待解决', step: '解决安全理由', box: '解决安全理由', awaits: ['sender.head', 'receiver.head'], lane: 'sender' },
    connecting: { zh: '对接中', box: '对接', awaits: ['sender.operator'], lane: 'sender', main: true },
    running: { zh: '运行中', box: '运行', rests: true, runs: true, lane: 'receiver', main: true },
    paused: { zh: '已暂停', runs: true, awaits: [{ clock: { event: 'grant.lifted' } }, { clock: { event: 'grant.resumed' } }], lane: 'receiver' },
    ended: { zh: '已结束', final: true, lane: 'receiver' },
    withdrawn: { zh: '已撤回', final: true, lane: 'receiver' },
  },

  clocks: {
    confirming: { zh: '确认期限', since: '提出回流', basis: 'local', bound: 'sender', limit: { workingDays: { '2025-08-01': { any: 10 } } }, late: { clue: '39(5)' } },
    connecting: { zh: '接通期限', since: '确认', basis: 'local', bound: 'sender', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: { clue: '39(5)' } },
  },

  words: {
    create: '起草',
    request: '提出回流…',
    confirm: '确认',
    'raise-security-ground': '提出安全理由…',
    'drop-ground': '撤回安全理由',
    'accept-measure': '接受安全措施',
    'carry-out': '执行决定',
    connect: '接通…',
    reconcile: '对账',
    pause: '暂停',
    resume: '恢复',
    end: '结束',
    withdraw: '撤回回流',
    decline: '谢绝…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['receiver.head', 'sender.head'], basis: '24.1', states: ['entry', 'entryRegion'] },
    { from: ['draft'], act: 'request', to: 'requested', by: ['receiver.head'], basis: '24.1', when: ['side', 'receiver'], states: ['duty', 'items', 'regions'], checks: ['entryPublished', 'itemsOfEntry', 'withinArea', 'villagesServed', 'earlierSettled', 'noneStopped', 'moreThanFlows'],
      clocks: { confirming: 'start' }, tells: ['sender', 'authority'] },
    // Of its own: the confirmation is the receiver's, so no limit binds the sender yet.
    { from: ['draft'], act: 'request', to: 'requested', by: ['sender.head'], basis: '24.1', when: ['side', 'sender'], states: ['items', 'regions'], checks: ['entryPublished', 'itemsOfEntry', 'withinArea', 'villagesServed', 'noneStopped', 'moreThanFlows'],
      tells: ['receiver', 'authority'] },
    { from: ['requested'], act: 'confirm', to: 'connecting', by: [{ oppositeOf: 'request', as: 'head' }], basis: '24.1', checks: ['entryPublished'], clocks: { confirming: 'stop', connecting: 'start' }, tells: ['sender', 'receiver'] },
    { from: ['requested'], act: 'raise-security-ground', to: 'contested', by: ['sender.head'], basis: '24.1', states: ['ground', 'measures', 'measure'], checks: ['requestedBelow'], tells: ['receiver', 'authority'] },
    { from: ['contested'], act: 'drop-ground', to: 'connecting', by: ['sender.head'], basis: '24.1', clocks: { confirming: 'stop', connecting: 'start' }, tells: ['receiver'] },
    { from: ['contested'], act: 'accept-measure', to: 'connecting', by: ['receiver.head'], basis: '24.1', clocks: { confirming: 'stop', connecting: 'start' }, tells: ['sender'] },
    // 28: what was settled or decided is carried out by the platform, also about one that nobody answered in time (reading).
    { from: ['contested', 'requested'], act: 'carry-out', to: 'connecting', by: byDispute, basis: '28', when: ['outcome', 'connect'], clocks: { confirming: 'stop', connecting: 'start' }, tells: ['sender', 'receiver'] },
    { from: ['contested', 'requested', 'connecting'], act: 'carry-out', to: 'withdrawn', by: byDispute, basis: '28', when: ['outcome', 'withdraw'], clocks: stopAll, tells: ['sender', 'receiver'] },
    // Makes the grant in `active`, without a delivery clock (reading); its rows are cut by the receiver's region codes of all years.
    { from: ['connecting'], act: 'connect', to: 'running', by: ['sender.operator'], basis: '24.1', states: ['regionItem'], checks: ['entryPublished', 'noneStopped', 'regionColumnBound', 'probed'], clocks: { connecting: 'stop' },
      opens: ['grant'], emits: ['reflux.connected'], tells: ['receiver', 'authority'] },
    { from: ['running'], act: 'reconcile', to: 'same', by: periodEnded, basis: '24.1', when: ['gap', 'none'] },
    { from: ['running'], act: 'reconcile', to: 'same', by: periodEnded, basis: '24.1', when: ['gap', 'unasked', 'new'], tells: ['sender', 'receiver'] },
    { from: ['running'], act: 'reconcile', to: 'same', by: periodEnded, basis: '24.1', when: ['gap', 'stays'], emits: ['reflux.gap'], tells: ['sender', 'receiver', 'authority'] },
    { from: ['running'], act: 'pause', to: 'paused', by: [{ clock: { event: 'grant.held' } }, { clock: { event: 'grant.suspended' } }], basis: '35.3', tells: ['sender', 'receiver'] },
    { from: ['paused'], act: 'resume', to: 'running', by: [{ clock: { event: 'grant.lifted' } }, { clock: { event: 'grant.resumed' } }], basis: '35.3', tells: ['sender', 'receiver'] },
    { from: ['running', 'paused'], act: 'end', to: 'ended', by: [{ clock: { event: 'grant.ended' } }, { clock: { event: 'grant.terminated' } }], basis: '27.1', tells: ['sender', 'receiver'] },
    { from: ['draft'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'create' }], basis: '-' },
    // What the department above offers may not be what is needed (完整): declined, the way is free to ask (reading).
    { from: ['requested'], act: 'decline', to: 'withdrawn', by: ['receiver.head'], basis: '24.1', when: ['side', 'sender'], states: ['reason'], clocks: stopAll, tells: ['sender'] },
    { from: ['requested', 'connecting'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'request' }], basis: '-', clocks: stopAll, tells: ['sender', 'receiver'] },
  ],
});
