import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntryDraft } from '../contract.ts';
import { keepNumbers } from './numbers.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const former = [{ n: 1, name: '姓名', field: 'name' }, { n: 2, name: '手机号码', field: 'mobile' }, { n: 3, name: '学历层次', field: 'level' }, { n: 5, name: '月收入', field: 'salary' }];
const named = (items: readonly (readonly [string, string])[]): EntryDraft => ({ items: items.map(([name, field], n) => ({ n: n + 1, name, field })) });
const numbers = (body: EntryDraft) => keepNumbers(body, former).items?.map((item) => item.n);

test('an item taken out does not pass its number on: who was granted the third item is never given another', () => {
  expect(numbers(named([['姓名', 'name'], ['学历层次', 'level'], ['就业状况', 'status']]))).toEqual([1, 3, 6]);
  expect(numbers(named([['就业状况', 'status'], ['月收入', 'salary'], ['姓名', 'name']]))).toEqual([6, 5, 1]); // whatever their order
});

test('renamed it is the same by its field, of another field by its name; a field before a name', () => {
  expect(numbers(named([['联系电话', 'MOBILE'], ['学历层次', 'degree']]))).toEqual([2, 3]);
  expect(numbers(named([['姓名', 'mobile'], ['手机号码', 'phone']]))).toEqual([2, 6]);
});

test('no number stands twice, and none that another item had is given away', () => {
  const item = fc.record({ name: fc.constantFrom('姓名', '手机号码', '学历层次', '月收入', '新项', ''), field: fc.constantFrom('name', 'mobile', 'level', 'salary', 'fresh', '') });
  fc.assert(fc.property(fc.array(item, { maxLength: 12 }), (items) => {
    const kept = keepNumbers({ items: items.map((one, n) => ({ ...one, n: n + 1 })) }, former).items ?? [];
    expect(new Set(kept.map((one) => one.n)).size).toBe(kept.length);
    for (const one of kept) {
      const was = former.find((each) => each.n === one.n);
      if (was !== undefined) expect(was.field === one.field || was.name === one.name).toBe(true);
    }
  }));
});
