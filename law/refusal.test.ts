import { expect, test } from 'vitest';
import { reasonsOpen, refusalFault } from './refusal.ts';
import type { RefusedApplication, StatedReason } from './refusal.ts';

const plain: RefusedApplication = { attribute: 'conditional', unanswered: false, spent: [] };
const law = { kind: 'law', name: '中华人民共和国统计法', article: '第九条', text: '统计机构和统计人员对在统计工作中知悉的国家秘密、商业秘密、个人信息，应当予以保密。' };
const fault = (category: StatedReason['category'], over: Partial<StatedReason> = {}, of: Partial<RefusedApplication> = {}) =>
  refusalFault({ category, reasons: '与申请部门的职责无关', basis: [], ...over }, { ...plain, ...of })?.code ?? 'lawful';

test('a refusal says why, for a reason that the Regulation knows: Art. 21.2', () => {
  expect(fault('duty')).toBe('lawful');
  expect(fault(null)).toBe('REFUSAL_NEEDS_REASONS');
  expect(fault('duty', { reasons: '无' })).toBe('REFUSAL_NEEDS_REASONS');
});

test('material missing and not asked for, no resource, no interface, a system under construction, a superior’s approval are none: Art. 21.2', () => {
  for (const reasons of ['申请材料不全', '目前没有资源', '尚未开发接口，无法提供', '业务系统正在升级改造', '上级部门尚未批准']) expect(fault('other', { reasons }), reasons).toBe('REFUSAL_REASON_NOT_ALLOWED');
  expect(fault('not-supplied')).toBe('REFUSAL_MATERIAL_NOT_ASKED');
  expect(fault('not-supplied', { reasons: '材料不全，逾期未补' }, { unanswered: true })).toBe('lawful');
});

test('only a law, an administrative regulation or a decision of the State Council forbids, with article and sentence: Art. 14.1(3)', () => {
  expect(fault('forbidden')).toBe('REFUSAL_BASIS_MISSING');
  for (const kind of ['rule', 'local-law', 'local-rule', 'document', 'duty']) expect(fault('forbidden', { basis: [{ ...law, kind }] }), kind).toBe('REFUSAL_BASIS_MISSING');
  expect(fault('forbidden', { basis: [{ ...law, text: '' }] })).toBe('REFUSAL_BASIS_MISSING');
  for (const kind of ['law', 'regulation', 'decision']) expect(fault('forbidden', { basis: [{ ...law, kind }] }), kind).toBe('lawful');
});

test('unconditional data is for all: neither range and purpose nor “other” stands against it: Art. 14.1(1), 21.1', () => {
  for (const category of ['range', 'other'] as const) expect(fault(category, {}, { attribute: 'unconditional' })).toBe('REFUSAL_UNCONDITIONAL');
  expect(fault('not-held', { reasons: '本部门不掌握该数据' }, { attribute: 'unconditional' })).toBe('lawful');
  expect(reasonsOpen({ ...plain, attribute: 'unconditional' }).map((one) => one.code)).toEqual(['duty', 'forbidden', 'not-held']);
  expect(reasonsOpen({ ...plain, unanswered: true, spent: ['duty'] }).map((one) => one.code)).toEqual(['range', 'forbidden', 'not-held', 'not-supplied', 'other']);
});

test('reasons that settlements and decisions have spent are not used again: Art. 28', () => {
  expect(fault('range', {}, { spent: ['duty', 'range'] })).toBe('REFUSAL_GROUND_SPENT');
  expect(fault('duty', {}, { spent: ['duty', 'range'] })).toBe('REFUSAL_GROUND_SPENT');
  expect(fault('duty', {}, { spent: ['range'] })).toBe('lawful');
});
