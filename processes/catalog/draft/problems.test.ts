import { expect, test } from 'vitest';
import { plainDate } from '../../../law/plain-date.ts';
import { EntryDraft, type EntryBody } from '../contract.ts';
import { graduates, universities } from '../samples.testing.ts';
import { differencesOf } from './differences.ts';
import { holdsPersonal, problemsOf, wholeOf } from './problems.ts';
import { LawError } from '../../../law/errors.ts';
import { standardOn } from './standard.ts';

const standard = standardOn(plainDate('2026-09-01'));
const errorsOf = (draft: EntryDraft) => problemsOf(draft, standard).filter((problem) => problem.level === 'error').map((problem) => `${problem.path} ${problem.basis ?? '-'}`);
const changed = (body: EntryBody, patch: EntryDraft): EntryDraft => ({ ...body, ...patch });

test('the two entries of the main job can be submitted as they are: Art. 13.2', () => {
  expect(problemsOf(universities, standard)).toEqual([]);
  expect(problemsOf(graduates, standard)).toEqual([]);
});

test('an empty draft is told every field of Art. 13.2 at once', () => {
  const paths = errorsOf({}).map((line) => line.split(' ')[0]);
  for (const path of ['secrecy', 'name', 'classCode', 'summary', 'formatClass', 'updateCycle', 'sharing.attribute', 'modes', 'dataClass', 'grade', 'items', 'duty', 'contact', 'phone']) expect(paths).toContain(path);
});

test('secret and work-secret are refused at the door: Art. 3.1', () => {
  expect(errorsOf(changed(universities, { secrecy: 'state-secret' }))).toEqual(['secrecy 3.1']);
  expect(errorsOf(changed(universities, { secrecy: 'work-secret' }))).toEqual(['secrecy 3.1']);
});

test('each sharing attribute lists what Art. 15.2 asks, and nothing else stands as a ground: Art. 14, 15', () => {
  const law = { kind: 'law', name: '中华人民共和国未成年人保护法', article: '第一百零三条', text: '公安机关、人民检察院、人民法院、司法行政部门不得披露有关案件中未成年人的信息' } as const;
  const cases: [EntryDraft['sharing'], string[]][] = [
    [{ attribute: 'unconditional', conditions: ['限本市使用'] }, ['sharing.conditions 14(1)']],
    [{ attribute: 'conditional' }, ['sharing.ranges 15.2', 'sharing.purposes 15.2']],
    [{ attribute: 'conditional', ranges: ['税务部门'], purposes: ['核税'], conditions: ['须经提供部门审批同意'] }, ['sharing.conditions.0 15.1']],
    [{ attribute: 'conditional', ranges: ['税务部门'], purposes: ['核税'], conditions: ['按次收费'] }, ['sharing.conditions.0 15.1']],
    [{ attribute: 'conditional', ranges: ['经本局领导批准的部门'], purposes: ['核税'] }, ['sharing.ranges.0 15.1']],
    [{ attribute: 'conditional', ranges: ['税务部门'], purposes: ['核税'], conditions: ['使用后三十日内删除', '对审批结果信息脱敏'] }, []],
    [{ attribute: 'not-shared' }, ['sharing.reason 15.2', 'sharing.basis 15.2']],
    [{ attribute: 'not-shared', reason: '涉及未成年人案件信息', basis: [law] }, []],
    [{ attribute: 'not-shared', reason: '涉及未成年人案件信息', basis: [{ ...law, kind: 'rule', name: '某部办法' }] }, ['sharing.basis.0.kind 14(3)']],
    [{ attribute: 'not-shared', reason: '涉及未成年人案件信息', basis: [{ ...law, kind: 'regulation', name: '江苏省档案条例' }] }, ['sharing.basis.0.name 14(3)']],
    [{ attribute: 'not-shared', reason: '涉及未成年人案件信息', basis: [{ ...law, article: '', text: '' }] }, ['sharing.basis.0.article 15.2', 'sharing.basis.0.text 15.2']],
  ];
  for (const [sharing, expected] of cases) expect([sharing, errorsOf(changed(universities, { sharing }))]).toEqual([sharing, expected]);
});

