import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LawError } from '../../law/errors.ts';
import type { Context, FileAnswer, Route, Upload } from '../http/route.ts';
import { folderStore, type BlobStore } from '../objects/index.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import type { AttachmentView, MoveAnswer } from './contract.ts';
import type { BatchAnswer } from './batch.ts';
import { actShapes, engineRoutes } from './routes.ts';
import { codes } from './testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';
import type { Actor } from './ports.ts';

let [base, town, root, store]: [TestDatabase, Town, string, BlobStore] = [undefined as never, undefined as never, '', undefined as never];
let routes: Route[] = [];
beforeAll(async () => {
  base = await testDatabase();
  town = engineTown(base.db);
  root = await mkdtemp(join(tmpdir(), 'shuqiao-routes-'));
  store = await folderStore(root);
  routes = engineRoutes(town.engine, store);
});
afterAll(async () => {
  await base.drop();
  await rm(root, { recursive: true, force: true });
});

interface Call { readonly actor: Actor; readonly method?: string; readonly path: string; readonly headers?: Record<string, string>; readonly params?: unknown; readonly query?: unknown; readonly body?: unknown; readonly upload?: Upload }

async function call<T>({ actor, method = 'POST', path, headers = {}, params = {}, query = {}, body, upload }: Call): Promise<T> {
  const found = routes.find((route) => route.method === method && route.path === path);
  if (found === undefined) throw new Error(`no route ${method} ${path}`);
  const context = { actor, requestNumber: 'r', header: (name: string) => headers[name], upload: async () => upload } as unknown as Context;
  const input = { params: found.in?.params?.parse(params), query: found.in?.query?.parse(query), body: found.in?.body?.parse(body) };
  return (await found.handle(context, input as never)) as T;
}

const key = () => ({ 'idempotency-key': crypto.randomUUID() });
const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (thrown: unknown) => (thrown instanceof LawError ? thrown.code : String(thrown)));
const file = (name: string, bytes: string | Buffer): Upload => ({ name, media: 'text/html', body: Readable.from([Buffer.from(bytes)]), fields: {} });

test('a case is opened and moved through its routes; request id and version stand in headers', async () => {
  const opened = await call<MoveAnswer>({ actor: town.clerk, path: '/application', headers: key(), body: { entry: 'e', entryRegion: '320800' } });
  const params = { ref: opened.ref, act: 'submit' };
  expect(await codeOf(call({ actor: town.clerk, path: '/application', body: {} }))).toBe('REQUEST_ID_MISSING');
  expect(await codeOf(call({ actor: town.clerk, path: '/application/:ref/:act', headers: key(), params, body: statement }))).toBe('VERSION_MISSING');
  expect(await codeOf(call({ actor: town.clerk, path: '/application', headers: key(), body: { act: 'nothing' } }))).toBe('ACT_UNKNOWN');
  expect(await codeOf(call({ actor: town.clerk, path: '/application', headers: key(), body: { act: 7 } }))).toBe('ACT_UNKNOWN');
  const moved = await call<MoveAnswer>({ actor: town.clerk, path: '/application/:ref/:act', headers: { ...key(), 'if-match': '"1"' }, params, body: statement });
  expect(moved).toMatchObject({ state: 'consent', version: 2 });
  const page = await call({ actor: town.clerk, method: 'GET', path: '/application/:ref', params: { ref: opened.ref } });
  const route = routes.find((each) => each.method === 'GET' && each.path === '/application/:ref');
  expect(route?.out).not.toBe('file');
  if (route !== undefined && route.out !== 'file') expect(route.out.parse(page)).toMatchObject({ state: 'consent' });
});

test('an act on many like cases: each on its own, twice sent once done; what may not be taken in a batch is refused', async () => {
  const refs = await Promise.all([town.received(), town.received(), town.received()]);
  for (const ref of refs) await town.act(town.providerClerk, ref, 'propose', proposal);
  const cases = await Promise.all(refs.map(async (ref, n) => ({ ref, version: (await town.engine.view(town.providerHead, ref)).version - (n === 1 ? 1 : 0) })));
  const send = { actor: town.providerHead, path: '/application/batch/:act', headers: key(), params: { act: 'grant' }, body: { cases, opinion: '同意' } };
  const { results } = await call<BatchAnswer>(send);
  expect(results.map((result) => result.answer?.state ?? result.error?.code)).toEqual(['granted', 'VERSION_STALE', 'granted']);
  expect((await call<BatchAnswer>(send)).results).toEqual(results);
  expect(await codeOf(call({ ...send, params: { act: 'refuse' } }))).toBe('BATCH_NOT_ALLOWED');
});

test('a file is taken by its content, named by an act, and given to parties alone', async () => {
  const pdf = '%PDF-1.7\n依据';
  expect(await codeOf(call({ actor: town.clerk, path: '/attachments', upload: file('a.pdf', '<html>') }))).toBe('ATTACHMENT_TYPE_REFUSED');
  expect(await codeOf(call({ actor: town.clerk, path: '/attachments', upload: file('a.pdf', '') }))).toBe('ATTACHMENT_EMPTY');
  expect(await codeOf(call({ actor: town.clerk, path: '/attachments', upload: file('a.pdf', Buffer.concat([Buffer.from(pdf), Buffer.alloc(20 * 1024 * 1024)])) }))).toBe('ATTACHMENT_TOO_LARGE');
  expect(await codeOf(call({ actor: town.clerk, path: '/attachments', upload: file('../a.pdf', pdf) }))).toBe('ATTACHMENT_NAME_INVALID');
  const taken = await call<AttachmentView>({ actor: town.clerk, path: '/attachments', upload: file('依据.html', pdf) });
  expect(taken).toMatchObject({ name: '依据.html.pdf', media: 'application/pdf' });
  const get = (actor: Actor) => call<FileAnswer>({ actor, method: 'GET', path: '/attachments/:region/:id', params: { region: taken.region, id: taken.id } });
  expect(await codeOf(get(town.head))).toBe('ATTACHMENT_NOT_FOUND'); // nobody's but its maker's yet
  const ref = await town.received();
  await town.act(town.clerk, ref, 'comment', { opinion: '见附件', attachments: [taken.id] });
  const given = await get(town.providerHead);
  const bytes: Buffer[] = [];
  for await (const chunk of given.file.body as Readable) bytes.push(chunk as Buffer);
  expect(Buffer.concat(bytes).toString()).toBe(pdf);
  expect(await codeOf(get(town.directory.addPost(codes.other, 'clerk')))).toBe('ATTACHMENT_NOT_FOUND');
  await store.remove(taken.sha256, 0);
  expect(await codeOf(get(town.clerk))).toBe('ATTACHMENT_DAMAGED');
  expect(await codeOf(town.act(town.clerk, ref, 'comment', { opinion: '再', attachments: [taken.id] }))).toBe('ATTACHMENT_FOREIGN');
});

test('every act of a table that a person may take has its operation in the interface document', () => {
  const shapes = actShapes(town.engine.processes);
  expect(shapes.find((shape) => shape.act === 'grant')).toMatchObject({ procedure: 'application', by: ['提供部门·共享工作机构负责人'], opens: false });
  expect(shapes.find((shape) => shape.act === 'create')?.opens).toBe(true);
  expect(shapes.some((shape) => shape.act === 'acknowledge')).toBe(false);
});
