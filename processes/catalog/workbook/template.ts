import { basisKinds, classification, codesOn, formats, grades, identifierKinds, itemTypes, sensitivities, sharingModes, sharingTypes, updateCycles, type CodeList } from '../../../law/codes.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import { columnName, type BookPlan, type CellValue, type ColumnPlan, type SheetPlan } from '../../../platform/workbook/index.ts';
import { entryColumns, EXAMPLE, itemColumns, SHEETS, TEMPLATE_VERSION, type Column, type EntryKey, type Key } from './columns.ts';
import { DERIVED } from './derived.ts';
import { entryRow, groupZh, itemRows, kindZh, typeZh, type Outgoing } from './fill.ts';

/** The workbook of the catalogue as a plan: what stands at its heads, what may be chosen, what is explained. */

/** A list of the hidden sheet: its head, its values, and the name that drop-downs call it by. */
interface Words { readonly name: string; readonly values: readonly string[] }

const ROWS = { entries: 5_003, items: 20_003 };
const columnOf = (key: EntryKey): string => columnName(entryColumns.findIndex((column) => column.key === key) + 1);
const names = `${SHEETS.entries}!$${columnOf('name')}$4`;
const LIST: Readonly<Partial<Record<Key, { readonly formula: string; readonly open?: true }>>> = {
  kind: { formula: '类' }, group: { formula: `INDIRECT("项_"&LEFT($${columnOf('kind')}4,1))` }, formatClass: { formula: '格式大类' }, formatType: { formula: `INDIRECT("格式_"&$${columnOf('formatClass')}4)`, open: true },
  attribute: { formula: '共享类型' }, channel: { formula: '共享渠道' }, modes: { formula: '共享方式' }, open: { formula: '是否' }, updateCycle: { formula: '更新周期' }, grade: { formula: '数据分级' },
  personal: { formula: '是否' }, secrecy: { formula: '涉密属性' }, type: { formula: '数据类型' }, key: { formula: '是否' }, nullable: { formula: '是否' }, sensitivity: { formula: '敏感级别' },
  identifier: { formula: '标识对象' }, itemGrade: { formula: '数据分级' }, itemAttribute: { formula: '共享类型' }, itemOpen: { formula: '是否' }, entryName: { formula: `OFFSET(${names},0,0,MAX(1,COUNTA(${names}:$${columnOf('name')}$${ROWS.entries})),1)`, open: true },
};
const AMOUNTS = new Set<Key>(['gigabytes', 'tenThousandRows', 'sharedGigabytes', 'sharedTenThousandRows', 'openGigabytes', 'openTenThousandRows']);

export function bookPlan(today: PlainDate, guide: readonly string[], footer?: string): BookPlan {
  const words = wordsOn(today);
  const sheet = (name: string, columns: readonly Column[], example: readonly CellValue[], lastRow: number): SheetPlan => ({
    name, heads: true, frozen: { rows: 3, columns: 1 }, landscape: true, lastRow, example: example.map((cell) => String(cell ?? '')), columns: columns.map(planOf), ...(footer === undefined ? {} : { footer }),
  });
  return {
    title: '政务数据目录',
    sheets: [
      { name: SHEETS.guide, heads: false, columns: [{ title: '', width: 110, wrap: true }] },
      sheet(SHEETS.entries, entryColumns, entryRow(example), ROWS.entries),
      sheet(SHEETS.items, itemColumns, itemRows(example)[0] ?? [], ROWS.items),
      { name: SHEETS.words, hidden: true, heads: false, columns: words.map(({ name }) => ({ title: name, width: 20 })) },
    ],
    names: words.map(({ name, values }, n) => ({ name, range: `${SHEETS.words}!$${columnName(n + 1)}$2:$${columnName(n + 1)}$${Math.max(2, values.length + 1)}` })),
  };
}

function planOf({ key, title, group, required, width, note }: Column<string>): ColumnPlan {
  const list = LIST[key as Key];
  return {
    title, width, wrap: width >= 22 ? true : undefined, group, required, note, list, amount: AMOUNTS.has(key as Key) ? true : undefined,
  } as ColumnPlan;
}

/** Rows of the guide and of the hidden sheet; those of the two others come from outside. */
export function guideRows(lines: readonly string[]): CellValue[][] {
  return lines.map((line) => [line]);
}

export function wordRows(today: PlainDate): CellValue[][] {
  const words = wordsOn(today);
  const longest = Math.max(...words.map(({ values }) => values.length));
  return [words.map(({ name }) => name), ...Array.from({ length: longest }, (_, n) => words.map(({ values }) => values[n] ?? null))];
}

