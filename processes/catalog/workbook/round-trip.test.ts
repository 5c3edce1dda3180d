import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basisKinds, classification, formats, grades, identifierKinds, itemTypes, sensitivities, updateCycles } from '../../../law/codes.ts';
import { EntryBody, EntryDraft } from '../contract.ts';
import { standardOn } from '../draft/standard.ts';
import { graduates, universities } from '../samples.testing.ts';
import { citationsIn, citationsText, linesIn, linesOf } from './lines.ts';
import { collected, department, judged, nothing, rowsFor, templateOf, today } from './workbook.testing.ts';
import { judge } from './judge.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const standard = standardOn(today);
const sign = fc.constantFrom(...'甲乙丙，。；;｜|\\/=+-@"\'<>&_x000D_ 9aB\n。');
const words = (min: number, max: number) => fc.array(sign, { minLength: min, maxLength: max }).map((all) => all.join('').trim()).filter((text) => text.length >= min && text !== '');
/** One line; two blanks together are refused in a name, so none are made here. */
const line = (min: number, max: number) => words(min, max).map((text) => text.replaceAll('\n', '').replaceAll(/ {2,}/g, ' ')).filter((text) => text.trim().length >= min && text.trim() === text);
const codeIn = (list: { readonly codes: readonly { readonly code: string }[] }) => fc.constantFrom(...list.codes.map((one) => one.code));
const citation = fc.record({ kind: codeIn(basisKinds), name: line(2, 20), article: fc.oneof(fc.constant(''), line(2, 10)), text: fc.oneof(fc.constant(''), words(6, 30)) });
const forbidding = fc.record({ kind: fc.constantFrom('law', 'regulation', 'decision'), name: fc.constantFrom('中华人民共和国某法', '某管理条例'), article: line(2, 10), text: words(6, 30) });
const condition = fc.array(fc.constantFrom(...'甲乙丙丁戊己。；;｜|\\\n"\'9a'), { minLength: 3, maxLength: 12 }).map((all) => all.join('').trim()).filter((text) => text.length >= 3);
const sharing = fc.oneof(
  fc.constant({ attribute: 'unconditional', ranges: [], purposes: [], conditions: [], reason: '', basis: [] }),
  fc.record({ attribute: fc.constant('conditional'), ranges: fc.array(condition, { minLength: 1, maxLength: 3 }), purposes: fc.array(condition, { minLength: 1, maxLength: 3 }), conditions: fc.array(condition, { maxLength: 3 }), reason: fc.constant(''), basis: fc.array(citation, { maxLength: 2 }) }),
  fc.record({ attribute: fc.constant('not-shared'), ranges: fc.constant([]), purposes: fc.constant([]), conditions: fc.constant([]), reason: words(5, 30), basis: fc.array(forbidding, { minLength: 1, maxLength: 2 }) }),
);
const item = fc.record({
  name: line(1, 12), field: fc.stringMatching(/^[a-z_][a-z0-9_]{0,20}$/), type: codeIn(itemTypes), length: fc.option(fc.integer({ min: 1, max: 1_000_000 })), key: fc.boolean(), nullable: fc.boolean(),
  codeSet: fc.option(words(1, 20)), sensitivity: codeIn(sensitivities), identifier: fc.option(codeIn(identifierKinds)), grade: fc.constantFrom('general-1', 'general-2'), note: fc.oneof(fc.constant(''), words(1, 20)),
});
const volumes = fc.record({ gigabytes: fc.integer({ min: 0, max: 1e9 }).map((n) => n / 4), tenThousandRows: fc.nat(), sharedGigabytes: fc.nat(), sharedTenThousandRows: fc.nat(), openGigabytes: fc.nat(), openTenThousandRows: fc.nat() });
const kind = fc.constantFrom(...classification.codes.flatMap((one) => one.groups.map((group) => `${one.code}${group.code}`)));
const body = fc.record({
  name: line(2, 20), classCode: fc.tuple(kind, fc.stringMatching(/^\d{3}$/), fc.stringMatching(/^\d{0,4}$/)).map((all) => all.join('')), summary: words(20, 60), format: fc.constantFrom(...formats.codes.map((one) => [one.code, one.types[0] ?? '自定'] as const)),
  updateCycle: codeIn(updateCycles), sharing, modes: fc.uniqueArray(fc.constantFrom('service', 'batch', 'file'), { minLength: 1 }), dataClass: line(1, 10), grade: fc.constantFrom(...grades.codes.filter((one) => one.rank > 1 && one.rank < 6).map((one) => one.code)),
  items: fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: (one) => one.name, comparator: (a, b) => a.trim() === b.trim() }), duty: fc.array(citation, { minLength: 1, maxLength: 3 }), sourceSystem: fc.oneof(fc.constant(''), line(1, 20)), office: fc.oneof(fc.constant(''), line(1, 10)),
  contact: line(1, 10), open: fc.boolean(), openCondition: fc.oneof(fc.constant(''), words(1, 20)), related: fc.array(fc.stringMatching(/^[123]\d{5}\/\d{6}$/), { maxLength: 3 }), origin: fc.oneof(fc.constant(''), line(1, 20)), volumes: fc.option(volumes),
}).map(({ format: [formatClass, formatType], items, ...rest }) => EntryBody.parse({
  ...rest, formatClass, formatType, secrecy: 'none', phone: '0517-80000001',
  items: items.map((one, n) => ({ ...one, field: `${one.field.slice(0, 20)}_${n}`, n: n * 3 + 1, key: n === 0 || one.key, personal: standard.personalOf(one.sensitivity) })),
})).filter((one) => !/(同意|审批|批准|审核|收费)/.test(JSON.stringify(one.sharing)));

