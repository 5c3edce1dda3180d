import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askedUnder } from '../http/asked.ts';
import type { Context, FileAnswer, Route, Upload } from '../http/route.ts';
import { typedFormOf } from '../http/typed-form.ts';
import { folderStore, type BlobStore } from '../objects/index.ts';
import { transact } from '../postgres/database.ts';
import { testDatabase, type TestDatabase } from '../postgres/testing.ts';
import type { AttachmentView, CaseRef, MoveAnswer } from './contract.ts';
import type { BatchAnswer } from './batch.ts';
import { draftRoutes, mostDraftChars } from './drafts.ts';
import { actShapes, engineRoutes } from './routes.ts';
import { findFormDraft, mostDrafts, saveFormDraft } from './store/form-drafts.ts';
import { codeOf, codes } from './testing.ts';
import { engineTown, proposal, statement, type Town } from './testing-application.ts';
import type { Actor } from './ports.ts';

let [base, town, root, store]: [TestDatabase, Town, string, BlobStore] = [undefined as never, undefined as never, '', undefined as never];
let routes: Route[] = [];
beforeAll(async () => {
  base = await testDatabase();
  town = engineTown(base.db);
  root = await mkdtemp(join(tmpdir(), 'shuqiao-routes-'));
  store = await folderStore(root);
  routes = [...engineRoutes(town.engine, store), ...draftRoutes(town.engine)];
});
afterAll(async () => {
  await base.drop();
  await rm(root, { recursive: true, force: true });
});

interface Call { readonly actor: Actor; readonly method?: string; readonly path: string; readonly headers?: Record<string, string>; readonly params?: unknown; readonly query?: unknown; readonly body?: unknown; readonly upload?: Upload }

async function call<T>({ actor, method = 'POST', path, headers = {}, params = {}, query = {}, body, upload }: Call): Promise<T> {
  const found = routes.find((route) => route.method === method && route.path === path);
  if (found === undefined) throw new Error(`no route ${method} ${path}`);
  const typed = typedFormOf(found.form, headers['x-shuqiao-typed'], actor);
  const context = { actor, requestNumber: 'r', typed, asked: askedUnder(Buffer.alloc(32)), header: (name: string) => headers[name], upload: async () => upload } as unknown as Context;
  const input = { params: found.in?.params?.parse(params), query: found.in?.query?.parse(query), body: found.in?.body?.parse(body) };
  return (await found.handle(context, input as never)) as T;
}

const key = () => ({ 'idempotency-key': crypto.randomUUID() });
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

test('what is typed for an act is its author’s alone, while he may take it; the act takes it away with it', async () => {
  const opened = await call<MoveAnswer>({ actor: town.clerk, path: '/application', headers: key(), body: { entry: 'e', entryRegion: '320800' } });
  const path = '/drafts/:kind/:form';
  const form = { path, params: { kind: 'application', form: 'submit' }, query: { about: opened.ref } };
  const put = (actor: Actor, body: object, over: object = {}) => call<{ savedAt: string }>({ actor, method: 'PUT', ...form, body: { body }, ...over });
  const got = (actor: Actor, over: object = {}) => call<{ body: object } | null>({ actor, method: 'GET', ...form, ...over });
  expect(await got(town.clerk)).toBeNull();
  await put(town.clerk, { opinion: '先存' });
  await put(town.clerk, { opinion: '先存一半' });
  expect((await got(town.clerk))?.body).toEqual({ opinion: '先存一半' });
  const colleague = { ...town.clerk, person: '01930000-0000-7000-8000-00000000c011' };
  expect(await got(colleague)).toBeNull();
  expect(await codeOf(got({ ...town.clerk, org: codes.other }))).toBe('CASE_NOT_FOUND');
  expect(await codeOf(got({ ...town.clerk, post: 'cataloguer' }))).toBe('NOT_YOUR_MOVE');
  expect(await codeOf(put(town.clerk, { x: 1 }, { params: { kind: 'application', form: 'grant' } }))).toBe('NO_SUCH_MOVE');
  for (const strange of [{ kind: 'nothing', form: 'submit' }, { kind: 'form', form: 'constructor' }]) expect(await codeOf(put(town.clerk, {}, { params: strange, query: {} }))).toBe('DRAFT_FORM_UNKNOWN');
  expect(await codeOf(put(town.clerk, {}, { params: { kind: 'form', form: 'maintenance' }, query: { about: 'x' } }))).toBe('POST_MAY_NOT');
  const shape = routes.find((route) => route.method === 'PUT' && route.path === path)?.in?.body;
  for (const body of [{ text: 'x'.repeat(mostDraftChars) }, { values: [{ newPassword: 'x' }] }, { appSecret: 'x' }, { secret: 'x' }, { 'work-secret': 'x' }]) expect(shape?.safeParse({ body }).success).toBe(false);
  expect(shape?.safeParse({ body: { values: { secret: 'work-secret', answers: { 'work-secret': { answer: 'no', note: '' } } } } }).success).toBe(true); // what an assessment asks is no key
  await call({ actor: colleague, method: 'DELETE', ...form });
  expect(await got(town.clerk)).not.toBeNull();
  await call({ actor: town.clerk, path: '/application/:ref/:act', headers: { ...key(), 'if-match': '"1"' }, params: { ref: opened.ref, act: 'submit' }, body: statement });
  expect(await codeOf(got(town.clerk))).toBe('NO_SUCH_MOVE');
  expect((await sql<{ n: number }>`select count(*)::int as n from form_draft`.execute(base.db)).rows[0]?.n).toBe(0);
});

