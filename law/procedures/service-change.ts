/**
 * 服务变更、终止 (FW). Art. 27.3: “政务数据提供部门无正当理由，不得终止或者变更已提供的政务数据共享服务。确需终止或者变更服务的，
 * 政务数据提供部门应当与政务数据需求部门协商，并报同级政务数据共享主管部门备案。” Late: 39(7).
 *
 * One case for all grants that it touches, which stay in force meanwhile. Filing (备案) is no approval; an objection or a
 * dispute does not stop it by itself (reading). Taking back a grant not yet delivered goes the same way (reading).
 */
import { procedure } from '../procedure.ts';

export const serviceChange = procedure({
  name: 'service-change',
  code: 'FW',
  zh: '服务变更、终止',
  parties: ['provider', 'requester', 'authority', 'upper', 'forum'],
  authority: 'provider',

  states: {
    draft: { zh: '草稿', awaits: ['provider.head'], lane: 'provider', main: true },
    negotiating: { zh: '协商中', awaits: ['requester.head', 'provider.head'], lane: 'requester', main: true },
    filed: { zh: '已备案', awaits: [{ clock: { lapsed: 'effect' } }], lane: 'authority', main: true },
    effective: { zh: '已生效', final: true, lane: 'provider', main: true },
    dropped: { zh: '已撤销', final: true, lane: 'provider' },
  },

  clocks: {
    opinions: { zh: '协商期限', since: '发起协商', basis: 'local', bound: 'requester', limit: { stated: 'opinionsBy', atLeast: 5 }, late: 'remind' },
    /** The last day on which the service is as it was: nothing changes before the day stated. */
    effect: { zh: '原服务末日', since: '报备案', basis: '27.3', bound: 'provider', limit: { stated: 'lastDay' }, late: 'moves' },
  },

  words: {
    create: '拟变更、终止服务…',
    propose: '发起协商…',
    opine: '提出意见…',
    file: '报备案',
    drop: '撤销…',
    'take-effect': '生效',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['provider.head'], basis: '27.3', states: ['grants', 'kind'], checks: ['grantsRun'] },
    { from: ['draft'], act: 'propose', to: 'negotiating', by: ['provider.head'], basis: '27.3', states: ['reason', 'what', 'effectOn', 'opinionsBy'], checks: ['grantsRun', 'datesInOrder'],
      clocks: { opinions: 'start' }, tells: ['requester'] },
    { from: ['negotiating'], act: 'opine', to: 'same', by: ['requester.head'], basis: '27.3', states: ['stand'], once: 'party', tells: ['provider'] },
    { from: ['negotiating'], act: 'file', to: 'filed', by: ['provider.head'], basis: '27.3', checks: ['opinionsInOrOver', 'effectToCome'], clocks: { opinions: 'stop', effect: 'start' },
      tells: ['requester', 'authority'], grave: true },
    { from: ['draft'], act: 'drop', to: 'dropped', by: ['provider.head'], basis: '-' },
    { from: ['negotiating', 'filed'], act: 'drop', to: 'dropped', by: ['provider.head'], basis: '-', states: ['reason'], clocks: { opinions: 'stop', effect: 'stop' }, tells: ['requester', 'authority'] },
    { from: ['filed'], act: 'take-effect', to: 'effective', by: [{ clock: { lapsed: 'effect' } }], basis: '27.3', clocks: { effect: 'stop' }, emits: ['service-change.effective'],
      tells: ['requester', 'provider', 'authority'] },
  ],
});
