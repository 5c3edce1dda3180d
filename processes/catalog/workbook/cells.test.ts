import { expect, test } from 'vitest';
import { Workbook } from '../../../platform/workbook/testing.ts';
import type { EntryDraft } from '../contract.ts';
import { graduates, universities } from '../samples.testing.ts';
import { entryColumns, itemColumns, type EntryKey, type ItemKey } from './columns.ts';
import { DERIVED } from './derived.ts';
import { splitOf } from './split.ts';
import { collected, judged, rowsFor, spoilt, templateOf, told } from './workbook.testing.ts';

const at = (key: EntryKey | ItemKey): number => { const inEntry = entryColumns.findIndex((one) => one.key === key); return 1 + (inEntry >= 0 ? inEntry : itemColumns.findIndex((one) => one.key === key)); };
type Case<Key extends string> = readonly [key: Key, value: string | number | null, words: string];
/** One entry for each case, spoilt in one cell of it, or of its second item; answers what is told of each. */
async function errorsOf<Key extends EntryKey | ItemKey>(body: EntryDraft, cases: readonly Case<Key>[], inItem: boolean): Promise<string[][]> {
  const all = cases.map(([key, value], n) => {
    const { entries, items } = rowsFor([{ ...body, name: `目录甲${n}乙` }]);
    return { entries: inItem ? entries : entries.map((row) => spoilt(row, entryColumns, { [key]: value })), items: inItem ? items.map((row, i) => (i === 1 ? spoilt(row, itemColumns, { [key]: value }) : row)) : items };
  });
  const found = await judged(await templateOf({ entries: all.flatMap((one) => one.entries), items: all.flatMap((one) => one.items) }));
  return found.slice(0, cases.length).map((one) => told([one]));
}

