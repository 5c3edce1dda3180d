import type { ErrorEntry } from './entry.ts';

/** Grant, delivery, keys, suspension, disposal, resources, usage records: Art. 22, 25, 27, 29, 35. */
export const grantErrors = {
  GRANT_NOT_FOUND: { kind: 'not-found', say: () => '没有这个授权，或者您所在单位不是它的当事方。请核对编号。' },
  GRANT_NOT_IN_FORCE: { kind: 'conflict', say: (p: { state: string }) => `授权现为“${p.state}”，不能使用数据。` },
  RESOURCE_NOT_BOUND: { kind: 'conflict', article: '22.1', say: (p: { entry: string }) => `目录“${p.entry}”尚未挂接数据资源，不能交付。请先挂接并测试；交付期限不因此停止。` },
  RESOURCE_NOT_TESTED: { kind: 'conflict', article: '16.2', say: () => '数据资源尚未测试通过，请先测试。' },
  RESOURCE_ITEM_UNMAPPED: { kind: 'conflict', article: '22.1', say: (p: { items: string }) => `这些数据项没有对应到字段：${p.items}。请在数据资源中补充对应关系。` },
  RESOURCE_IN_USE: { kind: 'conflict', article: '27.3', say: (p: { count: number }) => `有 ${p.count} 个授权正在使用该资源，不得直接变更或者停止。请先办理服务变更、终止，与需求部门协商并报备案。` },
  RESOURCE_NOT_FOUND: { kind: 'not-found', say: () => '没有这个数据资源，或者不属于您所在单位。' },
  RESOURCE_KEYS_MISSING: { kind: 'invalid', say: () => '查询服务须声明查询条件（键），核验服务须声明核验数据项。请补填。' },
  RESOURCE_COLUMN_UNKNOWN: { kind: 'invalid', say: (p: { column: string }) => `数据库中没有字段“${p.column}”，请刷新结构后重新选择。` },
  ADDRESS_NOT_ALLOWED: { kind: 'forbidden', article: '35.2', say: () => '该地址不在允许连接的网络内，或者是平台自身、内部保留地址。请联系平台运维设置 SHUQIAO_REACH。' },
  ADDRESS_NOT_APPROVED: { kind: 'conflict', article: '35.2', say: () => '新的外部地址须先经平台安全管理员批准。已提交，请等待批准。' },
  SOURCE_UNREACHABLE: { kind: 'unavailable', say: (p: { why: string }) => `提供部门的数据库或者接口连接不上：${p.why}。请检查网络、账号后重试。` },
  SOURCE_NOT_READ_ONLY: { kind: 'invalid', article: '35.2', say: () => '所给数据库账号可以写入。请改用只读账号，本平台不修改源数据。' },
  SOURCE_TIMED_OUT: { kind: 'unavailable', say: () => '提供部门的数据库响应超时，请稍后重试或者缩小查询范围。' },
  PROBE_FAILED: { kind: 'conflict', article: '22.1', say: (p: { why: string }) => `平台探测未通过，不能交付：${p.why}。请修复后再交付。` },

  REJECT_NEEDS_CAUSE: { kind: 'invalid', article: '22.1', say: () => '退回交付须写明不符合之处，请补填。' },
  SUSPEND_GROUND_INVALID: { kind: 'invalid', article: '27.2', say: () => '暂停共享只能因擅自超出使用范围、超出共享目的或者提供给第三方，请选择并附证据；安全事件请用应急停用。' },
  SUSPEND_EVIDENCE_MISSING: { kind: 'invalid', article: '27.2', say: () => '暂停共享须附证据，并写明限期整改的日期。请补填。' },
  MEND_REPORT_MISSING: { kind: 'invalid', article: '27.2', say: () => '报整改情况须写明已采取的措施，请补填。' },
  TERMINATE_TOO_EARLY: { kind: 'conflict', article: '27.2', say: (p: { mendBy: string }) => `整改期限到 ${p.mendBy}，期限届满未整改或者整改被认定不到位后才可以终止。` },
  TERMINATE_NOT_SUSPENDED_BY_YOU: { kind: 'forbidden', article: '27.2', say: () => '终止由作出暂停的一方办理：提供部门暂停的由其负责人，主管部门暂停的由该主管部门负责人。' },
  HOLD_NEEDS_INCIDENT: { kind: 'conflict', article: '35.3', say: () => '应急停用须有在办的安全事件指明本授权，或者目录已紧急下线。请先报告安全事件。' },
  INCIDENT_STILL_OPEN: { kind: 'conflict', article: '35.3', say: () => '指明本授权的安全事件尚未消除，或者目录仍在紧急下线，不能恢复。' },
  GRANT_TERM_ENDED: { kind: 'conflict', article: '27.1', say: (p: { endedOn: string }) => `授权已于 ${p.endedOn} 到期。仍需使用的，请提出续期申请。` },

  KEY_COLLECTED: { kind: 'conflict', article: '22.2', say: () => '凭据只显示一次，已经领用。遗失的请更换密钥，失窃的请立即报告。' },
  KEY_NOT_READY: { kind: 'conflict', article: '22.2', say: () => '尚未交付，没有可领用的凭据。' },
  KEY_STOPPED: { kind: 'conflict', article: '35.2', say: () => '密钥已停用。请由需求部门经办人更换密钥。' },
  KEY_REASON_MISSING: { kind: 'invalid', article: '35.2', say: () => '停用密钥须写明原因，请补填。' },

  DISPOSAL_INSTRUCTION_MISSING: { kind: 'invalid', article: '27.1', say: () => '处置要求须写明方式（删除、归还、封存、留存）和期限，留存的写明依据。请补填。' },
  DISPOSAL_EVIDENCE_MISSING: { kind: 'invalid', article: '27.1', say: () => '报处置情况须写明处置方式、时间、范围并附证明；未存储的，作出声明。请补填。' },
  DISPOSAL_DATE_PAST: { kind: 'invalid', article: '27.1', say: () => '处置期限须晚于今日，请另定日期。' },
  NOTHING_TO_CONFIRM: { kind: 'conflict', article: '27.1', say: () => '需求部门尚未报处置情况，无可确认。' },
  RECORDS_KEPT: { kind: 'conflict', article: '29.2', say: (p: { until: string }) => `使用记录须保存到 ${p.until}，之前不能删除。` },
  DISPOSAL_LIST_NOT_APPROVED: { kind: 'forbidden', article: '29.2', say: () => '到期记录的处置清单须经审计管理员查看、主管部门负责人批准。' },
  USAGE_KIND_UNKNOWN: { kind: 'invalid', article: '29.2', say: () => '使用记录分使用场景、使用过程、应用成效、存储情况、销毁情况五类，请选择其一。' },
  USAGE_MADE_BY_PLATFORM: { kind: 'forbidden', article: '29.2', say: () => '使用过程由平台自动记录，不能手工填报或者修改。需要更正的，请另填说明。' },
} as const satisfies Record<string, ErrorEntry>;
