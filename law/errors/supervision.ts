import type { ErrorEntry } from './entry.ts';

/** Incidents, findings, clues: Art. 34, 35, 38–42. */
export const supervisionErrors = {
  INCIDENT_NOT_FOUND: { kind: 'not-found', say: () => '没有这个安全事件，或者您所在单位不是它的当事方。' },
  INCIDENT_ENTRY_HIDDEN: { kind: 'conflict', article: '35.3', say: () => '所涉目录仍在紧急下线，不能了结。请待目录恢复或者下架。' },
  INCIDENT_GRANT_FOREIGN: { kind: 'invalid', article: '35.3', say: (p: { grant: string }) => `授权 ${p.grant} 与本部门无关，不能列入本事件。请核对编号。` },
  INCIDENT_NOTIFY_FIRST: { kind: 'conflict', article: '35.3', say: () => '消除隐患之前应按规定向有关主管部门报告。请先办理“向有关主管部门报告”。' },
  INCIDENT_PERSONS_NOT_TOLD: { kind: 'invalid', say: () => '涉及个人信息泄露的，须写明何时通知了个人，或者不通知的理由（《个人信息保护法》第五十七条）。请补填。' },

  FINDING_NOT_FOUND: { kind: 'not-found', say: () => '没有这条线索，或者不在您所在单位的范围内。' },
  FINDING_DEPARTMENT_FOREIGN: { kind: 'forbidden', article: '29.1', say: (p: { org: string }) => `${p.org}不由您所在单位监督，不能登记它的线索。请另选单位，或者告知其同级主管部门。` },
  FINDING_EXPLANATION_OPEN: { kind: 'conflict', article: '29.1', say: (p: { until: string }) => `被督办单位说明情况的期限至 ${p.until}，说明之后或者期满才能责令改正、移送。` },
  FINDING_NO_ORDER: { kind: 'conflict', article: '42', say: () => '第四十二条的情形依法给予处分、追究刑事责任，没有责令改正。请办理“移送”；单位还须改正的，另按第三十九条、第四十条登记线索。' },
  FINDING_OWN_AUTHORITY: { kind: 'forbidden', article: '41', say: () => '线索涉及本主管部门，应由本级人民政府或者上级主管部门办理，不能自行了结或者责令。' },
  FINDING_REFER_NOT_YET: { kind: 'conflict', article: '39', say: () => '移送须在责令改正后拒不改正，或者情节严重。改正期限未满的，请待期满；情节严重的，请勾选“情节严重”并写明事实。' },
  PERIOD_INVALID: { kind: 'invalid', say: () => '统计时段的止日不早于起日，最长两年。请改正。' },
} as const satisfies Record<string, ErrorEntry>;
