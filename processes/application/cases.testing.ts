import { plainJurisdiction, type Jurisdiction } from '../../law/jurisdiction.ts';
import { plainDate } from '../../law/plain-date.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codeOf } from '../../platform/procedures/testing.ts';
import { another, graduates, reply, shareTown, statement, type ShareTown } from './town.testing.ts';

/** What the tests of applications do again and again: one town a file, with a conditional entry. */
export interface Shares { readonly base: TestDatabase; readonly town: ShareTown; readonly entry: string }

export async function shares(): Promise<Shares> {
  const base = await testDatabase();
  const town = shareTown(base.db);
  return { base, town, entry: await town.entryOf(another(graduates)) };
}

export const adopting = (name: string): Jurisdiction => ({ ...plainJurisdiction('320800'), adoptions: [{ name, by: { title: '政务数据共享实施细则', number: '淮政规〔2026〕2 号', from: plainDate('2026-01-01'), to: null } }] });
export const refusal = { category: 'duty', reasons: '与就业补贴核验的职责无关', basis: [] };
export const item = (n: number, over: object) => ({ item: n, decision: 'refuse', category: 'duty', reason: '审核补贴不需要', basis: [], ...over });
export const point = { tiedTo: 'basis', condition: null, text: '请补充据以使用的职责文件' };

export const submits = (town: ShareTown, ref: string, over: object = {}) => codeOf(town.act(town.clerk, ref, 'submit', { ...statement, ...over }));

/** At the provider, with a reply that lies before its head. */
export async function proposed(town: ShareTown, entry: string, over: object = {}): Promise<string> {
  const ref = await town.applied(entry, { purpose: `用途${Math.random()}` });
  await town.act(town.providerClerk, ref, 'propose', reply(over));
  return ref;
}
