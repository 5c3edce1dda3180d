import { expect, test } from 'vitest';
import { sealOf, textOfRow } from '../../platform/ledger/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { createGuard } from './guard.ts';

const keys = { sealKey: (scope: string) => Buffer.alloc(32, scope) } as unknown as Keys;
const seal = sealOf(keys.sealKey('row'));
const id = '01970000-0000-7000-8000-000000000001';
const at = { region: '320800', id };
const compiled = (version: number, masks: Record<string, string> = { 2: 'last4' }) => ({ ...at, of: 'compiled' as const, row: { ...at, version, masks } });
const sealed = <T extends { of: 'compiled' | 'key'; row: object }>(row: T) => ({ ...row, seal: seal(textOfRow(row as never)) });

test('a row that does not bear the platform’s seal is not obeyed, is told once, counted until it is mended; one that goes back is not either', () => {
  const told: string[] = [];
  const guard = createGuard(keys, () => 0, (text) => told.push(text));
  expect(guard.sound(sealed(compiled(3)))).toBe(true);
  expect(guard.sound(sealed({ ...at, of: 'key' as const, row: { ...at, nth: 1 } })), 'a key has no version').toBe(true);
  for (const row of [{ ...sealed(compiled(4)), row: compiled(4, {}).row }, { ...compiled(4), seal: null }, { ...sealed(compiled(4)), of: 'key' as const }]) {
    expect([guard.sound(row), guard.sound(row), guard.refused, guard.refuses(`320800-${id}`)]).toEqual([false, false, 1, true]);
  }
  expect(told).toHaveLength(3);
  expect(told[0]).toContain(`授权 320800-${id} 的网关所执行的内容与封印不符，不予提供`);
  guard.forget(`320800-${id}`);
  expect([guard.sound(sealed(compiled(2))), told.at(-1)]).toEqual([false, expect.stringContaining('退回到了以前的版本')]);
  guard.forget(`320800-${id}`);
  expect([guard.sound(sealed(compiled(4))), guard.refused]).toEqual([true, 0]);
});

test('while processes of before go on beside this one a seal may lack, not a moment longer', () => {
  const unsealed = { ...compiled(1), seal: null };
  expect(createGuard(keys, () => Date.now() + 60_000, () => undefined).sound(unsealed)).toBe(true);
  expect(createGuard(keys, () => Date.now() - 1, () => undefined).sound(unsealed)).toBe(false);
  expect(createGuard(keys, undefined, () => undefined).sound(unsealed), 'where nobody seals').toBe(true);
});
