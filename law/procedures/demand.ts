/**
 * 供需对接 (XQ). Art. 20.1: “政务数据共享主管部门应当建立政务数据共享供需对接机制，明确工作流程。”
 *
 * For data that no catalogue entry offers. The regulation gives no number: every limit here is local. 20.2 asks the
 * consent of the sharing office's head for the application, not for a demand. Who has declined stays a party (`department`).
 */
import { procedure } from '../procedure.ts';

const open = ['registered', 'assigned', 'compiling', 'declined', 'referred', 'joined'] as const;
const stopAll = { matching: 'stop', claiming: 'stop', compiling: 'stop', bound: 'stop' } as const;

export const demand = procedure({
  name: 'demand',
  code: 'XQ',
  zh: '供需对接',
  parties: ['requester', 'provider', 'department', 'authority', 'upper'],
  authority: 'requester',

  states: {
    draft: { zh: '草稿', box: '起草', awaits: ['requester.clerk'], lane: 'requester', main: true },
    registered: { zh: '已登记', step: '对接、分派或者转办', box: '对接', awaits: ['authority.reviewer'], lane: 'authority', main: true },
    joined: { zh: '已并入', rests: true, lane: 'requester' },
    assigned: { zh: '已分派', step: '认领或者说明不认领', box: '认领', awaits: ['provider.head'], lane: 'provider', main: true },
    declined: { zh: '未认领', step: '改派、指定编制或者终结', awaits: ['authority.lead'], lane: 'authority' },
    compiling: { zh: '编制中', box: '编制目录', awaits: [{ clock: { event: 'catalog.published' } }], lane: 'provider', main: true },
    referred: { zh: '已转其他平台', step: '录入对方平台答复', awaits: ['authority.reviewer'], lane: 'authority' },
    matched: { zh: '已对接', final: true, lane: 'requester', main: true },
    concluded: { zh: '已终结', final: true, lane: 'authority' },
    withdrawn: { zh: '已撤回', final: true, lane: 'requester' },
  },

  clocks: {
    /** To be matched, assigned or referred. */
    matching: { zh: '对接期限', since: '登记需求', basis: 'local', bound: 'authority', limit: { workingDays: { '2025-08-01': { any: 5 } } }, late: 'list' },
    /** To be taken on or declined by the department to which it was assigned. */
    claiming: { zh: '认领期限', since: '分派', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 5 } } }, late: 'list' },
    /** To be published by who took it on of its own accord. */
    compiling: { zh: '编制期限', since: '认领', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: 'list' },
    /** Named by the authority: the date in its document. A department that does not compile what is its duty: 39(1) (reading). */
    bound: { zh: '指定编制期限', since: '指定编制', basis: 'local', bound: 'provider', limit: { stated: 'compileBy', atLeast: 5 }, late: { clue: '39(1)' } },
  },

  words: {
    create: '起草',
    register: '登记需求…',
    join: '并入…',
    match: '对接到目录…',
    assign: '分派…',
    refer: '转其他平台…',
    'come-back': '对方平台答复…',
    accept: '认领',
    decline: '不认领…',
    follow: '随目录办理',
    reassign: '改派…',
    bind: '指定编制…',
    conclude: '终结…',
    reopen: '重新提出…',
    withdraw: '撤回需求',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['requester.clerk'], basis: '20.1' },
    { from: ['draft'], act: 'register', to: 'registered', by: ['requester.clerk'], basis: '20.1', states: ['title', 'description', 'items', 'duty'], checks: ['wholeDemand', 'likesSeen'],
      clocks: { matching: 'start' }, tells: ['authority'] },
    { from: ['draft'], act: 'join', to: 'joined', by: ['requester.clerk'], basis: '20.1', states: ['demand'], checks: ['joinable'], tells: ['authority'] },
    { from: ['joined'], act: 'follow', to: 'matched', by: [{ clock: { event: 'demand.matched' } }], basis: '20.1', tells: ['requester'] },
    { from: ['joined'], act: 'follow', to: 'registered', by: [{ clock: { event: 'demand.ended' } }], basis: '20.1', clocks: { matching: 'start' }, tells: ['requester', 'authority'] },

    { from: ['registered'], act: 'match', to: 'matched', by: ['authority.reviewer'], basis: '20.1', states: ['entry', 'entryRegion'], checks: ['entryOffers'], clocks: { matching: 'stop' },
      emits: ['demand.matched'], tells: ['requester'] },
    { from: ['registered'], act: 'assign', to: 'assigned', by: ['authority.reviewer'], basis: '20.1', states: ['provider', 'reason'], checks: ['providerFits'],
      clocks: { matching: 'stop', claiming: 'start' }, tells: ['requester', 'provider'] },
    { from: ['registered'], act: 'refer', to: 'referred', by: ['authority.reviewer'], basis: '20.1', states: ['platform', 'reason'], clocks: { matching: 'stop' }, tells: ['requester'] },
    // The answer of another platform: entered for it from its paper until platforms are joined (代录).
    { from: ['referred'], act: 'come-back', to: 'matched', by: ['authority.reviewer', { clock: { event: 'peer.answered' } }], basis: '20.1', states: ['answer', 'text', 'document'], when: ['answer', 'has'], checks: ['paperAttached'],
      emits: ['demand.matched'], tells: ['requester'] },
    { from: ['referred'], act: 'come-back', to: 'registered', by: ['authority.reviewer', { clock: { event: 'peer.answered' } }], basis: '20.1', states: ['answer', 'text', 'document'], when: ['answer', 'has-not'], checks: ['paperAttached'],
      clocks: { matching: 'start' }, tells: ['requester'] },

    { from: ['assigned'], act: 'accept', to: 'compiling', by: ['provider.head'], basis: '20.1', clocks: { claiming: 'stop', compiling: 'start' }, opens: ['catalog'], emits: ['demand.accepted'],
      tells: ['requester', 'authority'] },
    { from: ['assigned'], act: 'decline', to: 'declined', by: ['provider.head'], basis: '20.1', states: ['reasons', 'whose'], clocks: { claiming: 'stop' }, tells: ['requester', 'authority'] },
    { from: ['compiling'], act: 'follow', to: 'matched', by: [{ clock: { event: 'catalog.published' } }], basis: '20.1', clocks: { compiling: 'stop', bound: 'stop' }, emits: ['demand.matched'],
      tells: ['requester', 'authority'] },
    { from: ['compiling'], act: 'follow', to: 'registered', by: [{ clock: { event: 'catalog.abandoned' } }], basis: '20.1', clocks: { compiling: 'stop', bound: 'stop', matching: 'start' },
      tells: ['requester', 'authority'] },

    // A second decline ends in bind or conclude: the check says so.
    { from: ['declined'], act: 'reassign', to: 'assigned', by: ['authority.lead'], basis: '20.1', states: ['provider', 'reason'], checks: ['providerFits', 'declinedOnce'], clocks: { claiming: 'start' },
      tells: ['requester', 'provider'] },
    { from: ['declined'], act: 'bind', to: 'compiling', by: ['authority.lead'], basis: '20.1', states: ['provider', 'document', 'compileBy'], checks: ['providerFits', 'paperAttached'], clocks: { bound: 'start' },
      opens: ['catalog'], emits: ['demand.accepted'], tells: ['requester', 'provider'], grave: true },
    { from: ['declined'], act: 'conclude', to: 'concluded', by: ['authority.lead'], basis: '20.1', states: ['reasons'], emits: ['demand.ended'], tells: ['requester'] },

    { from: ['matched', 'referred', 'concluded'], act: 'reopen', to: 'registered', by: ['requester.clerk'], basis: '20.1', states: ['reason'], once: 'case', clocks: { matching: 'start' }, tells: ['authority'] },
    { from: open, act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-', clocks: stopAll, emits: ['demand.ended'], tells: ['authority', 'provider'] },
    { from: ['draft'], act: 'withdraw', to: 'withdrawn', by: ['requester.clerk'], basis: '-' },
  ],
});