test('every wrong cell is told by its sheet, column and row, in the words of the form: Art. 3, 12–15', async () => {
  const inEntry: Case<EntryKey>[] = [
    ['kind', '九类', '12 没有“九类”这一类'], ['group', '99', '12 所选的类之下没有“99”这一项'], ['heading', '甲', '12 “目”是三位数字'], ['subheading', 'x', '12 “细目”只能是数字'], ['kind', null, '12 请选择信息资源分类'],
    ['name', '名'.repeat(101), '12 最多 100 个字'], ['name', null, '13.2 请填写数据目录名称'], ['summary', '太短', '12 摘要至少 20 个字，现有 2 个'], ['formatClass', '纸质', '13.2 “纸质”不在数据格式'], ['formatType', 'dBase', '13.2 “数据库”没有“dBase”'], ['formatType', null, '13.2 请选择或填写格式类型'],
    ['provider', '市民政局', '12.2 只能导入本部门的目录'], ['providerCode', '11320800PDY0000286', '12.2 本部门的统一社会信用代码是 11320800PDY00001X6'], ['providerCode', '1.13208E+17', '- 统一社会信用代码被当成了数字'],
    ['attribute', '协商共享', '14 共享属性只有'], ['attribute', null, '14 请选择共享属性'], ['ranges', null, '15.2 有条件共享的，须列明共享范围'], ['purposes', null, '15.2 有条件共享的，须列明使用用途'], ['conditions', '须经我局领导批准', '15.1 “经提供部门同意、审批”不是条件'], ['conditions', '按次收费', '15.1 收费不是共享使用条件'],
    ['channel', '邮件', '22.2 政务数据经共享平台提供'], ['modes', '拷盘', '22.2 共享方式只有'], ['modes', null, '13.2 请至少选择一种共享方式'], ['modes', '服务接口、接口', '13.2 同一共享方式列了两次'],
    ['open', '也许', '- 请填“是”或“否”'], ['updateCycle', '每世纪', '13.2 “每世纪”不在更新频率'], ['dataClass', null, '13.2 请填写数据分类'], ['grade', '五级', '13.2 “五级”不在数据分级'], ['grade', '1', '13.2 数据项中最高的分级'], ['grade', '核心数据', '35.1 核心数据不在本平台共享'],
    ['personal', '否', '13.1 信息项中有个人信息'], ['secrecy', '是', '3.1 属于国家秘密'], ['secrecy', '工作秘密', '3.1 属于工作秘密'], ['secrecy', '不清楚', '3.1 请填“非涉密”'], ['secrecy', null, '3.1 请选择涉密属性'],
    ['duty', null, '12 请填写编制依据'], ['duty', '某条例', '12 请选择第 1 项编制依据的类别'], ['contact', null, '12 请填写联系人'], ['phone', '见网站', '12 联系电话只能有数字'], ['gigabytes', '5TB', '12 只填数字，不带单位'], ['sharedGigabytes', '-1', '12 只填数字'],
  ];
  const ofEntries = await errorsOf(graduates, inEntry, false);
  inEntry.forEach(([key, value, words], n) => {
    expect(ofEntries[n]?.some((line) => line.startsWith(`目录信息!${at(key)}/${4 + n} ${words}`)), `${key} ${String(value)}: ${ofEntries[n]?.join(' | ')}`).toBe(true);
  });
  const inItem: Case<ItemKey>[] = [
    ['itemName', null, '13.2 第 2 项没有名称'], ['itemName', '姓名', '12 数据项名称“姓名”与第 1 项重复'], ['field', '字段', '12 字段名“字段”不合规'], ['field', null, '12 “公民身份号码”没有字段名'], ['field', 'NAME', '12 字段名“name”与第 1 项重复'], ['field', 'page', '12 “page”是接口的分页参数'],
    ['n', '1', '12 序号“1”与第 1 项重复'], ['n', '甲', '12 序号是 1 至 2000 的整数'], ['n', '3000', '12 不得大于 2000'], ['type', 'ZZ', '13.2 “公民身份号码”的数据类型“ZZ”不在可选值内'], ['length', '十八', '12 数据长度是整数'], ['length', '9999999', '12 不得大于 1000000'],
    ['key', '主', '- 请填“是”或“否”'], ['sensitivity', '很敏感', '13.2 “公民身份号码”的敏感级别“很敏感”不在可选值内'], ['sensitivity', null, '13.2 “公民身份号码”没有敏感级别'], ['identifier', '宠物', '25.2 没有“宠物”这一标识对象'], ['itemGrade', null, '13.2 “公民身份号码”没有数据分级'], ['itemAttribute', '半共享', '14 共享属性只有'],
  ];
  const ofItems = await errorsOf(graduates, inItem, true);
  inItem.forEach(([key, value, words], n) => {
    expect(ofItems[n]?.some((line) => line.startsWith(`信息项!${at(key)}/${4 + 9 * n + 1} ${words}`)), `${key} ${String(value)}: ${ofItems[n]?.join(' | ')}`).toBe(true);
  });
  const shared: EntryDraft = { ...universities, sharing: { attribute: 'not-shared', ranges: [], purposes: [], conditions: [], reason: '', basis: [{ kind: 'rule', name: '某部办法', article: '', text: '' }] } };
  expect(told(await judged(await templateOf(rowsFor([shared])))).map((line) => line.split('/4 ')[1]?.slice(0, 14)).sort()).toEqual(['14(3) 只有法律、行政法', '15.2 不予共享的，须列明', '15.2 请写明条款，如“第', '15.2 请抄录明确规定不能']);
  const [loose, vast] = await errorsOf<EntryKey>(graduates, [['basis', '市政府办公室通知', ''], ['gigabytes', '99999999999999', '']], false); // one cell that does not fit makes no other cell wrong
  expect([loose, vast].map((lines) => lines?.map((line) => line.slice(0, 60)))).toEqual([[`目录信息!${at('basis')}/4 14(3) 不予共享依据只在不予共享时填写。请删去，或者把共享属性改为不予共享并写明依据的类别。`.slice(0, 60)], [`目录信息!${at('gigabytes')}/5 12 不得大于 1000000000000，请改正。`]]);
  expect((await errorsOf<EntryKey>(universities, [['conditions', '限本市使用', '']], false))[0]).toEqual([`目录信息!${at('conditions')}/4 14(1) 无条件共享的数据提供给所有政府部门使用，不得另列范围、用途或条件。请删去，或改为有条件共享。`]);
});

test('names that stand twice, items without an entry, rows without a name: each is told where it stands, nothing is guessed', async () => {
  const { entries, items } = rowsFor([universities, graduates]);
  const second = entries.map((row, n) => (n === 1 ? row.map((cell, i) => (i === at('name') - 1 ? universities.name : cell)) : row));
  expect(told(await judged(await templateOf({ entries: second, items }))).filter((line) => line.includes('重名') || line.includes('没有名为')).map((line) => line.split(' ')[0])).toEqual([`目录信息!${at('name')}/4`, `目录信息!${at('name')}/5`, ...items.slice(7).map((_, n) => `信息项!1/${11 + n}`)]);
  const blank = entries.map((row, n) => (n === 1 ? row.map((cell, i) => (i === at('name') - 1 ? null : cell)) : row));
  expect((await judged(await templateOf({ entries: blank, items: items.slice(0, 7) }))).map((one) => one.kind)).toEqual(['add', 'error']);
});

