import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { sql } from 'kysely';
import { plain } from './plain.ts';
import { askedOf, queryOf, vectorOf, wordsOf } from './words.ts';

let at: TestDatabase;
beforeAll(async () => { at = await testDatabase(); });
afterAll(() => at.drop());

/** Does PostgreSQL find this question in this text? */
async function finds(text: string, question: string, synonyms?: Map<string, string[]>): Promise<boolean> {
  const query = queryOf(askedOf(question, synonyms));
  if (query === undefined) return false;
  const { rows } = await sql<{ found: boolean }>`select ${vectorOf([[text, 'A']])}::tsvector @@ ${query}::tsquery as found`.execute(at.db);
  return rows[0]?.found === true;
}

test('a name is found by its words, its parts, and by pairs that the dictionary does not know', async () => {
  const found: [text: string, question: string, found: boolean][] = [
    ['高校毕业生就业信息', '毕业生', true],
    ['高校毕业生就业信息', '就业 毕业', true],
    ['高校毕业生就业信息', '婚姻登记', false],
    ['全国高等学校名单', '高等学校', true],
    ['全国高等学校名单', '高', true],
    ['不动产登记簿', '产登', true],
    ['渤海船舶职业学院', '船舶学院', true],
    ['ＧＢ／Ｔ 2260 行政区划代码', 'gb/t 2260', true],
    ['学校标识码 school_code', 'school', true],
    ['信息资源 301001/000123', '301001/0001', true],
    ['个体工商户', '学校', false],
  ];
  for (const [text, question, expected] of found) expect([text, question, await finds(text, question)]).toEqual([text, question, expected]);
});

test('synonyms widen the question', async () => {
  expect(await finds('个体工商户登记信息', '小店')).toBe(false);
  expect(await finds('个体工商户登记信息', '小店', new Map([['小店', ['个体工商户']]]))).toBe(true);
});

test('a word with synonyms is one word also where the dictionary breaks it, and never a part of a longer one', async () => {
  const synonyms = new Map([['新农合', ['城乡居民基本医疗保险']], ['五险一金', ['社会保险']], ['公租房', ['保障性租赁住房']], ['公租', ['租赁']], ['保险', ['保单']]]);
  const words = (text: string) => askedOf(text, synonyms).map(([word]) => word);
  expect(words('新农合参保信息')).toEqual(['新农合', ...askedOf('参保信息').map(([word]) => word)]);
  expect(words('申请公租房')).toEqual(['申请', '公租房']);
  expect([words('公租房'), words('公租'), words('五险一金')]).toEqual([['公租房'], ['公租'], ['五险一金']]);
  expect([words('社会保险'), words('保险'), words('高校名单')]).toEqual([['社会保险'], ['保险'], askedOf('高校名单').map(([word]) => word)]);
  expect(await finds('城乡居民基本医疗保险参保登记', '新农合参保')).toBe(false);
  expect(await finds('城乡居民基本医疗保险参保登记', '新农合参保', synonyms)).toBe(true);
});

test('signs of the query language are words or nothing, never syntax', async () => {
  for (const question of ["'); drop table entry; --", 'a & | !', '\\', "o'brien", ':*', '(((', '高校 & !毕业', '\u0000', '😀']) {
    await expect(finds('高校毕业生', question)).resolves.toBeTypeOf('boolean');
  }
  expect(queryOf(askedOf('  ，。'))).toBeUndefined();
});

test('words come once, in order, in one plain form', () => {
  expect(plain(' ＡＢＣ　 １ ')).toBe('abc 1');
  expect(new Set(wordsOf('学校学校')).size).toBe(wordsOf('学校学校').length);
});
