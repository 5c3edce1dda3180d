import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { marksOf } from './marks.ts';
import { readings, soundQuery, soundsLike, soundsOf } from './pinyin.ts';

let at: TestDatabase;
beforeAll(async () => { at = await testDatabase(); });
afterAll(() => at.drop());

async function sounds(text: string, query: string | undefined): Promise<boolean> {
  if (query === undefined) return false;
  const { rows } = await sql<{ found: boolean }>`select ${soundsOf([[text, 'A']])}::tsvector @@ ${query}::tsquery as found`.execute(at.db);
  return rows[0]?.found === true;
}

test('initials and syllables find a name from any character on, and nothing that does not sound so', async () => {
  const all: [text: string, word: string, found: boolean][] = [
    ['高校毕业生就业信息', 'gxbys', true], ['高校毕业生就业信息', 'bysjy', true], ['高校毕业生就业信息', 'xx', true], ['高校毕业生就业信息', 'gaoxiaobiyesheng', true], ['高校毕业生就业信息', 'biye', true],
    ['高校毕业生就业信息', 'gxjy', false], ['高校毕业生就业信息', 'gaobi', false], ['重庆银行网点', 'cqyh', true], ['重庆银行网点', 'zqyh', false], ['重庆银行网点', 'chongqingyinhang', true],
    ['旅行社行政许可', 'lvxingshe', true], ['行政许可', 'xzxk', true], ['生育登记 就业登记', 'dj', true], ['生育登记 就业登记', 'jj', false],
  ];
  for (const [text, word, found] of all) expect([text, word, await sounds(text, soundQuery(word))]).toEqual([text, word, found]);
});

test('characters of the same sound are found: a wrong character of an input method', async () => {
  expect(await sounds('高校毕业生就业信息', soundsLike('毕业声'))).toBe(true);
  expect(await sounds('高校毕业生就业信息', soundsLike('必夜生'))).toBe(true);
  expect(await sounds('高校毕业生就业信息', soundsLike('婚姻'))).toBe(false);
  expect([soundsLike('生'), soundsLike('x生')]).toEqual([undefined, undefined]);
});

test('letters are read as syllables in every way there is', () => {
  expect(readings('xian')).toEqual([['xi', 'an']]);
  expect(readings('gaoxiao')).toContainEqual(['gao', 'xiao']);
  expect(readings('gxbys')).toEqual([]);
  expect(readings('nananananananananananav')).toEqual([]); // thousands of ways, none to the end
});

test('what was asked for is marked where it stands: words, synonyms, pairs, sounds; full width and case as typed', () => {
  const marked = (text: string, ...asked: string[][]) => marksOf(text, asked).map(([from, to]) => text.slice(from, to));
  expect(marked('企业职工参保缴费信息', ['参保'])).toEqual(['参保']);
  expect(marked('参保人参保状态', ['参保'], ['状态'])).toEqual(['参保', '参保状态']);
  expect(marked('个体工商户登记', ['小店', '个体工商户'])).toEqual(['个体工商户']);
  expect(marked('渤海船舶职业学院', ['船舶职院'])).toEqual(['船舶职']);
  expect(marked('高校毕业生就业信息', ['gxbys'])).toEqual(['高校毕业生']);
  expect(marked('ＧＢ／T 2260 代码', ['gb/t'])).toEqual(['ＧＢ／T']);
  expect(marked('😀学校', ['学校'])).toEqual(['学校']);
  expect(marked('学校', ['医院'])).toEqual([]);
});
