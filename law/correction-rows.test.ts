import { expect, test } from 'vitest';
import { lookedAt, masked, sameValue, targetOf, type Doubt } from './correction-rows.ts';

test.each([
  ['text', '待就业', '待就业', true], ['text', '待就业 ', '待就业', true], ['text', '待就业', '已就业', false], ['text', null, '', true], ['text', '01', '1', false],
  ['int4', '0450', '450', true], ['numeric', '4500.00', '4500', true], ['numeric', '4,500.50', '4500.5', true], ['numeric', '-0', '0', true], ['numeric', '12345678901234567890.1', '12345678901234567890.2', false], ['numeric', '无', '0', false],
  ['date', '2026-07-01', '2026/7/1', true], ['timestamptz', '2026-07-01 08:00:00+08', '2026-07-01', true], ['timestamptz', '2026-07-01 08:00:00+08', '2026-07-01T08:00', true], ['date', '2026-07-01', '2026', false],
  ['bool', 't', 'true', true], ['bool', 'f', '否', true], ['bool', 't', 'f', false], [null, '1', '01', false],
] as const)('as %s: %s and %s are one value: %s', (udt, a, b, same) => expect(sameValue(udt, a, b)).toBe(same));

const doubt = (over: Partial<Doubt> = {}): Doubt => ({ kind: 'value', seen: '待就业', expected: '已就业', now: null, udt: 'text', ...over });

test.each([
  ['put right', doubt(), { value: '已就业' }, 'new'],
  ['as it was', doubt(), { value: '待就业' }, 'old'],
  ['something else', doubt(), { value: '升学' }, 'other'],
  ['no such record', doubt(), null, 'absent'],
  ['corrected to what the provider found, not to what was expected', doubt({ now: '升学' }), { value: '升学' }, 'new'],
  ['nobody said a value: any other than the one seen', doubt({ expected: null }), { value: '升学' }, 'new'],
  ['nobody said a value, and it is as it was', doubt({ expected: '' }), { value: '待就业' }, 'old'],
  ['it was to be empty, and is', doubt({ expected: '（空）' }), { value: null }, 'new'],
  ['a record that lacked is there', doubt({ kind: 'missing', seen: null, expected: null }), { value: undefined }, 'new'],
  ['it is there with the wrong value', doubt({ kind: 'missing', seen: null }), { value: '待就业' }, 'other'],
  ['a record that should not be is gone', doubt({ kind: 'surplus' }), null, 'new'],
  ['it is still there', doubt({ kind: 'surplus' }), { value: '待就业' }, 'present'],
] as const)('what the platform sees in the source: %s: Art. 26.2', (_, row, source, looking) => expect(lookedAt(row, source)).toBe(looking));

test('the value that should stand there is the provider’s, else the expected one; a blank says nothing', () => {
  expect(targetOf({ expected: '甲', now: '乙' })).toBe('乙');
  expect(targetOf({ expected: ' 甲 ', now: null })).toBe('甲');
  expect(targetOf({ expected: ' ', now: null })).toBeUndefined();
  expect(targetOf({ expected: '甲', now: '（空）' })).toBe('');
});

test('masked: the ends stay', () => {
  expect([masked('998221200209190007'), masked('张三'), masked('王'), masked(null)]).toEqual(['9********7', '**', '*', null]);
});
