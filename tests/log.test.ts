import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../platform/log.ts';
import { call, refresh } from '../plane/client.fixture.ts';
import { binds, connects, graduates, inUse, publishes } from './market.ts';
import { someGraduate, startProvider } from './provider.ts';
import type { ProviderDatabase } from './provider.ts';
import { town } from './town.ts';
import type { Town } from './town.ts';
import { until } from './until.ts';

/** The server's log of a whole journey, everything on: what must be in it, and what must never be. */
let text = '';
let it: Town;
let provider: ProviderDatabase;
beforeAll(async () => {
  const log = createLog('trace', new Writable({ write: (part, _encoding, done) => { text += String(part); done(); } }));
  [it, provider] = await Promise.all([town({ today: '2026-09-14', roles: 'console,gateway,jobs', log }), startProvider()]);
});
afterAll(async () => {
  await it.stop();
  await provider.stop();
});

const lines = (): Record<string, unknown>[] => text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);

test('every refused and every failed request stands in the log by its number; no password, secret, seed, token or identity number does', async () => {
  const clerk = it.client('labour.clerk');
  const secret: string[] = [someGraduate, provider.connection.password, clerk.cookie.split('=')[1] ?? '', it.client('education.head').cookie.split('=')[1] ?? ''];
  const entry = await publishes(it, graduates);
  await binds(it, await connects(it, provider), entry, 'graduate');
  const { key, grant } = await inUse(it, entry);
  const { secret: wire = '' } = await refresh(it.base, key);
  secret.push(key.appKey, wire);
  for (const options of [{ secret: wire, query: { id_number: someGraduate } }, { sign: 'wrong', query: { id_number: someGraduate } }, { secret: wire, query: { id_number: someGraduate, page: 'x' } }]) await call(it.base, key, options);

  const link = 'A'.repeat(42) + 'z';
  const password = 'Correct-Horse-9-Battery';
  secret.push(link, password, 'odd-value-7731');
  const numbers: string[] = [];
  const refused = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<void> => {
    const answer = await clerk.ask(method, path, body, headers);
    expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400)]);
    numbers.push(answer.body.requestNumber as string);
  };
  await refused('POST', '/api/session', { account: 'labour.clerk', password });
  await refused('GET', `/api/setup/${link}`);
  await refused('GET', `/api/persons/${someGraduate}`);
  await refused('POST', '/api/application', { entryRegion: 'odd-value-7731', entry: someGraduate }, { 'idempotency-key': crypto.randomUUID() });
  await refused('GET', '/api/application?after=odd-value-7731');
  await refused('GET', `/api/grant/320800-00000000-0000-7000-8000-000000000000?note=${someGraduate}`);
  expect((await clerk.post('/api/session/totp')).secret).toEqual(expect.any(String));
  secret.push((await clerk.post('/api/session/totp')).secret);

  await it.database.ownerDb.schema.alterTable('usage_sum').renameTo('usage_sum_away').execute(); // a bug, and one that comes again in the background
  const bug = await clerk.ask('GET', `/api/usage/${grant}`);
  await it.database.ownerDb.schema.alterTable('usage_sum_away').renameTo('usage_sum').execute();
  expect(bug.status).toBe(500);
  const all = await until(async () => lines(), (known) => [...numbers, bug.body.requestNumber].every((number) => known.some((line) => line['requestNumber'] === number)));
  for (const number of numbers) expect(all).toContainEqual(expect.objectContaining({ requestNumber: number, msg: 'refused', status: expect.any(Number), code: expect.any(String), route: expect.any(String) }));
  expect(all).toContainEqual(expect.objectContaining({ level: 'error', requestNumber: bug.body.requestNumber, msg: 'internal error', err: expect.objectContaining({ code: '42P01' }) }));
  expect(secret.filter((one) => one.length < 6)).toEqual([]);
  expect(secret.filter((one) => text.includes(one))).toEqual([]);
  expect(text).not.toMatch(/(?<![\d.-])\d{17}[\dXx](?![\d-])/);
});
