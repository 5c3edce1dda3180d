import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isLawError } from '../../law/errors.ts';
import { markBook, openBook, openPackage, rowsOf, uploadLimits, writeBook, type BookPlan, type CellValue, type Marks } from './index.ts';
import { bookOf, cellsOf, Workbook, zipOf } from './testing.ts';

const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (thrown) {
    if (isLawError(thrown, 'WORKBOOK_UNREADABLE')) return thrown.message;
    throw thrown;
  }
  return 'read';
};
const sheetXml = (rows: string, after = '') => `<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`;

test('what is no workbook says what it is and what to do', async () => {
  const cfb = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);
  const whole = await bookOf(sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>'));
  const cases: [Buffer, string][] = [
    [Buffer.alloc(0), '文件是空的'], [cfb, '旧版 .xls'], [Buffer.concat([cfb, Buffer.from('EncryptedPackage', 'utf16le')]), '打开密码'], [Buffer.from('名称,代码\r\n甲,1\r\n'), '文本（CSV）'],
    [Buffer.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0x0d, 0x0a]), '文本（CSV）'], [Buffer.from('<html><table></table></html>'), '网页'], [Buffer.from('%PDF-1.7\n'), 'PDF'], [Buffer.from([1, 2, 3, 0, 0]), '不是 .xlsx'],
    [whole.subarray(0, whole.length - 30), '损坏'], [await zipOf({ 'a.txt': 'x' }), '压缩包'], [await zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), '.ods'],
    [await bookOf(sheetXml(''), { 'xl/vbaProject.bin': 'x' }), '宏'], [await bookOf(sheetXml(''), { 'xl/externalLinks/externalLink1.xml': '<a/>' }), '外部链接'], [await bookOf(sheetXml(''), { 'xl/embeddings/o.bin': 'x' }), '嵌入'],
    [await bookOf('<worksheet><sheetData><row r="1">'), '损坏'], [await bookOf('<!DOCTYPE a [<!ENTITY x "y">]><worksheet/>'), '文档类型'], [await bookOf(`<worksheet>${'<a>'.repeat(200)}`), '嵌套过深'],
    [await bookOf(sheetXml('<row r="2"/><row r="1"/>')), '行号'], [await bookOf(sheetXml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), '文字表'],
    [await bookOf(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]).toString('latin1'), { 'xl/worksheets/sheet1.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]) }), '损坏'],
  ];
  for (const [bytes, words] of cases) expect(await refusal(cellsOf(bytes))).toContain(words);
});

test('bombs are refused by the directory, and a directory that lies ends the reading', async () => {
  expect(await refusal(openPackage(Buffer.alloc(21 * 2 ** 20)))).toContain('20 MB');
  expect(await refusal(openPackage(await zipOf({ 'a.xml': Buffer.alloc(5 * 2 ** 20) })))).toContain('压缩比');
  const many = await zipOf(Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`p${n}`, 'x'])));
  expect(await refusal(openPackage(many, { ...uploadLimits, parts: 20 }))).toContain('部件过多');
  const large = await zipOf(Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`p${n}`, randomBytes(2 ** 20)])));
  expect(await refusal(openPackage(large, { bytes: 2 ** 30, unpackedBytes: 5 * 2 ** 20, ratio: 100, parts: 100 }))).toContain('展开后超过 5 MB');
  const lying = await bookOf(sheetXml(`<row r="1"><c r="A1" t="str"><v>${'甲'.repeat(20_000)}</v></c></row>`));
  const at = lying.lastIndexOf(Buffer.from('xl/worksheets/sheet1.xml')) - 46; // its entry in the directory
  lying.writeUInt32LE(100, at + 24);
  expect(await refusal(cellsOf(lying))).toContain('损坏');
});

