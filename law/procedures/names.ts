/**
 * Every procedure of the regulation, by name. The code stands in the number of the case
 * (`SQ-320000-2026-000123`); the folder is where its process lives. A name that has no table yet is
 * listed all the same, so that numbers, events and links never have to be renamed.
 */
export const procedureNames = {
  catalog: { code: 'ML', zh: '目录', folder: 'catalog' },
  source: { code: 'SY', zh: '数源部门', folder: 'catalog' },
  demand: { code: 'XQ', zh: '供需对接', folder: 'demand' },
  application: { code: 'SQ', zh: '共享申请', folder: 'application' },
  grant: { code: 'SH', zh: '共享授权', folder: 'grant' },
  'use-change': { code: 'BG', zh: '变更用途、范围', folder: 'grant' },
  'service-change': { code: 'FW', zh: '服务变更、终止', folder: 'grant' },
  reflux: { code: 'HL', zh: '回流', folder: 'reflux' },
  correction: { code: 'JH', zh: '校核', folder: 'correction' },
  dispute: { code: 'ZY', zh: '争议', folder: 'dispute' },
  finding: { code: 'JD', zh: '督办', folder: 'supervision' },
  inspection: { code: 'JC', zh: '监督检查', folder: 'supervision' },
  complaint: { code: 'TS', zh: '投诉举报', folder: 'complaint' },
  incident: { code: 'AQ', zh: '安全事件', folder: 'security' },
  entrusted: { code: 'WT', zh: '受托方', folder: 'security' },
  assessment: { code: 'PG', zh: '评估', folder: 'security' },
  account: { code: 'ZH', zh: '账号', folder: 'organisation' },
} as const satisfies Record<string, { code: string; zh: string; folder: string }>;

export type ProcedureName = keyof typeof procedureNames;

/** Art. 29.2: records of use are numbered but are no case: they have a code and no table. */
export const usageRecordCode = 'SJ';
