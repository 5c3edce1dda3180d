import { expect, test } from 'vitest';
import { recordOf } from './sample.fixture.ts';
import type { Records } from './port.ts';

/** What a test needs of an implementation: a fresh one, and what the database then holds. */
export interface Bench {
  make(): Promise<Records>;
  stored(): Promise<{ id: string; params: string | null; claimed: string | null; ignored: string | null; purpose: string }[]>;
  received(): Promise<{ key: string; grant: string }[]>;
  ledger(): Promise<{ count: number; root: string }[]>;
}

/** Every implementation of the port passes this. */
export function conforms(name: string, bench: () => Bench): void {
  test(`${name}: what append has answered is in the database exactly once after shipping, also when shipped twice`, async () => {
    const records = await bench().make();
    const before = new Set((await bench().stored()).map((row) => row.id));
    const all = Array.from({ length: 700 }, () => recordOf());
    await Promise.all(all.map((record) => records.append(record)));
    await records.ship();
    await records.ship();
    const stored = (await bench().stored()).map((row) => row.id).filter((id) => !before.has(id));
    expect(stored.sort()).toEqual(all.map((record) => record.id).sort());
    await records.close();
  });

  test(`${name}: tabs, quotes, backslashes, line ends, NUL and lone surrogates of callers change no row`, async () => {
    const records = await bench().make();
    const odd = recordOf({ purpose: 'a\tb\\c\nd\re', claimed: '\\N', ignored: "x';drop table call_record;--\0\ud800", params: null });
    await records.append(odd);
    await records.ship();
    const row = (await bench().stored()).find((each) => each.id === odd.id);
    expect(row).toMatchObject({ purpose: 'a\tb\\c\nd\re', claimed: '\\N', ignored: "x';drop table call_record;--\ufffd", params: null });
    await records.close();
  });

  test(`${name}: who received a record is kept once per grant, however often it came`, async () => {
    const records = await bench().make();
    const key = 'ab'.repeat(16);
    await Promise.all([recordOf({ keys: [key] }), recordOf({ keys: [key, 'cd'.repeat(16)] }), recordOf({ keys: [key], grant: '01970000-0000-7000-8000-000000000002' })].map((r) => records.append(r)));
    await records.ship();
    const got = (await bench().received()).filter((row) => row.key === key);
    expect(got.map((row) => row.grant.slice(-1)).sort()).toEqual(['1', '2']);
    await records.close();
  });

  test(`${name}: every shipped batch has one ledger entry with its count and root`, async () => {
    const records = await bench().make();
    const before = (await bench().ledger()).reduce((sum, entry) => sum + entry.count, 0);
    await Promise.all([recordOf(), recordOf(), recordOf()].map((r) => records.append(r)));
    await records.close();
    const entries = await bench().ledger();
    expect(entries.reduce((sum, entry) => sum + entry.count, 0)).toBe(before + 3);
    expect(entries.every((entry) => /^[0-9a-f]{64}$/.test(entry.root))).toBe(true);
  });

  test(`${name}: after close nothing is taken`, async () => {
    const records = await bench().make();
    await records.close();
    await expect(records.append(recordOf())).rejects.toMatchObject({ why: 'ended' });
  });
}
