import { expect, test } from 'vitest';
import { ApiError, createClient, queryText, requestKey } from './client.ts';

interface Sent { readonly url: string; readonly init: RequestInit }
function answering(...answers: (Response | Error)[]) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push({ url: String(input), init: init ?? {} });
    const next = answers.shift() ?? new Response('{}');
    if (next instanceof Error) throw next;
    return next;
  };
  return { sent, client: createClient({ base: 'http://here', fetch }) };
}
const headersOf = (sent: Sent | undefined) => new Headers(sent?.init.headers);

test('a move carries its request key and the version it saw; a broken line sends the same key again', async () => {
  const { sent, client } = answering(new TypeError('line'), new Response('{"version":4}'));
  await client.move({ kind: 'application', ref: '320800-x', version: 3 }, 'grant', { opinion: '同意' }, 'key-1');
  expect(sent.map((s) => [s.url, headersOf(s).get('idempotency-key'), headersOf(s).get('if-match')])).toEqual([
    ['http://here/api/application/320800-x/grant', 'key-1', '"3"'], ['http://here/api/application/320800-x/grant', 'key-1', '"3"'],
  ]);
});

test('what may not be repeated is sent once', async () => {
  const { sent, client } = answering(new TypeError('line'));
  await expect(client.post('/session', {})).rejects.toMatchObject({ status: 0, refusal: { kind: 'unavailable' } });
  expect(sent).toHaveLength(1);
});

test('a refusal is an ApiError with the server’s sentence, its article and its fields', async () => {
  const body = { code: 'X', kind: 'invalid', article: '21.2', message: '须先一次性告知', fields: [{ path: 'points', message: '必填' }], requestNumber: 'R-1' };
  const { client } = answering(new Response(JSON.stringify(body), { status: 400 }));
  const thrown = await client.get('/x').catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ApiError);
  expect(thrown).toMatchObject({ status: 400, refusal: body });
});

test('an answer that is not ours, a proxy’s page, is still told in Chinese', async () => {
  const { client } = answering(new Response('<html>', { status: 502 }), new Response('<html>', { status: 404 }));
  await expect(client.get('/x')).rejects.toMatchObject({ refusal: { kind: 'bug', message: '服务暂时没有应答，可以放心重试。' } });
  await expect(client.get('/x')).rejects.toMatchObject({ refusal: { code: 'HTTP_404' } });
});

test('empty filters stay out of the address; keys are UUIDs', () => {
  expect(queryText({ q: '参保', side: '', after: undefined, size: 20 })).toBe('?q=%E5%8F%82%E4%BF%9D&size=20');
  expect(requestKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(requestKey()).not.toBe(requestKey());
});
