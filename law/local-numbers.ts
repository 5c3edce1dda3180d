/** Numbers that no article sets, no clock carries, and a region may set: what holds without a document, and the bounds. */
export const localNumbers = {
  'key-overlap-hours': { zh: '更换密钥后旧密钥继续有效（小时）', usual: 24, least: 0, most: 168 },
  'maintenance-hours': { zh: '不作为服务变更的维护时长（小时）', usual: 8, least: 1, most: 8 },
  'service-down-hours': { zh: '服务中断列为线索的时长（小时）', usual: 24, least: 1, most: 72 },
  'records-first-days': { zh: '使用记录到期填报，首次提醒提前（日）', usual: 30, least: 8, most: 90 },
  'records-again-days': { zh: '使用记录到期填报，再次提醒提前（日）', usual: 7, least: 1, most: 7 },
  'records-grace-days': { zh: '使用记录到期未填报，列为线索之前（日）', usual: 15, least: 0, most: 90 },
  'recall-silent-days': { zh: '取得部门未确认更正，提醒之前（工作日）', usual: 10, least: 1, most: 30 },
  'grant-unused-days': { zh: '授权未使用、须确认仍需使用（日）', usual: 180, least: 30, most: 365 },
  'account-unused-days': { zh: '长期未使用账号锁定（日）', usual: 90, least: 30, most: 365 },
  'not-shared-review-months': { zh: '不予共享目录复核周期（月）', usual: 12, least: 1, most: 12 },
  'reminders-per-day': { zh: '同一事项每日催办次数', usual: 1, least: 1, most: 3 },
} as const satisfies Record<string, { zh: string; usual: number; least: number; most: number }>;
export type LocalNumberName = keyof typeof localNumbers;
