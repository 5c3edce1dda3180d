import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { catalogTown, type CatalogTown } from '../catalog/town.testing.ts';
import type { AssessmentOwn, IncidentOwn } from './contract.ts';
import { scopeDigest } from './digest.ts';

let base: TestDatabase;
let town: CatalogTown;
beforeAll(async () => { base = await testDatabase(); town = catalogTown(base.db); });
afterAll(() => base.drop());

const scope = { items: [{ field: 'id_number', name: '公民身份号码', type: 'C', sensitivity: 'sensitive-personal', personal: 'sensitive' as const, identifier: 'person' }], grade: 'general-3', attribute: 'conditional' };
const subject = { kind: 'application' as const, id: '0197f0aa-0000-7000-8000-000000000001', name: '就业补贴核验', scope: { ...scope, purpose: '补贴核验', mode: 'service' } };
const report = { what: '测试服务器日志外泄', since: '2026-09-06 夜间', data: '尚不清楚', persons: { personal: true, number: null, text: '正在核实' } };

test('an assessment answers every question with its explanation, is concluded by another, stands three years and more: Art. 13.1, PIPL 56', async () => {
  const ref = await town.open(town.cataloguer, 'assessment', 'create', { template: 'privacy', subject });
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', {}))).toBe('ASSESSMENT_ANSWERS_MISSING');
  const { own } = await town.view<AssessmentOwn>(town.cataloguer, ref);
  const answers = own.questions.map((question) => ({ id: question.id, answer: 'yes', note: '' }));
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', { answers }))).toBe('ASSESSMENT_ANSWERS_MISSING');
  expect(await codeOf(town.act(town.cataloguer, ref, 'submit', { answers: answers.map((each) => ({ ...each, note: '已说明' })), subject: { ...subject, id: '0197f0aa-0000-7000-8000-000000000002' } }))).toBe('ASSESSMENT_SUBJECT_GONE');
  expect(await town.act(town.cataloguer, ref, 'submit', { answers: answers.map((each) => ({ ...each, note: '已说明' })) })).toBe('assessing');
  expect(await codeOf(town.view(town.other, ref))).toBe('CASE_NOT_FOUND');
  expect(await codeOf(town.act(town.security, ref, 'conclude', { level: 'low' }))).toBe('BODY_INVALID');
  expect(await town.act(town.security, ref, 'conclude', { level: 'medium', measures: '脱敏', remaining: '低', secret: 'none' })).toBe('standing');
  expect((await town.view<AssessmentOwn>(town.security, ref)).own).toMatchObject({ standing: true, level: 'medium', levelZh: '中', concludedOn: '2026-09-07', keepUntil: '2029-09-07', digest: scopeDigest(subject.scope) });
  expect(await town.act(town.security, ref, 'lapse', { reasons: '结论有误' })).toBe('lapsed');
});

test('the fingerprint of what was assessed knows no order, and every change', () => {
  const two = { ...scope, items: [...scope.items, { field: 'name', name: '姓名', type: 'C', sensitivity: 'personal', personal: 'personal' as const, identifier: null }] };
  expect(scopeDigest(two)).toBe(scopeDigest({ ...two, items: [...two.items].reverse() }));
  for (const other of [{ ...two, grade: 'general-2' }, { ...two, attribute: 'unconditional' }, { ...two, purpose: 'x' }, { ...two, mode: 'batch' }, scope]) expect(scopeDigest(other)).not.toBe(scopeDigest(two));
});

test('an incident: any post reports, the plan at once, contained, reported upwards, eliminated, reviewed, closed by the authority: Art. 35.3, 34', async () => {
  const clerk = town.directory.addPost(codes.education, 'clerk');
  const ref = await town.open(clerk, 'incident', 'report', report);
  expect((await town.view(town.security, ref)).strips.map((strip) => [strip.clock, strip.lamp.dueOn])).toEqual([['respond', '2026-09-08']]);
  expect(await codeOf(town.act(town.security, ref, 'contain', { measures: '封存日志' }))).toBe('NO_SUCH_MOVE');
  expect(await town.act(town.security, ref, 'start-plan', {})).toBe('responding');
  expect(await codeOf(town.act(town.security, ref, 'contain', { measures: '封存日志', grants: ['320800-0197f0aa-0000-7000-8000-00000000000f'] }))).toBe('INCIDENT_GRANT_FOREIGN');
  expect(await town.act(town.security, ref, 'contain', { measures: '封存日志，更换口令' })).toBe('contained');
  expect(await codeOf(town.act(town.head, ref, 'eliminate', { cause: '配置错误', mended: '已改正' }))).toBe('INCIDENT_NOTIFY_FIRST');
  const seen = await town.view(town.head, ref); // it is grey before anybody tries, and the plan that was started in time does not say that the incident is over
  expect([seen.acts.find((act) => act.act === 'eliminate')?.disabledBecause, seen.lamp.kind]).toEqual([expect.stringContaining('向有关主管部门报告'), 'none']);
  const notice = { to: '市数据局、市网信办', on: '2026-09-07', content: '初报' };
  expect(await codeOf(town.act(town.head, ref, 'notify', { ...notice, on: '2026-09-30', personsTold: { told: 'no' } }))).toBe('DATE_IN_FUTURE');
  await town.act(town.head, ref, 'notify', { ...notice, personsTold: { told: 'no' } });
  expect(await codeOf(town.act(town.head, ref, 'eliminate', { cause: '配置错误', mended: '已改正' }))).toBe('INCIDENT_PERSONS_NOT_TOLD');
  await town.act(town.head, ref, 'notify', { ...notice, content: '续报', personsTold: { told: 'yes', text: '短信告知 12 人' } });
  expect(await town.act(town.head, ref, 'eliminate', { cause: '配置错误', mended: '已改正' })).toBe('eliminated');
  expect(await town.act(town.security, ref, 'review', { stages: [{ stage: '存储', responsible: '市教育局信息中心' }], lessons: '日志不得含个人信息', clue: { is: false } })).toBe('reviewed');
  expect(await codeOf(town.act(town.head, ref, 'close', {}))).toBe('NOT_YOUR_MOVE');
  expect(await town.act(town.reviewer, ref, 'return', { opinion: '请补充整改佐证' })).toBe('responding');
  await town.act(town.security, ref, 'contain', { measures: '同前' });
  await town.act(town.head, ref, 'eliminate', { cause: '配置错误', mended: '已改正，附截图' });
  await town.act(town.security, ref, 'review', { stages: [{ stage: '存储', responsible: '市教育局信息中心' }], lessons: '日志不得含个人信息', clue: { is: false } });
  expect(await town.act(town.reviewer, ref, 'close', {})).toBe('closed');
  const { own, open } = await town.view<IncidentOwn>(town.reviewer, ref);
  expect(open).toBe(false);
  expect(own).toMatchObject({ departmentName: '淮安市教育局', sourceZh: '人员报告', cause: '配置错误', stages: [{ stage: '存储', responsible: '市教育局信息中心' }] });
  expect(own.notices.map((each) => each.personsTold)).toEqual(['未通知个人', '已通知个人：短信告知 12 人']);
});

test('none after all: the head says why, the authority has a copy', async () => {
  const ref = await town.open(town.cataloguer, 'incident', 'report', report);
  expect(await codeOf(town.act(town.security, ref, 'dismiss', { reason: '误报' }))).toBe('NOT_YOUR_MOVE');
  expect(await town.act(town.head, ref, 'dismiss', { reason: '演练触发的告警' })).toBe('dismissed');
  expect((await town.view(town.reviewer, ref)).state).toBe('dismissed');
});