test('formulas and broken results are told by cell', async () => {
  const book = new Workbook();
  await book.xlsx.load((await templateOf(rowsFor([universities]))) as never);
  const sheet = book.getWorksheet('目录信息');
  if (sheet === undefined) throw new Error('no sheet');
  sheet.getCell(4, at('name')).value = { formula: 'CONCATENATE("全国","名单")', result: '全国名单' };
  sheet.getCell(4, at('dataClass')).value = { error: '#N/A' };
  const found = told(await judged(Buffer.from(await book.xlsx.writeBuffer())));
  expect(found.filter((line) => line.startsWith(`目录信息!${at('name')}/4`)).join()).toContain('单元格是公式');
  expect(found.filter((line) => line.startsWith(`目录信息!${at('dataClass')}/4`)).join()).toContain('结果是 #N/A');
});

const flatHeads = ['序', '信息资源名称', '提供部门', '摘要', '数据格式', '格式类型', '共享属性', '共享条件', '共享方式', '更新频率', '数据分类', '类', '项', '目', '信息项', '英文名', '数据类型', '敏感级别', '安全级别', '是否主键'];
const entryPart = ['全国高等学校名单', '市教育局', universities.summary, '数据库', 'postgresql', '无条件共享类', '无', '接口', '年', '教育 · 学校', '3', '7', '1'];
function flatBook(rows: readonly (readonly (string | null)[])[], merge: readonly string[] = []): Promise<Buffer> {
  const book = new Workbook();
  const sheet = book.addWorksheet('Sheet1');
  sheet.addRow(['市教育局政务信息资源目录']);
  sheet.addRow(flatHeads);
  rows.forEach((row) => sheet.addRow(row));
  for (const range of merge) sheet.mergeCells(range);
  return book.xlsx.writeBuffer().then((bytes) => Buffer.from(bytes));
}
const assumed = { open: '否', secrecy: '非涉密', duty: '法律｜中华人民共和国高等教育法｜第十三条', contact: '编目岗', phone: '0517-80000001', grade: '1级' } as const;

test('the old flat sheet: merged or repeated or blank columns of the entry, heads by their other names, what it lacks filled in for all', async () => {
  const item = (name: string, field: string, type: string, key: string) => [name, field, type, '无', '1级', key];
  const none = entryPart.map(() => null);
  const items = [item('学校标识码', 'school_code', 'C(10)', '是'), item('学校名称', 'name', 'varchar(100)', '否'), item('建校时间', 'founded', '日期型', '否')];
  const ways = [
    await flatBook([['1', ...entryPart, ...(items[0] ?? [])], [null, ...none, ...(items[1] ?? [])], [null, ...none, ...(items[2] ?? [])]], Array.from({ length: 14 }, (_, n) => `${String.fromCharCode(65 + n)}3:${String.fromCharCode(65 + n)}5`)),
    await flatBook(items.map((one, n) => [String(n + 1), ...entryPart, ...one])),
    await flatBook(items.map((one, n) => [String(n + 1), ...(n === 0 ? entryPart : none), ...one])),
  ];
  for (const bytes of ways) {
    const seen = await collected(bytes, assumed);
    expect([seen.layout, seen.entries.length]).toEqual(['flat', 1]);
    const [one] = await judged(bytes, null, assumed);
    expect(one?.problems.filter((problem) => problem.level === 'error')).toEqual([]);
    expect(one?.body).toMatchObject({ name: '全国高等学校名单', classCode: '307001', formatType: 'PostgreSQL', modes: ['service'], updateCycle: 'yearly', secrecy: 'none', grade: 'general-1', sharing: { attribute: 'unconditional', conditions: [] } });
    expect(one?.body.items?.map(({ n, name, type, length, key }) => [n, name, type, length, key])).toEqual([[1, '学校标识码', 'C', 10, true], [2, '学校名称', 'C', 100, false], [3, '建校时间', 'D', null, false]]);
    const without = told(await judged(bytes));
    expect(without.some((line) => line.includes('请选择涉密属性'))).toBe(true);
  }
  const quarrel = await flatBook(items.map((one, n) => [String(n + 1), ...entryPart.map((cell, i) => (n === 2 && i === 2 ? '另一份摘要，说的是别的事情，与前面两行并不一致。' : cell)), ...one]));
  expect(told(await judged(quarrel, null, assumed))).toEqual(['Sheet1!4/5 - 与第 3 行同一信息资源的“信息资源摘要”不一致，请改为一致。']);
});