test('what leaves as a workbook and comes back is the same entry: nothing to change, nothing wrong', async () => {
  await fc.assert(fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 3 }), async (bodies) => {
    const named = bodies.map((one, n) => ({ ...one, name: `${one.name}${n}甲` }));
    const { entries } = await collected(await templateOf(rowsFor(named)));
    expect(entries).toHaveLength(named.length);
    entries.forEach((raw, n) => {
      const base = named[n] as EntryBody;
      const again = judge(raw, { ...nothing, as: 'published', base }, standard, department);
      expect([again.problems.filter((one) => one.level === 'error'), again.kind]).toEqual([[], 'same']);
      const anew = judge(raw, nothing, standard, department);
      expect([anew.kind, EntryBody.parse(anew.body)]).toEqual(['add', base]);
    });
  }), { numRuns: 60 });
}, 300_000);

test('the two entries of the main job make the trip, also as drafts that lack something', async () => {
  for (const one of [universities, graduates]) expect((await judged(await templateOf(rowsFor([one])), one)).map((each) => [each.kind, each.problems])).toEqual([['same', []]]);
  const half = EntryDraft.parse({ name: '半成品', items: [{ n: 4, name: '甲' }] });
  expect((await judged(await templateOf(rowsFor([half])), half)).map((one) => one.kind)).toEqual(['same']);
  expect((await judged(await templateOf(rowsFor([half])))).map((one) => one.kind)).toEqual(['error']);
});

test('several things in a cell: what is a sign and what is text is never confused', () => {
  fc.assert(fc.property(fc.array(words(1, 12), { maxLength: 5 }), (lines) => { expect(linesIn(linesOf(lines))).toEqual(lines); }));
  fc.assert(fc.property(fc.array(citation, { maxLength: 4 }), (all) => { expect(citationsIn(citationsText(all))).toEqual(all); }));
  expect(citationsIn('《中华人民共和国高等教育法》第十三条：“国务院统一领导”\n某市职能配置规定 第三条\n某条例')).toEqual([
    { kind: 'law', name: '中华人民共和国高等教育法', article: '第十三条', text: '国务院统一领导' }, { kind: 'duty', name: '某市职能配置规定', article: '第三条', text: '' }, { name: '某条例', article: '', text: '' },
  ]);
});
