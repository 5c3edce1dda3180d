import type { ErrorEntry } from './entry.ts';

/** Named sources: Art. 19 ¶2. */
export const sourceErrors = {
  SOURCE_NOT_FOUND: { kind: 'not-found', say: () => '没有这一事项，或者与您所在单位无关。' },
  SOURCE_NOT_ALIKE: { kind: 'invalid', article: '19.2', say: () => '没有两个以上部门都收集这些数据项：请至少选择两个部门的目录，并选择它们共有的数据项。' },
  SOURCE_ENTRY_UNKNOWN: { kind: 'invalid', article: '19.2', say: () => '所选目录未在本地区发布。请从已发布的目录中选择。' },
  SOURCE_ENTRY_NOT_OWN: { kind: 'invalid', article: '19.2', say: () => '部门提出的，须含有本部门的目录。请加选本部门的目录，或者商主管部门提出。' },
  SOURCE_OPEN_ALREADY: { kind: 'conflict', article: '19.2', say: (p: { number: string }) => `这些目录的数源部门已在研究，编号 ${p.number}，请在其中办理。` },
  SOURCE_DEPARTMENTS_WRONG: { kind: 'invalid', article: '19.2', say: (p: { missing: string }) => `征求意见须包括收集这些数据项的每一个部门，并写明其收集的职责依据：${p.missing}` },
  SOURCE_DEPARTMENT_ELSEWHERE: { kind: 'invalid', article: '19.2', say: (p: { department: string }) => `${p.department}不在本机关主管的部门之内。跨层级、跨地区的，请由共同的上级主管部门办理。` },
  SOURCE_OPINIONS_OPEN: { kind: 'conflict', article: '19.2', say: (p: { missing: string; until: string }) => `${p.missing}还没有提出意见，征求意见到 ${p.until} 为止。请待意见齐备或者期满后再明确。` },
  SOURCE_NOT_ONE_OF_THEM: { kind: 'invalid', article: '19.2', say: () => '数源部门须是收集这些数据项的部门之一。请从征求意见的部门中选择。' },
  SOURCE_ITEMS_FOREIGN: { kind: 'invalid', article: '19.2', say: (p: { items: string }) => `下列数据项不在征求意见的范围内：${p.items}。请只明确征求过意见的数据项。` },
  SOURCE_ITEM_NAMED: { kind: 'conflict', article: '19.2', say: (p: { item: string; provider: string }) => `数据项“${p.item}”已明确由${p.provider}作为数源部门。一个数据项只有一个数源部门，请先调整原来的。` },
  SOURCE_STANDS: { kind: 'conflict', article: '19.2', say: () => '数源部门已经明确，不能了结。由一个部门单独收集的，请用“结束”。' },
  SOURCE_NOT_STUDIED: { kind: 'conflict', article: '19.2', say: () => '数源部门已经明确或者事项已经了结，不再比对值。需要重新研究的，请先“调整数源部门”。' },
  SOURCE_TASK_FOREIGN: { kind: 'invalid', article: '19.2', say: () => '任务须布置给其他一个收集这些数据项的部门。请从各部门中选择。' },
  SOURCE_DATE_NOT_AHEAD: { kind: 'invalid', article: '19.2', say: (p: { date: string }) => `完成期限须在今日之后，所填为 ${p.date}。` },
  SOURCE_TASK_UNKNOWN: { kind: 'invalid', article: '19.2', say: () => '没有布置给本部门的这项任务，或者已经报过完成情况。请从本部门未报的任务中选择。' },
} as const satisfies Record<string, ErrorEntry>;