test('of very many drafts of one person the oldest go', async () => {
  for (let n = 0; n <= mostDrafts; n++) await transact(base.db, (tx) => saveFormDraft(tx, town.clerk, { kind: 'form', form: 'usage', about: String(n) }, { n }));
  const left = (await sql<{ about: string }>`select about from form_draft order by saved_at`.execute(base.db)).rows.map((row) => row.about);
  expect([left.length, left.includes('0'), left.includes(String(mostDrafts))]).toEqual([mostDrafts, false, true]);
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
  // What every object has by birth is no act.
  expect(await codeOf(call({ ...send, params: { act: 'constructor' } }))).toBe('BATCH_NOT_ALLOWED');
  expect(await codeOf(call({ actor: town.providerHead, path: '/application/:ref/:act', headers: { ...key(), 'if-match': '"1"' }, params: { ref: refs[1] as string, act: 'constructor' }, body: {} }))).toMatch(/^[A-Z_]+$/);
  expect(await codeOf(call({ actor: town.clerk, path: '/application', headers: key(), body: { act: 'constructor' } }))).toBe('ACT_UNKNOWN');
});

test('what was typed for a batch goes with its last case; of none that moved it stays', async () => {
  const refs = await Promise.all([town.received(), town.received()]);
  for (const ref of refs) await town.act(town.providerClerk, ref, 'propose', proposal);
  const form = { kind: 'form', form: 'batch', about: 'application.grant' };
  const kept = async () => (await findFormDraft(base.db, town.providerHead, form))?.body;
  const grant = async (chosen: readonly (readonly [CaseRef, number])[]) => {
    const cases = await Promise.all(chosen.map(async ([ref, behind]) => ({ ref, version: (await town.engine.view(town.providerHead, ref)).version - behind })));
    return (await call<BatchAnswer>({ actor: town.providerHead, path: '/application/batch/:act', headers: { ...key(), 'x-shuqiao-typed': form.about }, params: { act: 'grant' }, body: { cases, opinion: '同意' } })).results.map((one) => one.answer !== null);
  };
  const [first, second] = refs as [CaseRef, CaseRef];
  await transact(base.db, (tx) => saveFormDraft(tx, town.providerHead, form, { opinion: '同意' }));
  expect([await grant([[first, 1], [second, 1]]), await kept()]).toEqual([[false, false], { opinion: '同意' }]);
  expect([await grant([[first, 0], [second, 1]]), await kept()]).toEqual([[true, false], undefined]);
  await transact(base.db, (tx) => saveFormDraft(tx, town.providerHead, form, { opinion: '同意' }));
  expect([await grant([[second, 0]]), await kept()]).toEqual([[true], undefined]);
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
