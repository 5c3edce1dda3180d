import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { town } from '../../tests/town.ts';
import { certificateParts } from './health.ts';
import type { Town } from '../../tests/town.ts';

/** What operators see of a platform that runs all three roles. */
let it: Town;
beforeAll(async () => { it = await town({ today: '2026-09-14', roles: 'console,gateway,jobs' }); });
afterAll(() => it.stop());

const metrics = async (headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`${it.base}/metrics`, { headers });
  return { status: answer.status, text: await answer.text() };
};
const value = (text: string, start: string): number => Number(text.split('\n').find((line) => line.startsWith(`${start} `))?.split(' ').at(-1));
async function until(good: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await good()) && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('/metrics tells moves, calls, latencies, jobs, ledger, pools and clock; no person, case, grant or department in a label', async () => {
  const before = value((await metrics()).text, 'shuqiao_moves_total{procedure="catalog",by="person"}') || 0;
  const ref = await it.client('education.cataloguer').open('catalog', { act: 'compile', name: '高校名单' });
  await it.client('education.cataloguer').get(`/api/catalog/${ref}`);
  await fetch(`${it.base}/gateway/httpproxy`, { headers: { 'x-shuqiao': '1' } });
  await until(async () => (await metrics()).text.includes('shuqiao_job_last_success_seconds{job="sweep"}'));
  const { status, text } = await metrics();
  expect(status).toBe(200);
  expect(value(text, 'shuqiao_moves_total{procedure="catalog",by="person"}')).toBe(before + 1);
  expect(text).toMatch(/shuqiao_calls_total\{profile="[\w-]+",result="refused",reason="incomplete"\} \d+/);
  expect(text).toMatch(/shuqiao_http_seconds_bucket\{method="GET",route="\/api\/[^"]*:ref",status="2xx",le="0.5"\} \d+/);
  for (const name of ['shuqiao_database_up 1', 'shuqiao_gateway_open 1', 'shuqiao_records_unshipped_bytes', 'shuqiao_ledger_pending', 'shuqiao_outbox_oldest_seconds', 'shuqiao_sweep_behind_seconds 0',
    'shuqiao_clock_drift_seconds', 'shuqiao_disk_free_bytes', 'shuqiao_pool_connections{pool="platform",state="idle"}', 'shuqiao_providers{state="up"}', 'process_resident_memory_bytes', 'nodejs_eventloop_delay_seconds{of="p99"}']) expect(text).toContain(name);
  expect(Math.abs(value(text, 'shuqiao_clock_drift_seconds'))).toBeLessThan(2);
  const labels = text.split('\n').filter((line) => !line.startsWith('#')).map((line) => /\{(.*)\}/.exec(line)?.[1] ?? '').join('\n');
  expect(labels).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|1132\d{4}|\d{6}-|education|127\.0/);
});

test('for others /metrics is absent and /healthz says nothing but well or not', async () => {
  const outside = { 'x-forwarded-for': '10.9.8.7' };
  expect((await metrics(outside)).status).toBe(404);
  expect(await (await fetch(`${it.base}/healthz?parts=1`, { headers: outside })).json()).toEqual({ ok: true });
});

test('the parts of health, each in a sentence', async () => {
  await it.settle();
  const { ok, parts } = await (await fetch(`${it.base}/healthz?parts=1`)).json() as { ok: boolean; parts: { name: string; ok: boolean; say: string }[] };
  expect(ok).toBe(true);
  expect(parts.map((part) => part.name)).toEqual(['database', 'disk', 'gateway', 'records', 'clock', 'outbox', 'ledger', 'sweep', 'partitions']);
  expect(parts.filter((part) => !part.ok && part.name !== 'sweep')).toEqual([]);
  expect((await it.client('labour.clerk').get('/api/session')).alarms).toEqual([]);
  const [ends, now] = [Date.parse('2026-12-01T20:00:00Z'), Date.parse('2026-11-20T00:00:00Z')];
  const certificate = (at: number) => certificateParts({ tls: { cert: '', key: '', endsAt: ends } }, at).map((part) => [part.ok, part.say.split('：')[0]]);
  expect([certificate(now), certificate(now - 7 * 86_400_000), certificate(ends + 1)]).toEqual([[[false, 'TLS 证书 2026-12-02 到期，还有 11 天']], [[true, 'TLS 证书 2026-12-02 到期。']], [[false, 'TLS 证书已于 2026-12-02 到期，浏览器和业务系统不再接受']]]);
});

test('a restored database that waits for its confirmations closes the gateway, and health says so until both have come', async () => {
  const gateway = async () => ((await (await fetch(`${it.base}/healthz?parts=1`)).json()) as { parts: { name: string; ok: boolean; say: string }[] }).parts.find((part) => part.name === 'gateway');
  await sql`insert into restored (id, backup_made_at, ledger_size, ledger_root) values (${uuidv7()}, now(), 0, ${'0'.repeat(64)})`.execute(it.database.ownerDb);
  await until(async () => (await gateway())?.ok === false);
  expect(await gateway()).toMatchObject({ ok: false, say: expect.stringContaining('由备份恢复') as string });
  await sql`update restored set security_person = ${uuidv7()}, security_at = now(), authority_person = ${uuidv7()}, authority_at = now()`.execute(it.database.ownerDb);
  await until(async () => (await gateway())?.ok === true);
  expect((await gateway())?.ok).toBe(true);
});

test('partitions are made when jobs begin, for at least sixty days ahead', async () => {
  const behind = async () => (await sql<{ tableName: string }>`
    select table_name as "tableName" from partition_kept where to_at is not null group by table_name having max(to_at) < now() + interval '60 days'`.execute(it.platform.db)).rows;
  await until(async () => (await behind()).length === 0);
  expect(await behind()).toEqual([]);
  const { rows } = await sql<{ n: number }>`select count(distinct table_name)::int as n from partition_kept where to_at is not null`.execute(it.platform.db);
  expect(rows[0]?.n).toBe((await sql`select from partitioned where period <> 'count'`.execute(it.platform.db)).rows.length);
});
