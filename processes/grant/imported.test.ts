import { afterAll, expect, test } from 'vitest';
import { transact } from '../../platform/postgres/database.ts';
import { codeOf, codes } from '../../platform/procedures/testing.ts';
import { another, graduates } from '../application/town.testing.ts';
import type { GrantOwn } from './contract.ts';
import { grants } from './cases.testing.ts';

/** 存量: sharing that ran before the platform (Art. 44). */
const { base, town, entry, at, day, own, compiled, upload } = await grants();
afterAll(() => base.drop());

test('sharing that ran before the platform is entered with its papers and in force once both heads have signed: Art. 44', async () => {
  day('2026-09-14');
  const body = {
    entryRegion: '320800', entry, requester: codes.labour, items: [4, 5], purpose: '存量共享', mode: 'service', term: { from: '2024-01-01', to: '2027-12-31' },
    papers: '2024 年共享协议（复印件附后）', quota: { perDay: 1000, perMinute: 60 }, disposal: { how: 'delete', days: 30, basis: '' },
  };
  const opens = async (over: object = {}) => town.open(town.providerClerk, 'grant', 'import', { ...body, attachments: [await upload(town.providerClerk)], ...over });
  for (const [over, code] of [
    [{ attachments: [] }, 'FIELD_MISSING'], [{ items: [77] }, 'ITEMS_NOT_IN_ENTRY'], [{ requester: codes.education }, 'OWN_ENTRY'], [{ term: { from: '2026-09-15', to: null } }, 'OLD_SHARING_NOT_BEGUN'],
    [{ term: { from: '2024-01-01', to: '2026-09-14' } }, 'TERM_INVALID'], [{ mode: 'file' }, 'MODE_NOT_OFFERED'], [{ disposal: { how: 'keep', days: 30, basis: '' } }, 'DISPOSAL_INSTRUCTION_MISSING'],
  ] as const) expect(await codeOf(opens(over)), code).toBe(code);
  const ref = await opens();
  expect(await codeOf(opens({ items: [5] }))).toBe('OLD_SHARING_KNOWN'); // waits for both heads
  expect((await town.view<GrantOwn>(town.requesterHead, ref)).own).toMatchObject({ imported: { papers: body.papers, confirmedOn: null }, range: '', served: false });
  expect(await town.act(town.head, ref, 'confirm', {})).toBe('importing');
  expect(await town.act(town.requesterHead, ref, 'confirm', {})).toBe('active');
  expect(await compiled(ref)).toMatchObject({ state: 'active' });
  expect((await own(ref)).imported?.confirmedOn).toBe('2026-09-14');
  const dueOf = (clock: string) => transact(base.db, (tx) => town.engine.inside.dueOf(tx, at(ref), clock));
  expect([await dueOf('term'), await dueOf('delivery'), await dueOf('unused')]).toEqual(['2027-12-31', undefined, '2027-03-13']); // from the confirmation on, not from 2024
  expect(await codeOf(opens())).toBe('OLD_SHARING_KNOWN');
  const { entry: hidden, ref: version } = await town.published(another(graduates));
  day('2026-09-15');
  expect(await codeOf(opens({ entry: hidden, term: { from: '2026-09-15', to: null } }))).toBe('OLD_SHARING_NOT_BEGUN'); // today, but the catalogue had it already: to be applied for
  const waiting = await opens({ entry: hidden });
  await town.act(town.chief, version, 'hide', { reason: '疑似涉密' });
  expect(await codeOf(town.act(town.head, waiting, 'confirm', {}))).toBe('OLD_SHARING_ENTRY_UNFIT'); // what has turned out secret meanwhile comes into force by nobody
  const dropped = await opens({ purpose: '另一存量' });
  expect(await town.act(town.providerClerk, dropped, 'drop', { reason: '登记有误' })).toBe('disposed');
});