test('cells are read as a person reads them: shared, inline and rich text, numbers, days, marks, results; phonetic guides are no text', async () => {
  const bytes = await bookOf(sheetXml(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c><c r="D1" s="1"><v>46000</v></c><c r="E1"><v>3.1400000000000001</v></c><c t="b"><v>1</v></c></row>
    <row><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="str"><v>a_x000A_b_x0000__xD83D__xDE00__x202E__xD800_</v></c></row><row r="9"><c r="C9" s="1"><v>46000.5</v></c></row>`), {
    'xl/sharedStrings.xml': '<sst><si><t>汉</t><r><t xml:space="preserve">字 </t></r><rPh sb="0" eb="1"><t>han</t></rPh></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  });
  expect(await cellsOf(bytes)).toEqual(['1/1: 汉字', '2/1: 富文本', '4/1: 2025-12-09', '5/1: 3.14', '6/1: 是', '1/2: 2 =', '2/2: #N/A', '3/2: a\nb😀', '3/9: 2025-12-09 12:00']);
});

test('merged cells are filled down and across from their first, and say where it stands', async () => {
  const bytes = await bookOf(sheetXml('<row r="1"><c r="A1" t="str"><v>资源</v></c><c r="C1"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>', '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'));
  expect(await cellsOf(bytes)).toEqual(['1/1: 资源', '3/1: 1', '2/1: 资源 < 1/1', '3/2: 2', '1/2: 资源 < 1/1', '2/2: 资源 < 1/1', '3/3: 3']);
});

const plan: BookPlan = {
  title: '样例', names: [{ name: '词表', range: "'字典'!$A$1:$A$3" }],
  sheets: [
    { name: '表', heads: true, frozen: { rows: 3, columns: 1 }, example: ['（示例）甲', ''], lastRow: 50, columns: [{ title: '名称', group: '基本', width: 20, required: true, note: '写名称' }, { title: '类别', group: '基本', width: 12, list: { formula: '词表' } }, { title: '量', width: 8, amount: true }] },
    { name: '字典', hidden: true, heads: false, columns: [{ title: '', width: 10 }] },
  ],
};
async function written(rows: readonly (readonly CellValue[])[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await writeBook(plan, async function* (n) { yield n === 0 ? rows : [['甲'], ['乙'], ['丙']]; }, async (chunk) => { chunks.push(chunk); });
  return Buffer.concat(chunks);
}

test('what is written is read again, whatever is in a cell; lists, heads and the hidden sheet stand', async () => {
  const odd = ['=1+1', '-2', '@x', '+3', 'a_x000D_b', '行\n行', '<&"\'>', '0012', '😀', '\tx'];
  const bytes = await written(odd.map((text) => [text, '甲', 1.5]));
  const cells = await cellsOf(bytes);
  expect(cells.filter((cell) => /^1\/(?:[4-9]|1\d):/.test(cell)).map((cell) => cell.replace(/^1\/\d+: /, ''))).toEqual(odd.map((text) => text.trim()));
  const again = new Workbook();
  await again.xlsx.load(bytes as never);
  const sheet = again.getWorksheet('表');
  expect([sheet?.getCell('A2').value, sheet?.getCell('B20').dataValidation?.formulae, again.getWorksheet('字典')?.state, sheet?.views[0]?.state, sheet?.getCell('A4').type, sheet?.getCell('A1').master.address, sheet?.getCell('B1').master.address]).toEqual(['名称*', ['词表'], 'hidden', 'frozen', 3, 'A1', 'A1']);
});

async function marked(bytes: Buffer, marks: Marks): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await markBook(await openBook(await openPackage(bytes)), marks, async (chunk) => { chunks.push(chunk); });
  return Buffer.concat(chunks);
}
const redOf = (sheet: import('exceljs').Worksheet | undefined, cell: string) => (sheet?.getCell(cell).fill as { fgColor?: { argb?: string } } | undefined)?.fgColor?.argb === 'FFF9C9C6';

test('the same workbook comes back with red cells and reasons; lists stay, and what is right the second time is red no more', async () => {
  const bytes = await written([['甲', '乙', 1], ['丙', null, null]]);
  const first = await marked(bytes, new Map([['表', { headRow: 2, reasonColumn: 4, rows: new Map([[4, { columns: [2], reason: '类别 < 有误' }], [5, { columns: [1, 3], reason: '缺量' }]]) }]]));
  const once = new Workbook();
  await once.xlsx.load(first as never);
  const sheet = once.getWorksheet('表');
  expect(['A4', 'B4', 'A5', 'B5', 'C5'].map((cell) => redOf(sheet, cell))).toEqual([false, true, true, false, true]);
  expect([sheet?.getCell('D2').value, sheet?.getCell('D4').value, sheet?.getCell('D5').value, sheet?.getCell('B4').value, sheet?.getCell('B20').dataValidation?.formulae, sheet?.getCell('A4').font?.name]).toEqual(['错误原因', '类别 < 有误', '缺量', '乙', ['词表'], '宋体']);
  const second = await marked(first, new Map([['表', { headRow: 2, reasonColumn: 4, rows: new Map([[5, { columns: [3], reason: '仍缺量' }]]) }]]));
  const twice = new Workbook();
  await twice.xlsx.load(second as never);
  const after = twice.getWorksheet('表');
  expect(['B4', 'A5', 'C5'].map((cell) => redOf(after, cell))).toEqual([false, false, true]);
  expect([after?.getCell('D4').value, after?.getCell('D5').value]).toEqual([null, '仍缺量']);
});

test('marks keep the prefix of a part, put cells in order, and make results of formulas', async () => {
  const bytes = await bookOf('<x:worksheet xmlns:x="http://x"><x:dimension ref="A1"/><x:sheetData><x:row r="1" spans="1:3"><x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="F1"><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>', {
    'xl/styles.xml': '<x:styleSheet xmlns:x="http://x"><x:fills count="1"><x:fill/></x:fills><x:cellXfs count="1"><x:xf fillId="0"><x:alignment wrapText="1"/></x:xf></x:cellXfs></x:styleSheet>', 'xl/calcChain.xml': '<calcChain/>',
  });
  const again = await marked(bytes, new Map([['目录', { headRow: 9, reasonColumn: 4, rows: new Map([[1, { columns: [1, 2], reason: '公式' }]]) }]]));
  const pack = await openPackage(again);
  expect(await pack.text('xl/worksheets/sheet1.xml')).toBe('<x:worksheet xmlns:x="http://x"><x:cols><x:col min="4" max="4" width="60" customWidth="1"/></x:cols><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>2</x:v></x:c><x:c r="B1" s="1"/><x:c r="D1" t="inlineStr"><x:is><x:t xml:space="preserve">公式</x:t></x:is></x:c><x:c r="F1"><x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>');
  expect(await pack.text('xl/styles.xml')).toContain('<x:xf fillId="1" applyFill="1"><x:alignment wrapText="1"/></x:xf></x:cellXfs>');
  expect(pack.has('xl/calcChain.xml')).toBe(false);
});

test('a reader that stops early leaves nothing running', async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n}</v></c></row>`).join('');
  const book = await openBook(await openPackage(await bookOf(sheetXml(rows))));
  const seen: number[] = [];
  for await (const row of rowsOf(book, book.sheets[0] as never)) {
    seen.push(row.n);
    if (row.n === 3) break;
  }
  expect(seen).toEqual([1, 2, 3]);
});
