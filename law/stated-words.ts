import { codeWords } from './field-words.ts';

/**
 * What an act stated, in words, for the timeline and the 办理单. Fields that are shown in full elsewhere (items, replies per item) are left out here.
 */
const words: Readonly<Record<string, string>> = {
  reason: '理由', reasons: '理由', category: '理由类别', ground: '事由', evidence: '证据', mendBy: '整改期限', supplyBy: '补正期限', replyBy: '答复期限',
  document: '文件', documentNumber: '文号', days: '天数', date: '日期', on: '日期', until: '期限', done: '已做工作', lacking: '尚欠', cause: '原因',
  measures: '措施', remains: '剩余风险', level: '等级', to: '交给', points: '补正清单', by: '期限', what: '内容', since: '起于', text: '说明',
  explanation: '说明', grounds: '情况', outcome: '处理结果', plan: '预案', recommends: '安全意见', disposeBy: '处置期限', occurredOn: '发生之日', orderBy: '改正期限', paperBy: '文件期限', lessons: '教训', way: '方式', notified: '已报告', insufficient: '不足之处', rate: '评价', stars: '评价', score: '评价', changed: '更正情况', said: '核实意见', updated: '本部门的数据',
};
const decisions: Readonly<Record<string, string>> = { agree: '，同意', refuse: '，不同意' };
const causeKinds: Readonly<Record<string, string>> = { law: '法律调整', regulation: '行政法规调整', decision: '国务院决定调整', duty: '职责变化', other: '其他' };

/** Where a procedure calls a field otherwise. */
const ofKind: Readonly<Record<string, Readonly<Record<string, string>>>> = { incident: { to: '报告给', on: '报告日期', what: '情况', mended: '已改之处' }, 'use-change': { points: '申请', perPoint: '答复' }, grant: { points: '变更' }, catalog: { points: '需要修改之处' },
  reflux: { from: '自', to: '至', sourceRows: '来源条数', givenRows: '已取得条数', missing: '差', calls: '调用次数', ground: '安全风险', measure: '采取下列措施即可回流' } };

export function statedText(states: Readonly<Record<string, unknown>>, kind: string): string {
  return Object.entries(states).flatMap(([name, value]) => {
    const label = ofKind[kind]?.[name] ?? words[name];
    const text = label ? plain(value) : '';
    return label && text ? [`${label}：${text}`] : [];
  }).join('\n');
}

function plain(value: unknown): string {
  if (typeof value === 'string') return codeWords[value] ?? value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((v, n) => (value.length > 1 ? `${n + 1}. ${plain(v)}` : plain(v))).filter((t) => t.trim()).join('；');
  if (value && typeof value === 'object') {
    const row = value as Record<string, unknown>;
    if (typeof row['kind'] === 'string' && typeof row['on'] === 'string') return `${causeKinds[row['kind']] ?? row['kind']}，${row['on']}${row['document'] ? `，${String(row['document'])}` : ''}`;
    const of = codeWords[`kind.${String(row['kind'])}`];
    if (typeof row['decision'] === 'string') return `${of ?? ''}${decisions[row['decision']] ?? ''}${row['reason'] ? `，${String(row['reason'])}` : ''}`;
    return typeof row['text'] === 'string' ? [of, row['text']].filter(Boolean).join('：') : typeof row['what'] === 'string' ? row['what'] : '';
  }
  return '';
}
