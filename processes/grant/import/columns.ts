import type { Readable } from 'node:stream';
import { maskWords } from '../../../law/documents/words.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import type { BookPlan, ColumnPlan } from '../../../platform/workbook/index.ts';
import { listBookOf, noRows } from '../../../platform/workbook/list/index.ts';
import { mostImported } from '../contract.ts';

/** The list of 存量 (44): one sharing a row. What a column is called, in the template and in what is told of it. */
export const titles = {
  entry: '目录名称或者代码', requester: '需求部门', items: '数据项', masks: '脱敏', rows: '行范围', purpose: '用途', range: '使用范围', mode: '共享方式', kind: '服务方式', from: '起始日期', to: '终止日期', endless: '长期使用的理由',
  papers: '依据文件', files: '附件文件名', perDay: '每日次数', perMinute: '每分钟次数', conditions: '使用条件', how: '用后处置', days: '处置期限（日）', basis: '留存依据',
} as const;
export type Column = keyof typeof titles;

/** Ways of masking, as the list calls them. */
export const maskWays: readonly string[] = Object.entries(maskWords).flatMap(([code, zh]) => (code === 'none' ? [] : [zh]));

export const ALL_ITEMS = '全部';
/** Rows of the template's example begin with it and are passed over. */
export const EXAMPLE = '（示例）';

const listed = (...words: string[]): NonNullable<ColumnPlan['list']> => ({ formula: `"${words.join(',')}"` });
const plans: Readonly<Record<Column, Omit<ColumnPlan, 'title'>>> = {
  entry: { width: 30, required: true, note: '本部门已发布目录的名称或者信息资源代码。' }, requester: { width: 28, required: true, note: '使用数据的部门：全称，或者 18 位统一社会信用代码。' },
  items: { width: 34, required: true, wrap: true, note: `目录中的数据项名称，用顿号隔开；全部数据项填“${ALL_ITEMS}”。` },
  masks: { width: 26, wrap: true, note: `原共享脱敏的数据项和方式，一项一行，如“联系电话：${maskWords.mobile}”。方式：${maskWays.join('、')}。不填为不脱敏。` },
  rows: { width: 26, wrap: true, note: '原共享只给部分记录的，一项一行，如“毕业年份：2025、2026”“毕业年份：2020 至 2026”“地区代码：3208*”。不填为全部记录。' },
  purpose: { width: 26, required: true, note: '2 至 100 字。' }, range: { width: 24, wrap: true },
  mode: { width: 12, required: true, list: listed('服务接口', '批量交换', '文件下载') }, kind: { width: 10, list: listed('查询', '核验'), note: '服务接口的填写，不填为查询。' },
  from: { width: 12, required: true, note: '原共享何时开始，如 2024-01-01。' }, to: { width: 12, note: '如 2027-12-31；长期的不填。' }, endless: { width: 22, wrap: true, note: '没有终止日期的必填，如“法定职责长期存在”。' }, papers: { width: 34, required: true, wrap: true, note: '原共享依据的协议、批复等：名称、文号、日期。' },
  files: { width: 30, required: true, wrap: true, note: '与本表一同上传的扫描件的文件名；几个的用顿号隔开。' }, perDay: { width: 10, amount: true, note: '服务接口的必填。' }, perMinute: { width: 10, amount: true, note: '服务接口的必填。' },
  conditions: { width: 26, wrap: true, note: '目录列明、原共享也约定的使用条件：序号（1、2）或者原文，几条的一条一行，全部的填“全部”。没有的不填。' },
  how: { width: 10, required: true, list: listed('删除', '归还', '封存', '留存') }, days: { width: 12, amount: true, note: '共享结束后多少日内处置，1 至 365，不填为 30。' }, basis: { width: 26, note: '留存的必填。' },
};
const example: Readonly<Partial<Record<Column, string>>> = {
  entry: `${EXAMPLE}公共自行车站点信息`, requester: '市城市管理局', items: '站点编号、站点名称', purpose: '站点布局规划', mode: '服务接口', kind: '查询', from: '2023-05-01', to: '2027-12-31',
  papers: '数据共享协议（2023 年 4 月）', files: '共享协议.pdf', perDay: '1000', perMinute: '60', how: '删除', days: '30',
};

const keys = Object.keys(titles) as Column[];

/** The same list as a CSV, for who fills it by a program. */
export const templateCsv = (): string => csvHead(keys.map((key) => titles[key])) + csvLine(keys.map((key) => example[key] ?? ''));

/** The list to be filled in. */
export function templateBook(person: string): Readable {
  const plan: BookPlan = {
    title: '存量共享登记表', names: [],
    sheets: [{ name: '存量共享', columns: keys.map((key) => ({ title: titles[key], ...plans[key] })), heads: true, frozen: { rows: 3, columns: 1 }, example: keys.map((key) => example[key] ?? ''), landscape: true, lastRow: mostImported + 3 }],
  };
  return listBookOf(person, plan, noRows());
}
