/**
 * What an act stated, in words, for the timeline. Fields that a page shows in full elsewhere (items, replies per item) are left out here.
 */
const words: Readonly<Record<string, string>> = {
  reason: '理由', reasons: '理由', category: '理由类别', ground: '事由', evidence: '证据', mendBy: '整改期限', supplyBy: '补正期限', replyBy: '答复期限',
  document: '文件', documentNumber: '文号', days: '天数', date: '日期', on: '日期', until: '期限', done: '已做工作', lacking: '尚欠', cause: '原因',
  measures: '措施', remains: '剩余风险', level: '等级', to: '交给', points: '补正清单', by: '期限', what: '内容', since: '起于', text: '说明',
  explanation: '说明', grounds: '情况', outcome: '处理结果', plan: '预案', recommends: '安全意见', disposeBy: '处置期限', occurredOn: '发生之日', orderBy: '改正期限', paperBy: '文件期限', lessons: '教训', way: '方式', notified: '已报告', insufficient: '不足之处', rate: '评价', stars: '评价', score: '评价',
};
/** Codes that acts state, in words. */
const codes: Readonly<Record<string, string>> = {
  'beyond-range': '擅自超出使用范围使用', 'beyond-purpose': '擅自超出共享目的使用', 'third-party': '擅自提供给第三方', unreachable: '调不通', 'wrong-items': '数据项与授权不符', 'wrong-rows': '行范围与授权不符', 'wrong-values': '数据内容有误', 'too-slow': '过慢',
  reached: '共享目的已实现', impossible: '共享目的无法实现', 'not-needed': '不再必要', delete: '删除', return: '归还', seal: '封存', keep: '留存', low: '低', medium: '中', high: '高', other: '其他',
  duty: '不属于履行职责，或者非履行职责所必需', range: '超出目录列明的共享范围、使用用途', forbidden: '法律、行政法规或者国务院决定禁止', 'not-held': '本部门不掌握该数据', 'not-supplied': '一次性告知后逾期未补充材料', agree: '可以共享', reduce: '减少数据项后可以共享', refuse: '不宜共享',
};
const causeKinds: Readonly<Record<string, string>> = { law: '法律调整', regulation: '行政法规调整', decision: '国务院决定调整', duty: '职责变化', other: '其他' };

export function statedText(states: Readonly<Record<string, unknown>>): string {
  return Object.entries(states).flatMap(([name, value]) => {
    const label = words[name];
    const text = label ? plain(value) : '';
    return label && text ? [`${label}：${text}`] : [];
  }).join('\n');
}

function plain(value: unknown): string {
  if (typeof value === 'string') return codes[value] ?? value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((v, n) => (value.length > 1 ? `${n + 1}. ${plain(v)}` : plain(v))).filter((t) => t.trim()).join('；');
  if (value && typeof value === 'object') {
    const row = value as Record<string, unknown>;
    if (typeof row['kind'] === 'string' && typeof row['on'] === 'string') return `${causeKinds[row['kind']] ?? row['kind']}，${row['on']}${row['document'] ? `，${String(row['document'])}` : ''}`;
    return typeof row['text'] === 'string' ? row['text'] : typeof row['what'] === 'string' ? row['what'] : '';
  }
  return '';
}
