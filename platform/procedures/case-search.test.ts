import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transact } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import { gramsOf, partsOf } from '../search/parts.ts';
import type { Actor } from './ports.ts';
import { questionOf } from './question.ts';
import { notesAsked } from './store/listed.ts';
import { searchCases, type Narrow } from './store/case-search.ts';
import { engineTown, proposal, type Town } from './testing-application.ts';
import { codes } from './testing.ts';

let base: TestDatabase;
let town: Town;
beforeAll(async () => {
  base = await testDatabase();
  town = engineTown(base.db);
});
afterAll(() => base.drop());

async function found(actor: Actor, q: string, query: { readonly state?: string; readonly size?: number } = {}): Promise<(string | null)[]> {
  const numbers: (string | null)[] = [];
  for (let after: string | undefined; ;) {
    const page = await town.engine.list(actor, 'application', { side: 'any', size: 100, q, ...query, ...(after === undefined ? {} : { after }) });
    numbers.push(...page.rows.map((row) => row.number));
    if (page.after === null) return numbers;
    after = page.after;
  }
}

test('a case is found by its number: whole, by its beginning, its year and running number, the running number with and without zeros', async () => {
  const refs: string[] = [];
  for (let n = 0; n < 12; n += 1) refs.push(await town.received());
  const { number } = await town.engine.view(town.clerk, refs[4] as never);
  expect(number).toBe('SQ-320800-2026-000005');
  for (const q of ['SQ-320800-2026-000005', 'sq-320800-2026-000005', ' ＳＱ-320800-2026-000005 ', '2026-000005', '320800-2026-000005', '000005', '5', 'SQ-320800-2026-000005']) {
    expect([q, await found(town.clerk, q)]).toEqual([q, [number]]);
  }
  expect(await found(town.clerk, 'SQ-320800-2026-00001')).toHaveLength(3); // 10, 11, 12
  expect(await found(town.clerk, 'SQ-', { size: 5 })).toHaveLength(12);
  for (const q of ['SQ-320800-2026-999', '2025-000005', '99', 'SH-320800-2026-000005']) expect([q, await found(town.clerk, q)]).toEqual([q, []]);
});

test('by any part of its title, every part typed; signs of patterns are letters; what is not there is not found', async () => {
  const ref = await town.received();
  await transact(base.db, (tx) => town.engine.inside.setTitle(tx, { region: '320800', id: ref.slice(7) }, '高校毕业生_就业信息（Ｘ１）100%'));
  for (const q of ['高', '毕业', '校毕业生', '就业 毕业', 'x1', '（x1）', '100%', '生_就']) expect([q, (await found(town.clerk, q)).length]).toEqual([q, 1]);
  for (const q of ['毕就', '毕业 学籍', '生%就', '100_']) expect([q, await found(town.clerk, q)]).toEqual([q, []]);
  expect(await found(town.clerk, '毕业', { state: 'granted' })).toEqual([]);
});

test('the worklist by the same questions', async () => {
  const numbers = async (q: string) => (await town.engine.worklist(town.providerClerk, { size: 100, q })).rows.map((row) => row.number);
  expect(await numbers('2026-000005')).toEqual(['SQ-320800-2026-000005']);
  expect(await numbers('校毕业生')).toHaveLength(1);
  expect(await numbers('没有的')).toEqual([]);
});

test('a party that joins later finds it, and nobody who is none', async () => {
  const ref = await town.received();
  const outside: Actor = { ...town.clerk, org: codes.other };
  const { number } = await town.engine.view(town.clerk, ref as never);
  expect(await found(outside, number as string)).toEqual([]);
  await transact(base.db, (tx) => town.engine.inside.addParty(tx, { region: '320800', id: ref.slice(7) }, 'copied', codes.other));
  expect(await found(outside, number as string)).toEqual([number]);
});

test('the index, the newest and the list itself give the same cases, whatever is asked, page by page', async () => {
  for (let n = 0; n < 6; n += 1) {
    const ref = await town.received();
    if (n % 2 === 0) await town.act(town.providerClerk, ref, 'propose', proposal);
    if (n % 4 === 0) await town.act(town.providerHead, ref, 'grant');
  }
  const all = (await town.engine.list(town.reviewer, 'application', { side: 'any', size: 100 })).rows;
  const rows = await sql<{ id: string; title: string; number: string }>`select id, title, number from legal_case where kind = 'application'`.execute(base.db);
  const texts = new Map(rows.rows.map((row) => [row.id, row]));
  await fc.assert(fc.asyncProperty(fc.constantFrom(...all), fc.nat(12), fc.integer({ min: 1, max: 4 }), async (row, from, length) => {
    const q = [...row.title].slice(from, from + length).join('').trim();
    const question = questionOf(q);
    if (question === null) return;
    const wanted = all.filter((each) => question.parts.every((part) => (texts.get(each.ref.slice(7))?.title ?? '').normalize('NFKC').toLowerCase().includes(part))
      || (question.number !== null && 'running' in question.number && Number(each.number?.slice(-6)) === Number(question.number.running))).map((each) => each.ref);
    const filter = { org: town.reviewer.org, kind: 'application', officer: false, notes: notesAsked([]), sides: ['authority', 'other'] as const, states: ['received', 'reply', 'granted'], after: null, limit: 100 };
    const narrow: Narrow = { question, lamp: null };
    expect((await searchCases(base.db, filter, narrow)).rows.map(({ row: { region, id } }) => `${region}-${id}`)).toEqual(wanted);
    expect((await searchCases(base.db, filter, narrow, { words: 1, lamp: 1, few: 20_000, further: 1 })).rows.map(({ row: { region, id } }) => `${region}-${id}`)).toEqual(wanted); // as with a million: by the index
  }), { numRuns: 40, seed: 809 });
});

test('where neither the newest nor the index ends it, pages go on by bounded looks and lose nothing', async () => {
  const all = (await town.engine.list(town.reviewer, 'application', { side: 'any', size: 100, q: '婚姻' })).rows.map((row) => row.ref);
  const filter = { org: town.reviewer.org, kind: 'application', officer: false, notes: notesAsked([]), sides: ['authority', 'other'] as const, states: ['received', 'reply', 'granted'], limit: 3 };
  const seen: string[] = [];
  let after: { key: string; id: string } | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const page: Awaited<ReturnType<typeof searchCases>> = await searchCases(base.db, { ...filter, after }, { question: questionOf('婚姻'), lamp: null }, { words: 1, lamp: 1, few: 0, further: 2 });
    seen.push(...page.rows.slice(0, 2).map(({ row: { region, id } }) => `${region}-${id}`));
    const last = page.rows[1];
    if (page.rows.length === 3 && last) after = { key: last.at, id: last.row.id };
    else if (page.lookedTo === null) break;
    else after = { key: page.lookedTo.at, id: page.lookedTo.id };
  }
  expect(seen).toEqual(all);
});

test('parts and pairs: blanks part, every pair of neighbours is one, a single character its own', () => {
  expect(partsOf('  高校　毕业生 高校 ')).toEqual(['高校', '毕业生']);
  expect(gramsOf('毕业生')).toEqual(['毕业', '业生']);
  expect(gramsOf('高')).toEqual(['高']);
  expect(questionOf('   ')).toBeNull();
});
