import { afterAll, expect, test } from 'vitest';
import { reflows } from '../../tests/below.ts';
import { deleted } from '../../tests/market.ts';
import { refluxTown } from './reflux.fixture.ts';

/** Reflux (Art. 24) where it does not flow: to whom it is not owed, and from whom it was stopped. */
const { it, entry, stop, as, collects } = await refluxTown('2027-04-01');
afterAll(stop);
let huaian: { ref: string; grant: string };

test('what does not lie below is no reflux: a department of the same level, or another province’s', async () => {
  expect(await as('labour.head').get(`/api/reflux/entries/${entry.region}/${entry.id}`)).toMatchObject({ side: 'receiver' }); // 淮安 lies in the province too
  expect(await as('province.head').get(`/api/reflux/entries/${entry.region}/${entry.id}`)).toMatchObject({ side: null });
  expect((await as('province.head').ask('POST', '/api/reflux', { entryRegion: entry.region, entry: entry.id })).body.code).toBe('REFLUX_NOT_ABOVE');
  huaian = await reflows(it, entry, 'labour', { regions: ['320800'] });
  expect(huaian.grant).toMatch(/^\d{6}-/);
});

test('what ended while it was stopped is not asked for anew before what was taken is disposed of: Art. 27.2', async () => {
  const { grant } = huaian;
  await collects('labour.clerk', grant);
  await as('upper.head').act('grant', grant, 'suspend', { ground: 'beyond-range', evidence: '向企业提供', mendBy: '2027-05-31' });
  await as('labour.clerk').act('grant', grant, 'finish', { reason: 'not-needed' });
  await it.settle();
  const again = await as('labour.head').open('reflux', { entryRegion: entry.region, entry: entry.id });
  const asked = { duty: '义务教育入学：核对居住地', items: [1, 4], regions: ['320800'] };
  expect((await as('labour.head').tries('reflux', again, 'request', asked)).body).toMatchObject({ code: 'REFLUX_STOPPED_BEFORE', article: '27.2' });
  await as('labour.clerk').act('grant', grant, 'dispose', await deleted(it, { evidence: '不再使用，无须留存' }));
  await as('upper.clerk').act('grant', grant, 'confirm', {});
  await as('labour.head').act('reflux', again, 'request', asked);
});
