import { expect, test } from 'vitest';
import { standardOn } from '../catalog/draft/standard.ts';
import { problemsOf } from '../catalog/draft/problems.ts';
import { graduates } from '../catalog/samples.testing.ts';
import { Proposal } from '../application/contract.ts';
import { acts as grantActs } from '../grant/contract.ts';
import { RecordIn } from '../usage/contract.ts';
import { plainDate } from '../../law/plain-date.ts';

/**
 * Standards through the life of data (Art. 18). At each stage what is stated of it is a word of a list that the platform keeps with its
 * source (law/codes, held by its own test), or has the parts that the stage asks for; nobody types a format, a mask or a way of disposal.
 */
const standard = standardOn(plainDate('2026-09-01'));
const faults = (over: object) => problemsOf({ ...graduates, ...over }, standard).filter((one) => one.level === 'error').map((one) => one.path);
const refused = (answer: { readonly success: boolean; readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] } | undefined }) => (answer.success ? [] : [...new Set(answer.error?.issues.map((one) => String(one.path[0])))]);

const reply = {
  perItem: [{ item: 4, decision: 'agree' }], mode: 'service', serviceKind: 'query', term: { from: '2026-10-12', to: '2027-10-12' }, quota: { perDay: 10, perMinute: 1 },
  masks: { 4: 'id-number' }, disposal: { how: 'delete', days: 30 }, contact: '数据共享岗', phone: '0517-80000001',
};

test('collecting: format, cycle, grade, and the type and sensitivity of every item are those of the standard in force: Art. 18', () => {
  expect(faults({})).toEqual([]);
  expect(faults({ formatClass: '纸质' })).toContain('formatClass');
  expect(faults({ updateCycle: '不定期更新' })).toContain('updateCycle');
  expect(faults({ grade: '绝密' })).toContain('grade');
  const [first, ...rest] = graduates.items;
  for (const [field, word] of [['type', '文本'], ['sensitivity', '一般'], ['grade', '普通']] as const) expect(faults({ items: [{ ...first, [field]: word }, ...rest] }), field).toContain(`items.0.${field}`);
});

test('sharing, working on it, transmitting: ways and masks are of fixed lists, who may be asked is on the reply: Art. 18', () => {
  expect(refused(Proposal.safeParse(reply))).toEqual([]);
  expect(refused(Proposal.safeParse({ ...reply, mode: 'disk' }))).toEqual(['mode']);
  expect(refused(Proposal.safeParse({ ...reply, masks: { 4: '打码' } }))).toEqual(['masks']);
  expect(refused(Proposal.safeParse({ ...reply, contact: '' }))).toEqual(['contact']);
});

test('storing, using, destroying: each record has the parts of its kind, and disposal one of four ways laid down before: Art. 18, 27.1, 29.2', () => {
  const storage = { kind: 'storage', where: '政务云机房', protected: '加密存储，按岗位授权', since: '2026-10-12' };
  expect(refused(RecordIn.safeParse(storage))).toEqual([]);
  for (const part of ['where', 'protected', 'since'] as const) expect(refused(RecordIn.safeParse({ ...storage, [part]: undefined })), part).toEqual([part]);
  expect(refused(Proposal.safeParse({ ...reply, disposal: { how: '销毁', days: 30 } }))).toEqual(['disposal']);
  expect(refused(Proposal.safeParse({ ...reply, disposal: undefined }))).toEqual(['disposal']);
  expect(refused(grantActs['set-disposal'].safeParse({ way: 'burn', disposeBy: '2027-10-12' }))).toEqual(['way']);
});
