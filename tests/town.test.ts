import { afterAll, beforeAll, expect, test } from 'vitest';
import { town } from './town.ts';
import type { Town } from './town.ts';

let it: Town;
beforeAll(async () => { it = await town({ today: '2026-09-14' }); });
afterAll(() => it.stop());

test('every post of the town is at its desk', async () => {
  expect(await it.client('education.clerk').get('/api/session')).toMatchObject({
    actor: { label: '市教育局·经办人', post: 'clerk' }, platform: { name: '淮安市政务数据共享平台' }, today: { legal: '2026-09-14', working: true }, mark: 'test',
  });
  expect(await it.client('platform.audit').get('/api/session')).toMatchObject({ actor: { label: '市数据局·审计管理员', kind: 'audit' } });
  expect((await it.client('bureau.lead').get('/api/worklist')).rows).toEqual([]);
});

test('the legal date moves forward, never back, and only where the mark is', async () => {
  await it.clock.movesTo('2026-10-01');
  expect(await it.clock.today()).toBe('2026-10-01');
  expect((await it.client('platform.system').ask('POST', '/api/mark/legal-date', { date: '2026-09-30' })).body.code).toBe('LEGAL_DATE_BACK');
  expect((await fetch(`${it.base}/api/mark/legal-date`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"date":"2026-11-01"}' })).status).toBe(401);
  expect(await it.client('bureau.clerk').get('/api/session')).toMatchObject({ today: { legal: '2026-10-01', working: false, name: '国庆节' } });
});