test('a flat sheet in the words of the guide of 2017: one column for the format, channel and way joined, numbers of entries, what stands below the table', async () => {
  const book = new Workbook();
  const sheet = book.addWorksheet('目录');
  sheet.addRow(['序号', '类', '项', '目', '信息资源名称', '信息资源摘要', '信息资源格式', '信息项名称', '数据类型', '数据长度', '敏感级别', '共享类型', '共享条件', '共享方式', '更新周期', '数据分类']);
  const first = ['1', '政务部门信息资源类', '07', '1', '民办学校办学许可', universities.summary, '数据库-mysql', '学校名称', '字符型', '100位', '无', '不予共享类', '按照规定不得提供', '共享平台-接口方式', '每年', '教育'];
  sheet.addRow(first);
  sheet.addRow([...Array.from({ length: 7 }, () => null), '许可证号', '字符型', '30', '无', '不予共享类']);
  sheet.addRow(['填表人：数据岗', null, null, null, null, '联系电话：0517-80000000']);
  for (const letter of 'ABCDEFG') sheet.mergeCells(`${letter}2:${letter}3`);
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const filled = { ...assumed, itemGrade: '1级', basis: '法律｜中华人民共和国统计法｜第九条｜不得对外提供、泄露', field: DERIVED.field, key: DERIVED.key, formatType: 'Oracle' };
  const [one, ...more] = await judged(bytes, null, filled);
  expect([more, one?.problems.filter(({ level }) => level === 'error').map(({ message }) => message)]).toEqual([[], []]);
  expect(one?.body).toMatchObject({ classCode: '307001', formatClass: 'database', formatType: 'MySQL', modes: ['service'], sharing: { attribute: 'not-shared', reason: '按照规定不得提供', conditions: [] } });
  expect(one?.body.items?.map(({ n, name, field, key, length }) => [n, name, field, key, length])).toEqual([[1, '学校名称', 'xxmc', true, 100], [2, '许可证号', 'xkzh', false, 30]]);
  const stands = { ...one?.body, items: one?.body.items?.map((item) => ({ ...item, field: `own_${item.n}`, key: item.n === 2 })) };
  expect((await judged(bytes, stands, filled)).map(({ kind }) => kind)).toEqual(['same']); // what was made for them does not rename items that are there
});

test('an update by a sheet that lacks columns keeps what stands there; items keep their numbers by their field', async () => {
  const base: EntryDraft = { ...universities, items: universities.items.map((item) => ({ ...item, n: item.n * 10 })) };
  const bytes = await flatBook([['1', ...entryPart, '学校标识码', 'school_code', 'C(12)', '无', '1级', '是'], ['2', ...entryPart, '学校名称', 'name', 'C(100)', '无', '1级', '否'], ['3', ...entryPart, '校训', 'motto', 'C', '无', '1级', '否']]);
  const [one] = await judged(bytes, base);
  expect([one?.kind, one?.problems.filter((problem) => problem.level === 'error')]).toEqual(['update', []]);
  expect(one?.body).toMatchObject({ contact: universities.contact, duty: universities.duty, secrecy: 'none', open: true });
  expect(one?.body.items?.map(({ n, field, length, nullable }) => [n, field, length, nullable])).toEqual([[10, 'school_code', 12, false], [20, 'name', 100, false], [71, 'motto', null, true]]);
  expect(one?.differences.filter((each) => each.zh === '数据项').map((each) => each.path).sort()).toEqual(['items.category', 'items.city', 'items.competent_department', 'items.level', 'items.motto', 'items.remark', 'items.school_code']);
});

test('an entry whose items differ in attribute is proposed as several, keys of the milder in the stricter, never the other way: Art. 14', async () => {
  const { entries, items } = rowsFor([graduates]);
  const mixed = items.map((row, n) => row.map((cell, i) => (i === at('itemAttribute') - 1 ? ['无条件共享', '有条件共享', '不予共享'][n < 2 ? 1 : n < 3 ? 2 : 0] ?? '' : i === at('key') - 1 ? (n === 1 || n === 3 ? '是' : '否') : cell)));
  const [raw] = (await collected(await templateOf({ entries, items: mixed }))).entries;
  const split = raw === undefined ? undefined : splitOf(raw);
  expect(split?.problem).toMatchObject({ basis: '14', row: 4, column: at('attribute') });
  expect(split?.parts.map((part) => [part.name, part.code, part.cells.get('attribute')?.text, part.items.map((item) => item.cells.get('field')?.text)])).toEqual([
    ['高校毕业生信息（无条件共享）', '', '无条件共享', ['school_code', 'school_name', 'education_level', 'graduation_year', 'employment_status', 'updated_at']],
    ['高校毕业生信息', '', '有条件共享', ['name', 'id_number', 'school_code']],
    ['高校毕业生信息（不予共享）', '', '不予共享', ['id_number', 'mobile', 'school_code']],
  ]);
  const [all] = (await collected(await templateOf(rowsFor([universities])))).entries;
  expect(all === undefined ? null : splitOf(all)).toBe(undefined);
});

test('a sheet without heads that we know is refused with what is missing; an example row is no entry', async () => {
  const book = new Workbook();
  book.addWorksheet('随便').addRow(['甲', '乙', '丙']);
  await expect(collected(Buffer.from(await book.xlsx.writeBuffer()))).rejects.toThrow('没有识别出表头');
  await expect(collected(await templateOf({ entries: [], items: [] }))).rejects.toThrow('没有可以导入的目录');
});
