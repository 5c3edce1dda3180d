const words: Readonly<Record<string, string>> = {
  catalog: '目录', source: '数源部门', demand: '供需对接', application: '共享申请', grant: '共享授权', 'use-change': '变更用途、范围', 'service-change': '服务变更、终止', reflux: '回流', correction: '校核', usage: '使用记录',
  dispute: '争议', finding: '督办', inspection: '监督检查', complaint: '投诉举报', incident: '安全事件', entrusted: '受托方', assessment: '评估', account: '账号',
};
export const procedureZh = (name: string): string => words[name] ?? name;
