/**
 * 数源部门 (SY). Art. 19.2: “政务数据收集工作涉及多个政府部门的，政务数据共享主管部门应当明确牵头收集的政府部门并将其作为数源部门。
 * 数源部门应当加强与其他有关政府部门的协同配合、信息沟通，及时完善更新政务数据……” Late: 39(3), 41(1).
 *
 * `department`: each that collects like items; the one named is the `provider`. No number in the law: without a source
 * after 20 working days (local) it is a clue 41(1). Fact: `tasked` – the department to which the task that starts now is given.
 */
import { procedure } from '../procedure.ts';

const stopAll = { opinions: 'stop', naming: 'stop', task: 'stop' } as const;

/** 19.2: who was given a task has it on its list until it has reported, also while the departments are heard anew. */
const tasked = [{ seat: 'department.clerk', clock: 'task' }] as const;

export const source = procedure({
  name: 'source',
  code: 'SY',
  zh: '数源部门',
  parties: ['department', 'provider', 'authority', 'upper'],
  authority: 'department',

  states: {
    proposed: { zh: '待研究', step: '征求意见或者了结', box: '研究', awaits: ['authority.reviewer'], lane: 'authority', main: true },
    consulting: { zh: '征求意见中', box: '征求意见', awaits: ['department.head', 'authority.lead'], owes: tasked, lane: 'department', main: true },
    named: { zh: '已明确', rests: true, owes: tasked, lane: 'provider', main: true },
    dismissed: { zh: '已了结', final: true, lane: 'authority' },
    ended: { zh: '已结束', final: true, lane: 'authority' },
  },

  clocks: {
    /** 41(1) speaks of 未按照规定明确数源部门 and of no number. */
    naming: { zh: '明确数源部门期限', since: '提出', basis: 'local', bound: 'authority', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: { clue: '41(1)' } },
    opinions: { zh: '征求意见期限', since: '征求意见', basis: 'local', bound: 'department', limit: { stated: 'opinionsBy', atLeast: 5 }, late: 'list' },
    /** 19.2: 及时完善更新; the source states a date for one department at a time, silence is 39(3). */
    task: { zh: '完善更新任务期限', since: '布置任务', basis: '19.2', bound: { fact: 'tasked' }, perCause: true, limit: { stated: 'doneBy', atLeast: 1 }, late: { finding: '39(3)' } },
  },

  words: {
    create: '提出…',
    consult: '征求意见…',
    opine: '提出意见…',
    name: '明确数源部门…',
    dismiss: '了结，不设数源部门…',
    change: '调整数源部门…',
    end: '结束…',
    task: '布置任务…',
    report: '报完成情况…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'proposed', by: ['department.clerk', 'authority.reviewer', { clock: { event: 'items.alike' } }], basis: '19.2', states: ['items', 'entries'],
      checks: ['groupAlike'], clocks: { naming: 'start' }, tells: ['department', 'authority'] },
    { from: ['proposed'], act: 'consult', to: 'consulting', by: ['authority.reviewer'], basis: '19.2', states: ['departments', 'items', 'opinionsBy'], checks: ['departmentsNamed'],
      clocks: { opinions: 'start' }, tells: ['department'] },
    { from: ['consulting'], act: 'opine', to: 'same', by: ['department.head'], basis: '19.2', states: ['stand', 'duty'], once: 'round', tells: ['authority'] },
    { from: ['consulting'], act: 'name', to: 'named', by: ['authority.lead'], basis: '19.2', states: ['provider', 'items', 'document'], checks: ['opinionsIn', 'oneOfThem', 'itemsFree'],
      clocks: { opinions: 'stop', naming: 'stop' }, emits: ['source.named'], tells: ['department'], grave: true },
    // Never while a source stands: in a second round the source named stays until another is.
    { from: ['proposed', 'consulting'], act: 'dismiss', to: 'dismissed', by: ['authority.reviewer'], basis: '-', states: ['reason'], checks: ['noSourceStands'], clocks: stopAll, tells: ['department'] },
    { from: ['named'], act: 'change', to: 'consulting', by: ['authority.reviewer'], basis: '19.2', states: ['reason', 'departments', 'opinionsBy'], checks: ['departmentsNamed'],
      clocks: { opinions: 'start' }, tells: ['department'] }, // `naming` is over: a source stands until another is named
    { from: ['named'], act: 'end', to: 'ended', by: ['authority.lead'], basis: '19.2', states: ['reason'], clocks: { task: 'stop' }, emits: ['source.ended'], tells: ['department'] },
    { from: ['named', 'consulting'], act: 'task', to: 'same', by: ['provider.clerk'], basis: '19.2', states: ['department', 'what', 'doneBy'], checks: ['taskOfOne', 'taskAhead'], clocks: { task: 'start' }, tells: ['department'] },
    { from: ['named', 'consulting'], act: 'report', to: 'same', by: ['department.clerk'], basis: '19.2', states: ['task', 'done'], checks: ['ownTask'], clocks: { task: 'stop-named' }, tells: ['provider'] },
  ],
});
