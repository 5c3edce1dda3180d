import { expect, test } from 'vitest';
import { isLawError } from '../../../law/errors.ts';
import { csvLines, isWorkbook, markedCsv } from './csv.ts';

const gb = (text: string): Buffer => Buffer.from(text, 'latin1'); // bytes as a spreadsheet on a Chinese system writes them
const lines = (bytes: Buffer) => csvLines(bytes, '名称', 10);
const why = (bytes: Buffer, most = 10): string => {
  try {
    csvLines(bytes, '名称', most);
    return 'read';
  } catch (thrown) {
    return isLawError(thrown) ? String(thrown.params['why']) : 'not ours';
  }
};

test('a list comes in the encodings and separators that spreadsheets write, quoted cells whole, empty rows passed over', () => {
  const expected = [{ at: 2, cells: { 名称: '甲', 数: '1' } }];
  expect(lines(Buffer.from('\ufeff名称,数\r\n甲,1\r\n'))).toEqual(expected);
  expect(lines(gb('\xc3\xfb\xb3\xc6,\xca\xfd\r\n\xbc\xd7,1\r\n'))).toEqual(expected); // GB 18030
  expect(lines(Buffer.from('\ufeff名称\t数\n\0甲\u202e\t1', 'utf16le'))).toEqual(expected);
  expect(lines(Buffer.from('名称*;数\n甲;1'))).toEqual(expected);
  expect(lines(Buffer.from('说明\n名称,数\n,\n"甲,""乙""\n丙",\'=1\n'))).toEqual([{ at: 4, cells: { 名称: '甲,"乙"\n丙', 数: '=1' } }]);
});

test('what is no list is refused with the reason, and never held without bound', () => {
  expect([why(Buffer.from('')), why(Buffer.from('甲,乙\n')), why(Buffer.from('名称\n"甲')), why(Buffer.from('名称\n\0')), why(Buffer.from('名称\n甲\n乙\n'), 1), why(Buffer.from(`名称\n${'甲\n'.repeat(20_001)}`)), why(Buffer.from(`名称${','.repeat(300)}\n`))])
    .toEqual(['文件是空的', '没有标题为“名称”的列', '引号没有成对', '不是表格文件', '超过 1 行', '超过 20000 行或者 200 列', '超过 20000 行或者 200 列']);
  expect([isWorkbook(Buffer.from('PK\x03\x04')), isWorkbook(Buffer.from('名称'))]).toEqual([true, false]);
});

test('what is wrong comes back in the same list beside its row, once, however often it is sent', () => {
  const wrong = [{ row: 2, column: '数', message: '请填整数' }, { row: 2, column: '', message: '重复' }];
  const once = markedCsv(Buffer.from('名称,数\n甲,x\n=乙,1\n'), '名称', wrong);
  expect(once.toString()).toBe('\ufeff名称,数,错误原因\r\n甲,x,数：请填整数；重复\r\n\'=乙,1,\r\n');
  expect(markedCsv(once, '名称', [])).toEqual(Buffer.from('\ufeff名称,数,错误原因\r\n甲,x,\r\n\'=乙,1,\r\n'));
});
