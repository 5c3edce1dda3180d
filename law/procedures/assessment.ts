/**
 * 评估 (PG). Art. 11(5), 13.1; Personal Information Protection Law 55, 56.
 *
 * Art. 13.1: “……应当依法开展保密风险、个人信息保护影响等评估……”. Kept at least three years (PIPL 56) and used again by
 * catalogue and application while they stand.
 */
import { procedure } from '../procedure.ts';

export const assessment = procedure({
  name: 'assessment',
  code: 'PG',
  zh: '评估',
  parties: ['department'],
  authority: 'none',

  states: {
    draft: { zh: '草稿', box: '起草', awaits: [{ did: 'create' }], lane: 'department', main: true },
    assessing: { zh: '评估中', box: '评估', awaits: ['department.security'], lane: 'department', main: true },
    standing: { zh: '有效', rests: true, lane: 'department', main: true },
    lapsed: { zh: '已失效', final: true, lane: 'department' },
    withdrawn: { zh: '已撤回', final: true, lane: 'department' },
  },

  clocks: {},

  words: {
    create: '起草',
    submit: '提交',
    conclude: '作出结论…',
    return: '退回…',
    lapse: '失效…',
    withdraw: '撤回评估…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'draft', by: ['department.cataloguer', 'department.clerk'], basis: '13.1', states: ['template', 'subject'] },
    { from: ['draft'], act: 'submit', to: 'assessing', by: ['department.cataloguer', 'department.clerk'], basis: '13.1', checks: ['allAnswered'] },
    { from: ['assessing'], act: 'conclude', to: 'standing', by: ['department.security'], basis: '13.1', states: ['level', 'measures', 'remaining', 'secret'], approves: ['create', 'submit'],
      emits: ['assessment.concluded'], tells: ['department'] },
    { from: ['assessing'], act: 'return', to: 'draft', by: ['department.security'], basis: '-', states: ['opinion'] },
    { from: ['standing'], act: 'lapse', to: 'lapsed', by: [{ clock: { event: 'assessment.subject-changed' } }], basis: 'reading', emits: ['assessment.lapsed'], tells: ['department'] },
    { from: ['standing'], act: 'lapse', to: 'lapsed', by: ['department.security'], basis: 'reading', states: ['reasons'], emits: ['assessment.lapsed'], tells: ['department'] },
    { from: ['draft', 'assessing'], act: 'withdraw', to: 'withdrawn', by: [{ did: 'create' }], basis: '-' },
  ],
});
