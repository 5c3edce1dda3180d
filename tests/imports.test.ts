import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectRoot } from '../platform/project.ts';
import { universities } from '../processes/catalog/samples.testing.ts';
import { entryRow, itemRows } from '../processes/catalog/workbook/fill.ts';
import { templateOf } from '../processes/catalog/workbook/workbook.testing.ts';
import { runInThread, threadModule } from '../platform/threads/index.ts';
import { organisations, town } from './town.ts';
import type { Town } from './town.ts';

/** Imports over HTTP, and by processes that are killed while they work. */
let it: Town;
const key = randomBytes(32).toString('hex');
beforeAll(async () => { it = await town({ today: '2026-09-14', env: { SHUQIAO_MASTER_KEY: key } }); });
afterAll(() => it.stop());

const { code, name } = organisations.education;
const bookOf = (count: number, word = '导入样例'): Promise<Buffer> => {
  const all = Array.from({ length: count }, (_, n) => ({ code: null, publishedOn: null, provider: code, providerName: name, body: { ...universities, name: `${word}第${n + 1}号名单` } }));
  return templateOf({ entries: all.map(entryRow), items: all.flatMap(itemRows) });
};
async function upload(bytes: Buffer, who = 'education.cataloguer', request = randomUUID(), file = '目录.xlsx'): Promise<{ status: number; body: Record<string, string> & { region: string; id: string } }> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), file);
  const answer = await fetch(`${it.base}/api/catalog/imports`, { method: 'POST', headers: { 'x-shuqiao': '1', cookie: it.client(who).cookie, 'idempotency-key': request }, body: form });
  return { status: answer.status, body: await answer.json() as never };
}
const download = (path: string, who = 'education.cataloguer') => fetch(`${it.base}${path}`, { headers: { cookie: it.client(who).cookie } });