test('items carry type, grade, sensitivity and key, each once; the entry is graded no lower than its items: Art. 13.2', () => {
  const [first, second] = universities.items as [EntryBody['items'][0], EntryBody['items'][0]];
  const cases: [Partial<EntryBody>, string[]][] = [
    [{ items: [] }, ['items 13.2']],
    [{ items: [{ ...first, key: false }] }, ['items 13.2']],
    [{ items: [first, { ...second, field: 'SCHOOL_CODE' }] }, ['items.1.field 12']],
    [{ items: [first, { ...second, n: 1 }] }, ['items.1.n 12']],
    [{ items: [first, { ...second, field: 'page' }] }, ['items.1.field 12']],
    [{ items: [first, { ...second, field: '学校' }] }, ['items.1.field 12']],
    [{ items: [first, { ...second, type: 'X' }] }, ['items.1.type 13.2']],
    [{ items: [first, { ...second, grade: 'general-3' }] }, ['grade 13.2']],
    [{ items: [first, { ...second, sensitivity: 'sensitive-personal' }] }, ['items.1.personal 13.1']],
    [{ grade: 'core' }, ['grade 35.1']],
    [{ classCode: '999001' }, ['classCode 12']],
    [{ phone: 'see web' }, ['phone 12']],
  ];
  for (const [patch, expected] of cases) expect([patch, errorsOf(changed(universities, patch))]).toEqual([patch, expected]);
});

test('every problem that bars is an error of the table, with its sentence', () => {
  const drafts: EntryDraft[] = [{}, { ...graduates, sharing: { attribute: 'not-shared', basis: [{ kind: 'rule', name: '某办法', article: '', text: '' }] } }, { ...graduates, items: [{}], secrecy: 'state-secret', grade: 'general-1' }];
  for (const problem of drafts.flatMap((draft) => problemsOf(draft, standard)).filter((one) => one.level === 'error')) {
    expect(new LawError(problem.code, problem.params).message).not.toMatch(/undefined/);
  }
});

test('what may be left out is filled in, what may not is asked for: a whole entry is made of every draft without an error', () => {
  const { sourceSystem, office, open, openCondition, related, origin, volumes, ...least } = universities;
  const draft = EntryDraft.parse({ ...least, items: least.items.map(({ n, name, field, type, key, sensitivity, personal, grade }) => ({ n, name, field, type, key, sensitivity, personal, grade })), sharing: { attribute: 'unconditional' } });
  expect(errorsOf(draft)).toEqual([]);
  expect(wholeOf(draft)).toMatchObject({ related: [], origin: '', volumes: null, sharing: { ranges: [], conditions: [] } });
  expect(wholeOf(draft).items[0]).toMatchObject({ nullable: true, codeSet: null, identifier: null, note: '' });
  expect([sourceSystem, office, open, openCondition, related, origin, volumes]).toHaveLength(7);
  expect(errorsOf(changed(universities, { duty: [{ name: '某法', article: '', text: '' }] }))).toEqual(['duty.0.kind 12']);
});

test('what only looks wrong is a warning and bars nothing', () => {
  const warned = problemsOf(changed(graduates, { name: '毕业生系统', items: graduates.items.map((item) => ({ ...item, identifier: null })) }), standard);
  expect(warned.every((problem) => problem.level === 'warning')).toBe(true);
  expect(warned.map((problem) => problem.path)).toEqual(['name', 'items.1.identifier']);
  expect(holdsPersonal(graduates)).toBe(true);
  expect(holdsPersonal(universities)).toBe(false);
});

test('a stricter attribute, a new condition, a narrower range stand first beside the old: Art. 15.1', () => {
  const stricter = (after: EntryDraft, before: EntryDraft = graduates) => differencesOf(before, after).filter((difference) => difference.stricter).map((difference) => `${difference.path} ${difference.before ?? '无'} → ${difference.after ?? '无'}`);
  const with_ = (sharing: EntryDraft['sharing']) => ({ ...graduates, sharing: { ...graduates.sharing, ...sharing } });
  expect(stricter(with_({ attribute: 'not-shared' }))).toEqual(['sharing.attribute 有条件共享 → 不予共享']);
  expect(stricter(with_({ conditions: [...graduates.sharing.conditions, '须专线接入'] }))).toEqual(['sharing.conditions 无 → 须专线接入']);
  expect(stricter(with_({ purposes: ['就业服务'] }))).toEqual(['sharing.purposes 就业补贴资格核验 → 无']);
  expect(stricter(with_({ purposes: ['就业服务', '就业补贴资格核验', '统计'] }))).toEqual([]);
  expect(stricter({ ...graduates, sharing: universities.sharing })).toEqual([]);
  expect(stricter(graduates, universities)).toContain('sharing.attribute 无条件共享 → 有条件共享');
  expect(differencesOf(graduates, { ...graduates, items: graduates.items.slice(1) }).map((d) => d.path)).toEqual(['items.name']);
  expect(differencesOf(graduates, { ...graduates })).toEqual([]);
});
