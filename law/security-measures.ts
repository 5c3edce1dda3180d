/**
 * Measures that make a reflux safe. Art. 24.1: “在确保政务数据安全的前提下……不得设置额外的限制条件”. Kinds as 《网络数据安全管理条例》第九条
 * names them: “采取加密、备份、访问控制、安全认证等技术措施和其他必要措施”, and what other law calls for. Fewer items, a smaller area, an approval, a
 * promise or a fee are no measure: they would be conditions, so there is no kind for them (reading).
 */
export const securityMeasures = {
  encryption: '传输、存储加密', 'access-control': '访问控制', authentication: '安全认证', network: '专网、专线接入', audit: '操作留痕、审计', backup: '备份恢复', assessment: '等级保护、商用密码、安全评估',
} as const satisfies Record<string, string>;
export type SecurityMeasure = keyof typeof securityMeasures;

export const measureZh = (kind: string): string => (securityMeasures as Readonly<Record<string, string>>)[kind] ?? kind;
