/**
 * 账号 (ZH). Art. 11, 35.2; the three officers' division of work.
 *
 * Art. 35.2: “政府部门应当采取技术措施和其他必要措施，防止政务数据被篡改、破坏、泄露或者非法获取、非法利用。”
 * The system officer makes an account, the security officer brings it to life, the audit officer sees all
 * of it and moves nothing. The three officers themselves are made at set-up.
 */
import { procedure } from '../procedure.ts';

export const account = procedure({
  name: 'account',
  code: 'ZH',
  zh: '账号',
  parties: ['platform', 'department'],
  authority: 'none',

  states: {
    inactive: { zh: '未启用', awaits: ['platform.security'], lane: 'platform', main: true },
    active: { zh: '使用中', rests: true, lane: 'department', main: true },
    locked: { zh: '已锁定', rests: true, lane: 'platform' },
    closed: { zh: '已注销', final: true, lane: 'platform', main: true },
  },

  clocks: {
    /** The end of an entrusted party's contract (36.1): its accounts end by themselves. */
    term: { zh: '账号期限', since: '建立账号', basis: '36.1', bound: 'platform', limit: { stated: 'until' }, late: 'moves' },
  },

  words: {
    create: '建立账号…',
    activate: '启用…',
    refuse: '不予启用…',
    'set-posts': '调整岗位…',
    lock: '锁定…',
    unlock: '解锁',
    close: '注销…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'inactive', by: ['platform.system'], basis: '35.2', states: ['person', 'organisation'], checks: ['accountFree', 'organisationStands', 'entrustedEnds'], clocks: { term: 'start' } },
    { from: ['inactive'], act: 'activate', to: 'active', by: ['platform.security'], basis: '35.2', states: ['posts'], checks: ['postsOfOrganisation', 'noOfficer'], approves: ['create'],
      emits: ['account.activated'], tells: ['department'], grave: true, batch: true },
    { from: ['inactive'], act: 'refuse', to: 'closed', by: ['platform.security'], basis: '35.2', states: ['reason'], clocks: { term: 'stop' }, emits: ['account.closed'], tells: ['department'] },
    { from: ['active'], act: 'set-posts', to: 'same', by: ['platform.security'], basis: '11', states: ['posts'], checks: ['postsOfOrganisation', 'noOfficer', 'workHandedOver'], tells: ['department'], grave: true },
    { from: ['active'], act: 'lock', to: 'locked', by: ['platform.security'], basis: '35.2', states: ['reason'], emits: ['account.locked'], tells: ['department'], grave: true },
    { from: ['active'], act: 'lock', to: 'locked', basis: '35.2', emits: ['account.locked'], tells: ['department'],
      by: [{ clock: { event: 'account.unused' } }, { clock: { event: 'entrusted.stopped' } }] },
    { from: ['locked'], act: 'unlock', to: 'active', by: ['platform.security'], basis: '35.2', tells: ['department'], grave: true },
    // What the stop of its party locked, its resumption unlocks; nothing that an officer locked, or that nobody had used.
    { from: ['locked'], act: 'unlock', to: 'active', by: [{ clock: { event: 'entrusted.resumed' } }], basis: '36.1', when: ['lockedBy', 'entrusted.stopped'], tells: ['department'] },
    { from: ['active', 'locked'], act: 'close', to: 'closed', by: ['platform.security'], basis: '35.2', states: ['reason'], checks: ['workHandedOver'], clocks: { term: 'stop' }, emits: ['account.closed'], tells: ['department'], grave: true },
    { from: ['inactive', 'active', 'locked'], act: 'close', to: 'closed', basis: '36.1', clocks: { term: 'stop' }, emits: ['account.closed'], tells: ['department'],
      by: [{ clock: { lapsed: 'term' } }, { clock: { event: 'entrusted.ended' } }, { clock: { event: 'entrusted.left' } }] },
  ],
});