test('template, upload, preview, import, marked workbook and export over HTTP; what is exported and uploaded again changes nothing', async () => {
  const template = await download('/api/catalog/imports/template');
  expect([template.status, template.headers.get('content-type'), (await template.arrayBuffer()).byteLength > 5_000]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', true]);
  const { status, body } = await upload(await bookOf(3));
  expect([status, body['state']]).toEqual([200, 'received']);
  const at = `/api/catalog/imports/${body.region}/${body.id}`;
  await it.settle();
  const me = it.client('education.cataloguer');
  expect((await me.get(at)).counts).toMatchObject({ add: 3, error: 0 });
  await me.post(`${at}/start`, {});
  await it.settle();
  expect(await me.get(at)).toMatchObject({ state: 'done', handled: 3, failed: 0 });
  const out = Buffer.from(await (await download('/api/catalog/department/workbook')).arrayBuffer());
  const again = await upload(out, 'education.cataloguer', randomUUID(), '导出再导入.xlsx');
  await it.settle();
  expect((await me.get(`/api/catalog/imports/${again.body.region}/${again.body.id}`)).counts).toMatchObject({ add: 0, update: 0, same: 3, error: 0 });
  const marked = await download(`/api/catalog/imports/${again.body.region}/${again.body.id}/workbook`);
  expect([marked.status, decodeURIComponent(marked.headers.get('content-disposition') ?? '')]).toEqual([200, expect.stringContaining('导出再导入（标红）.xlsx')]);
  for (const who of ['labour.cataloguer', 'civil.cataloguer']) {
    for (const path of [at, `${at}/entries`, `${at}/workbook`]) expect([who, path, (await download(path, who)).status]).toEqual([who, path, 404]);
    expect((await it.client(who).get('/api/catalog/imports')).rows).toEqual([]);
  }
  expect((await upload(await bookOf(1), 'education.clerk')).status).toBe(403);
  expect((await it.client('bureau.reviewer').ask('GET', at)).status).toBe(403);
});

test('an export has a number by which the audit officer finds whose it is; nobody else sees the register', async () => {
  const answer = await download('/api/catalog/export?format=xlsx&q=名单', 'labour.clerk');
  const number = /WM-\d{8}-\d{4}/.exec(decodeURIComponent(answer.headers.get('content-disposition') ?? ''))?.[0] ?? '';
  await answer.arrayBuffer();
  const found = await it.client('platform.audit').get(`/api/catalog/exports?number=${number}`);
  expect(found.rows).toMatchObject([{ number, orgName: organisations.labour.name, format: 'xlsx', what: 'query', query: { q: '名单' } }]);
  expect((await it.client('platform.audit').get('/api/catalog/exports?size=1')).after).toMatch(/~WM-/);
  expect((await it.client('bureau.lead').ask('GET', '/api/catalog/exports')).status).toBe(403);
  const json = await (await download('/api/catalog/export?format=json', 'labour.clerk')).json() as Record<string, unknown>;
  expect([json['@type'], Array.isArray(json['dcat:dataset'])]).toEqual(['dcat:Catalog', true]);
});

test('a workbook that needs more memory than a thread may have is refused, and the platform goes on', async () => {
  const module = threadModule(new URL('../processes/catalog/workbook/columns.ts', import.meta.url).href, './thread');
  const reading = runInThread(module, { do: 'read', bytes: await bookOf(400, '大'), today: '2026-09-14', department: { code, name, shortName: name }, assumed: {} }, { heapMb: 12, seconds: 60 });
  await expect((async () => { for await (const said of reading) void said; })()).rejects.toThrow('内容过多');
  expect((await fetch(`${it.base}/healthz`)).status).toBe(200);
});

test('killed while it reads and while it imports, again and again: every entry is there once, whole, and none is lost', async () => {
  const { prepare } = await import(pathToFileURL(join(projectRoot, 'scripts/bootstrap/prepare.mjs')).href) as { prepare(of: { entry: string; console: boolean }): Promise<string> };
  const main = await prepare({ entry: 'main.js', console: false });
  const home = mkdtempSync(join(tmpdir(), 'import-'));
  const clean = Object.fromEntries(Object.entries(process.env).filter(([variable]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST|HOST$|PORT$)/i.test(variable)));
  const begin = (): ChildProcess => spawn(process.execPath, [main], { detached: true, stdio: 'ignore', env: { ...clean, SHUQIAO_HOME: home, SHUQIAO_ROLES: 'jobs', PORT: '0', SHUQIAO_MASTER_KEY: key, DATABASE_URL: it.database.url, DATABASE_ADMIN_URL: it.database.ownerUrl } });
  const kill = async (child: ChildProcess) => {
    process.kill(-(child.pid as number), 'SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
    await it.database.pool.query("update catalog_import set claimed_until = now() - interval '1 second' where claimed_until is not null"); // as if its minute were over
  };
  const { body } = await upload(await bookOf(160, '断电'));
  const at = `/api/catalog/imports/${body.region}/${body.id}`;
  const me = it.client('education.cataloguer');
  const until = async (good: (view: { state: string; handled: number; progress: { found: number } }) => boolean): Promise<void> => {
    for (const end = Date.now() + 100_000; Date.now() < end;) {
      if (good(await me.get(at))) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(JSON.stringify(await me.get(at)));
  };
  let child = begin();
  try {
    await until((view) => view.state === 'checked' || view.progress.found > 0);
    await kill(child);
    child = begin();
    await until((view) => view.state === 'checked');
    expect((await me.get(at)).counts.add).toBe(160);
    await me.post(`${at}/start`, {});
    for (const mark of [10, 50, 90, 130]) {
      await until((view) => view.handled >= mark);
      await kill(child);
      child = begin();
    }
    await until((view) => view.state === 'done');
    expect(await me.get(at)).toMatchObject({ handled: 160, failed: 0 });
  } finally {
    await kill(child);
    rmSync(home, { recursive: true, force: true });
  }
  const { rows } = await it.database.pool.query("select d.body->>'name' as name, count(*)::int as n, min(jsonb_array_length(d.body->'items')) as items from catalog_draft d where d.body->>'name' like '断电%' group by 1");
  expect(rows).toHaveLength(160);
  expect(rows.every((row) => row.n === 1 && row.items === 7)).toBe(true);
}, 240_000);
