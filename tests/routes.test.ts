import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, postMay, postNames } from '../law/permissions.ts';
import type { Permission, Post } from '../law/permissions.ts';
import { fieldWords } from '../law/field-words.ts';
import { lintOpenApi } from '../scripts/testing/lint-openapi.ts';
import { town } from './town.ts';
import type { Town } from './town.ts';

/** One test over all routes: absent without log-in, refused without the permission, and no input makes a 500. */
interface Operation { readonly method: string; readonly path: string; readonly may: Permission; readonly body: boolean; readonly queries: readonly string[] }

let it: Town;
let operations: Operation[] = [];
beforeAll(async () => {
  it = await town({ today: '2026-09-14' });
  const document = await (await fetch(`${it.base}/api/openapi.json`)).json() as { paths: Record<string, Record<string, { 'x-may'?: Permission; requestBody?: unknown; parameters?: { name: string; in: string }[] }>> };
  operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, operation]) => (
    operation['x-may'] === undefined ? [] : [{ method: method.toUpperCase(), path, may: operation['x-may'], body: operation.requestBody !== undefined,
      queries: (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name) }])));
});
afterAll(() => it.stop());

const deskOf: Readonly<Record<Post, string>> = {
  cataloguer: 'education.cataloguer', clerk: 'education.clerk', head: 'education.head', chief: 'education.chief', operator: 'education.operator', security: 'education.security',
  reviewer: 'bureau.reviewer', lead: 'bureau.lead', 'platform-system': 'platform.system', 'platform-security': 'platform.security', 'platform-audit': 'platform.audit',
};
const posts = Object.keys(postNames) as Post[];
const uuid = '01930000-0000-7000-8000-000000000001';

/** A path with plausible values; unknown cases, codes and tokens. */
function plain(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => ({ ref: `320800-${uuid}`, act: 'submit', region: '320800', entry: uuid, id: uuid, person: uuid, code: '11320800PDY00001X6', n: '1', year: '2027', version: '1', token: 'A'.repeat(43) })[name] ?? uuid);
}

const ask = (operation: Operation, headers: Record<string, string>, body?: string | Buffer, path = plain(operation.path)) => fetch(it.base + path, {
  method: operation.method,
  headers: { 'idempotency-key': randomUUID(), 'if-match': '"1"', ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body: body as string }),
});

test('the console’s OpenAPI document has no fault for the linter', async () => {
  // A word in a path stands before a placeholder in the same place (batch, {ref}), as OpenAPI has it and the server does.
  expect(await lintOpenApi(await (await fetch(`${it.base}/api/openapi.json`)).json() as object, ['no-ambiguous-paths'])).toEqual([]);
});

test('every field that the interface takes has a word: a refusal says in Chinese where something is wrong', async () => {
  const document = await (await fetch(`${it.base}/api/openapi.json`)).json() as object;
  const [names, todo] = [new Set<string>(), [...requestsIn(document)]];
  for (const shape of todo) { // grows as it goes
    if (typeof shape !== 'object' || shape === null) continue;
    const { properties, name, ...rest } = shape as Record<string, unknown>;
    if (typeof properties === 'object' && properties !== null) for (const [each, inner] of Object.entries(properties)) { names.add(each); todo.push(inner); }
    if (typeof name === 'string' && 'in' in rest && (rest['in'] === 'query' || rest['in'] === 'path')) names.add(name);
    todo.push(...Object.values(rest));
  }
  expect(names.size).toBeGreaterThan(300);
  expect([...names].filter((each) => !Object.hasOwn(fieldWords, each))).toEqual([]);
  const { body } = await it.client('labour.clerk').ask('POST', '/api/dispute', { subject: { kind: 'grant', ref: 7 } });
  expect(body.message).toMatch(/“对象 事项”/);
});

/** Bodies and parameters of all operations; what they answer is no question. */
function requestsIn(document: object): unknown[] {
  const paths = (document as { paths: Record<string, Record<string, { requestBody?: unknown; parameters?: unknown }>> }).paths;
  return Object.values(paths).flatMap((path) => Object.values(path)).flatMap(({ requestBody, parameters }) => [requestBody, parameters]);
}

/** Nobody may end his own session here: the others need it. */
const spare = (operation: Operation) => !(operation.path === '/api/session' && operation.method === 'DELETE') && !operation.path.startsWith('/api/session/');