/** What may be chosen on this day, by the dated lists of law/codes. */
function wordsOn(today: PlainDate): readonly Words[] {
  const zh = (list: CodeList) => codesOn(list, today).map((one) => one.zh);
  const modes = codesOn(sharingModes, today).filter((one) => ['service', 'batch', 'file'].includes(one.code)).map((one) => one.zh);
  return [
    { name: '类', values: classification.codes.map((one) => kindZh(one.code)) },
    ...classification.codes.map((kind) => ({ name: `项_${kind.code}`, values: kind.groups.map((one) => groupZh(kind.code, one.code)) })),
    { name: '格式大类', values: zh(formats) },
    ...codesOn(formats, today).filter((one) => one.types.length > 0).map((one) => ({ name: `格式_${one.zh}`, values: one.types })),
    { name: '共享类型', values: zh(sharingTypes) }, { name: '共享渠道', values: ['共享平台'] }, { name: '共享方式', values: combinations(modes) },
    { name: '是否', values: ['是', '否'] }, { name: '更新周期', values: zh(updateCycles) }, { name: '数据分级', values: zh(grades) }, { name: '涉密属性', values: ['非涉密'] },
    { name: '数据类型', values: codesOn(itemTypes, today).map((one) => typeZh(one.code)) }, { name: '敏感级别', values: zh(sensitivities) }, { name: '标识对象', values: zh(identifierKinds) }, { name: '依据类别', values: zh(basisKinds) },
  ];
}

/** What may be chosen in a column, where it is one of a list; 项 depends on its 类. */
export function wordsFor(key: Key, today: PlainDate): readonly string[] {
  if (key in DERIVED) return [DERIVED[key as keyof typeof DERIVED]];
  const list = LIST[key]?.formula;
  return wordsOn(today).find(({ name }) => name === list)?.values ?? (key === 'group' ? classification.codes.flatMap((kind) => kind.groups.map((one) => groupZh(kind.code, one.code))) : []);
}

function combinations(words: readonly string[]): string[] {
  return words.flatMap((word, n) => [[word], ...words.slice(n + 1).map((other) => [word, other])]).concat(words.length === 3 ? [[...words]] : []).map((all) => all.join('、'));
}

/** The example of row three: an invented entry of an invented kind of list, skipped when the sheet is read. */
const example: Outgoing = {
  code: '', publishedOn: '', provider: '（本部门的统一社会信用代码）', providerName: '（本部门全称）',
  body: {
    name: `${EXAMPLE}公共自行车站点信息`, classCode: '307001', office: '运输管理科', summary: '全市公共自行车站点的名称、位置和车位数，自 2015 年起，覆盖市区，约 600 条。', formatClass: 'database', formatType: 'PostgreSQL', sourceSystem: '公共自行车管理系统',
    sharing: { attribute: 'conditional', ranges: ['承担城市管理、公共交通职责的政府部门'], purposes: ['站点布局规划'], conditions: ['不得用于商业用途'], reason: '', basis: [] },
    modes: ['service', 'batch'], open: false, openCondition: '', updateCycle: 'monthly', related: [], dataClass: '交通 · 公共交通', grade: 'general-1', secrecy: 'none',
    duty: [{ kind: 'duty', name: '市交通运输局职能配置规定', article: '第三条', text: '' }], contact: '数据管理岗', phone: '0517-80000000', volumes: null, origin: '',
    items: [{ n: 1, name: '站点编号', field: 'station_id', type: 'C', length: 10, key: true, nullable: false, codeSet: null, sensitivity: 'none', personal: 'none', identifier: null, grade: 'general-1', note: '' }],
  },
};

/** 填报说明 of the blank template. */
export const guide: readonly string[] = [
  '政务数据目录导入模板', `模板版本：${TEMPLATE_VERSION}`, '',
  '一、怎样填', `1. “${SHEETS.entries}”一行一个目录，“${SHEETS.items}”一行一个信息项，两表以“信息资源名称”相连。自第 4 行起填写，第 3 行是示例，导入时跳过。`,
  '2. 红色并带 * 的列必填；带列表的单元格从列表选择，“项”随“类”、“格式类型”随“格式大类”变化。', '3. 代码、电话等按文本填写，不要让它变成数字。不要用公式；不要合并单元格。',
  '4. 一格里有几条的，用 Alt+Enter 换行，一行一条。', '',
  '二、要点（《政务数据共享条例》）', '1. 国家秘密、工作秘密不属于政务数据（第三条第一款），不得填入本表，也不得上传。',
  '2. 共享属性只有无条件共享、有条件共享、不予共享三种，一个目录一种（第十四条）。信息项的共享类型不一致的，导入时建议拆分。',
  '3. 有条件共享须列明共享范围、使用用途等条件；须经提供部门批准、收费不是条件（第十五条）。',
  '4. 不予共享须列明理由和法律、行政法规、国务院决定依据，一行一条：类别｜名称｜条款｜原文（第十五条第二款）。', '5. “编制依据”写法相同，条款、原文可以不填，如：法律｜中华人民共和国高等教育法｜第十三条。', '',
  '三、导入之后', '1. 先预览，可以只导入正确的行，也可以全部退回；有错的行在原表中标红并写明原因。', '2. 导入只写成草稿，不发布；完成评估后逐件提交，由部门负责人审核同意，报主管部门审核（第十三条、第十六条）。',
  '3. 已有同名目录的，导入为它的更新；“序号”不要改动，申请和挂接按序号指明数据项。',
];
