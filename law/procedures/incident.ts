/**
 * 安全事件 (AQ). Art. 34, 35.3; a clue 40(6) where there is one.
 *
 * Art. 35.3: “……发生政务数据安全事件时，立即启动应急预案，采取相应的应急处置措施，防止危害扩大，消除安全隐患，
 * 并按照规定向有关主管部门报告。” `department`: in whose hands it happened.
 */
import { procedure } from '../procedure.ts';

export const incident = procedure({
  name: 'incident',
  code: 'AQ',
  zh: '安全事件',
  parties: ['department', 'authority', 'upper'],
  authority: 'department',

  states: {
    reported: { zh: '已报告', awaits: ['department.security'], lane: 'department', main: true },
    responding: { zh: '处置中', awaits: ['department.security'], lane: 'department', main: true },
    contained: { zh: '已控制', awaits: ['department.head'], lane: 'department', main: true },
    eliminated: { zh: '隐患已消除', awaits: ['department.security'], lane: 'department', main: true },
    reviewed: { zh: '已总结', awaits: ['authority.reviewer'], lane: 'authority', main: true },
    closed: { zh: '已办结', final: true, lane: 'authority', main: true },
    dismissed: { zh: '已了结', final: true, lane: 'department' },
  },

  clocks: {
    /** 35.3 says 立即 and no number; not by the next working day, and it stands on the authority's list. */
    respond: { zh: '启动预案', since: '报告', basis: 'local', bound: 'department', limit: { workingDays: { '2025-08-01': { any: 1 } } }, late: 'list' },
  },

  words: {
    report: '报告安全事件…',
    'start-plan': '启动应急预案',
    dismiss: '了结，不属安全事件…',
    contain: '控制…',
    notify: '向有关主管部门报告…',
    eliminate: '消除隐患…',
    review: '总结…',
    close: '办结',
    return: '退回处置…',
  },

  moves: [
    { from: ['new'], act: 'report', to: 'reported', basis: '35.3', states: ['what', 'since', 'data', 'persons'], clocks: { respond: 'start' },
      by: ['department.any', 'handler', { clock: { event: 'catalog.hidden' } }, { clock: { event: 'grant.key-stolen' } }, { clock: { event: 'entrusted.stopped' } }],
      emits: ['incident.opened'], tells: ['department', 'authority'] },
    { from: ['reported'], act: 'start-plan', to: 'responding', by: ['department.security', 'department.head'], basis: '35.3', clocks: { respond: 'stop' } },
    { from: ['reported'], act: 'dismiss', to: 'dismissed', by: ['department.head'], basis: '35.3', states: ['reason'], checks: ['entryNotHidden'], clocks: { respond: 'stop' },
      emits: ['incident.dismissed'], tells: ['authority'] },
    { from: ['responding'], act: 'contain', to: 'contained', by: ['department.security'], basis: '35.3', states: ['measures'], checks: ['partyOfGrants'], emits: ['incident.contained'] },
    { from: ['responding', 'contained', 'eliminated'], act: 'notify', to: 'same', by: ['department.head'], basis: '35.3', states: ['to', 'on', 'personsTold'], tells: ['authority'] },
    { from: ['contained'], act: 'eliminate', to: 'eliminated', by: ['department.head'], basis: '35.3', states: ['cause', 'mended'], checks: ['notified'],
      emits: ['incident.eliminated'], tells: ['authority'] },
    { from: ['eliminated'], act: 'review', to: 'reviewed', by: ['department.security'], basis: '34.2', states: ['stages', 'lessons', 'clue'], emits: ['incident.reviewed'], tells: ['authority'] },
    { from: ['reviewed'], act: 'close', to: 'closed', by: ['authority.reviewer'], basis: '34.1', approves: ['report', 'review'], tells: ['department'] },
    { from: ['reviewed'], act: 'return', to: 'responding', by: ['authority.reviewer'], basis: '34.1', states: ['opinion'], tells: ['department'] },
  ],
});