describe('every route', () => {
  test('there are many, and each names a permission that exists', () => {
    expect(operations.length).toBeGreaterThan(80);
    for (const { may } of operations) expect(permissions[may]).toBeDefined();
  });

  test('without log-in: 401 and nothing else', async () => {
    for (const operation of operations.filter((one) => one.may !== 'public')) {
      const answer = await ask(operation, {}, operation.body ? '{}' : undefined);
      expect([operation.method, operation.path, answer.status]).toEqual([operation.method, operation.path, 401]);
      const forged = await ask(operation, { cookie: `__Host-shuqiao=${'A'.repeat(43)}`, 'x-shuqiao': '1' }, operation.body ? '{}' : undefined);
      expect([operation.path, forged.status]).toEqual([operation.path, 401]);
    }
  });

  test('a post without the permission: 403 with the posts that may, before the body is read', async () => {
    for (const operation of operations.filter((one) => one.may !== 'public')) {
      for (const post of posts.filter((one) => !postMay(one, operation.may))) {
        const answer = await ask(operation, { cookie: it.client(deskOf[post]).cookie, 'x-shuqiao': '1' }, operation.body ? '{"not": "json' : undefined);
        const body = await answer.json() as { code: string; post: string[] };
        expect([operation.path, post, answer.status, body.code]).toEqual([operation.path, post, 403, 'POST_MAY_NOT']);
        expect(body.post).not.toContain(post);
      }
    }
  });

  test('a change with a cookie and without the header, or from another origin: refused', async () => {
    for (const operation of operations.filter((one) => one.method !== 'GET')) {
      const { cookie } = it.client('education.clerk');
      expect([operation.path, (await ask(operation, { cookie }, operation.body ? '{}' : undefined)).status]).toEqual([operation.path, 403]);
      expect([operation.path, (await ask(operation, { cookie, 'x-shuqiao': '1', origin: 'https://elsewhere.example' }, operation.body ? '{}' : undefined)).status]).toEqual([operation.path, 403]);
    }
  });

  test('cases, entries and attachments of others are absent', async () => {
    for (const operation of operations.filter((one) => one.method === 'GET' && /\{(ref|id|person)\}/.test(one.path) && one.may !== 'public')) {
      const post = posts.find((one) => postMay(one, operation.may)) as Post;
      const answer = await ask(operation, { cookie: it.client(deskOf[post]).cookie });
      expect([400, 404], operation.path).toContain(answer.status); // 400: it asks for more than the address
    }
  });
});

describe('bad input is a refusal, never a 500', () => {
  const odd: readonly (readonly [string, string | Buffer])[] = [
    ['nothing', ''], ['null', 'null'], ['a list', '[]'], ['a number', '5'], ['a text', '"x"'], ['broken', '{"a":'], ['deep', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
    ['GBK', Buffer.from([0x7b, 0x22, 0xca, 0xfd, 0x22, 0x3a, 0x31, 0x7d])], ['bad UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22])],
    ['SQL', JSON.stringify({ q: "'; drop table account; --", act: "create'; --", person: "' or 1=1", name: '\u0000', posts: "x'y", items: { $ne: 1 } })],
    ['wrong types', JSON.stringify({ act: 5, posts: 'x', opinion: {}, attachments: 'x', cases: 3, date: [], region: {}, body: null, account: [], password: {}, code: 1, org: 5, items: [[[]]], days: 'x', by: 7, rows: 'x', csv: 5, kind: [], version: '1' })],
    ['prototype', '{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}}}'],
  ];

  test('bodies', async () => {
    for (const operation of operations.filter((one) => one.method !== 'GET' && spare(one))) {
      const post = operation.may === 'public' ? undefined : posts.find((one) => postMay(one, operation.may)) as Post;
      const headers: Record<string, string> = post === undefined ? {} : { cookie: it.client(deskOf[post]).cookie, 'x-shuqiao': '1' };
      for (const [what, body] of odd) {
        const answer = await ask(operation, headers, body);
        if (answer.status >= 500) throw new Error(`${operation.method} ${operation.path} with ${what}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }
    }
  });

  const tricks = ['%00', '..%2f..%2fetc%2fpasswd', "'%3b%20drop%20table%20account%3b--", '%ff%fe', '320800-', 'x'.repeat(290), '%F0%9F%98%80', '-1', '1e309', '%7B%7D'];
  test('paths', async () => {
    for (const operation of operations.filter((one) => one.path.includes('{') && spare(one))) {
      const post = operation.may === 'public' ? undefined : posts.find((one) => postMay(one, operation.may)) as Post;
      const headers: Record<string, string> = post === undefined ? {} : { cookie: it.client(deskOf[post]).cookie, 'x-shuqiao': '1' };
      for (const trick of tricks) {
        const answer = await ask(operation, headers, operation.body ? '{}' : undefined, operation.path.replace(/\{\w+\}/g, trick));
        if (answer.status >= 500) throw new Error(`${operation.method} ${operation.path} with ${trick}: ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }
    }
  });

  test('queries', async () => {
    const values = ['', "'", '%00', '%25_%5C', '-1', '999999999999', 'null', '2026-13-45', '%F0%9F%98%80', 'a%20b', '1%2C2', `${'x'.repeat(300)}`];
    for (const operation of operations.filter((one) => one.method === 'GET' && one.may !== 'public')) {
      const post = posts.find((one) => postMay(one, operation.may)) as Post;
      for (const value of values) {
        for (const word of operation.queries) {
          const answer = await ask(operation, { cookie: it.client(deskOf[post]).cookie }, undefined, `${plain(operation.path)}?${word}=${value}`);
          if (answer.status >= 500) throw new Error(`${operation.path}?${word}=${value}: ${answer.status} ${await answer.text()}`);
          await answer.arrayBuffer();
        }
      }
    }
  });

  test('10 MB: refused before it is here', async () => {
    const large = JSON.stringify({ opinion: 'x'.repeat(10 * 1024 * 1024) });
    for (const path of ['/api/application', '/api/organisations', '/api/session']) {
      const answer = await fetch(it.base + path, { method: 'POST', headers: { 'content-type': 'application/json', 'x-shuqiao': '1', cookie: it.client(path.endsWith('organisations') ? 'platform.system' : 'education.clerk').cookie }, body: large }).catch(() => undefined);
      expect([413, undefined]).toContain(answer?.status);
    }
    expect((await fetch(`${it.base}/healthz`)).status).toBe(200);
  });
});
