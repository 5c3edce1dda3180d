import { expect, test } from 'vitest';
import { ProblemError, restClient } from './rest.ts';

const credential = { baseUrl: 'http://here', clientId: 'rid', clientSecret: 'key', service: 'sid' };
const token = (n: number, seconds = 900) => Response.json({ access_token: `t${n}`, token_type: 'Bearer', expires_in: seconds, scope: 'sid' });
const rows = (data: unknown[], more = false, headers: Record<string, string> = {}) => Response.json({ data, page: 1, more }, { headers });
const problem = (status: number, body: object, headers: Record<string, string> = {}) => new Response(JSON.stringify(body), { status, headers });

function answering(...answers: Response[]) {
  const sent: { readonly url: string; readonly headers: Headers; readonly body: string }[] = [];
  let time = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    sent.push({ url: String(input), headers: new Headers(init?.headers), body: String(init?.body) });
    return answers.shift() ?? new Response('gone', { status: 502 });
  };
  return { sent, later: (ms: number) => { time += ms; }, client: restClient(credential, { fetch, now: () => time, person: 'window-03' }) };
}

test('one token serves many calls, and is asked for anew before it runs out', async () => {
  const { sent, client, later } = answering(token(1), rows([{ a: '1' }]), rows([]), token(2), rows([]));
  expect(await client.ask({ id: 'x' })).toMatchObject({ data: [{ a: '1' }], page: 1, more: false });
  await client.ask({ id: 'y' }, { page: 2, pageSize: 5 });
  later(880_000);
  await client.ask({ id: 'z' });
  expect(sent.map(({ url }) => url.slice(11))).toEqual(['/oauth2/token', '/api/data/sid', '/api/data/sid', '/oauth2/token', '/api/data/sid']);
  expect(sent[0]?.body).toBe('grant_type=client_credentials&client_id=rid&client_secret=key&scope=sid');
  expect([sent[1]?.headers.get('authorization'), sent[1]?.headers.get('shuqiao-person'), sent[2]?.body, sent[4]?.headers.get('authorization')]).toEqual(['Bearer t1', 'window-03', '{"id":"y","page":2,"pageSize":5}', 'Bearer t2']);
});

test('a token that was refused meanwhile is replaced once; a second refusal is told', async () => {
  const stopped = { type: '/developers#GATE_KEY_STOPPED', title: '令牌所属的密钥已停用', status: 401, detail: '……', code: 'GATE_KEY_STOPPED', requestId: 'R' };
  const good = answering(token(1), problem(401, stopped), token(2), rows([]));
  await good.client.ask({});
  expect(good.sent).toHaveLength(4);
  const bad = answering(token(1), problem(401, stopped), token(2), problem(401, stopped));
  await expect(bad.client.ask({})).rejects.toMatchObject({ name: 'ProblemError', problem: { code: 'GATE_KEY_STOPPED', status: 401 } });
});

test('problems carry their code, sentence, number and the wait; an answer that is not ours is still told in Chinese', async () => {
  const spent = answering(token(1), problem(429, { code: 'GATE_QUOTA_SPENT', detail: '今日调用次数已用完', requestId: 'R-1', status: 429 }, { 'retry-after': '30' }));
  await expect(spent.client.ask({})).rejects.toMatchObject({ message: '今日调用次数已用完', retryAfter: 30, problem: { requestId: 'R-1' } });
  const refused = answering(problem(401, { error: 'invalid_client', error_description: 'x', message: '应用标识或者密钥不被接受。', code: 'GATE_CLIENT_REFUSED', requestId: 'R-2' }));
  await expect(refused.client.ask({})).rejects.toMatchObject({ message: '应用标识或者密钥不被接受。', problem: { title: 'invalid_client', status: 401 } });
  const proxy = answering(problem(502, {}, {}));
  const thrown = await proxy.client.ask({}).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(ProblemError);
  expect(thrown).toMatchObject({ problem: { code: 'HTTP_502', detail: '服务暂时没有应答，请稍后重试。' } });
});

test('all pages in turn; what the headers say of quota, end and sandbox', async () => {
  const paged = answering(token(1), rows([1, 2], true), rows([3], false));
  const seen: unknown[] = [];
  for await (const row of paged.client.all({ school: 's' }, 2)) seen.push(row);
  expect(seen).toEqual([1, 2, 3]);
  const going = answering(token(1), Response.json({ data: [1], page: 1, more: true, next: 'MQ' }), rows([2], false)); // taken whole: by where it goes on
  for await (const row of going.client.all({}, 1)) seen.push(row);
  expect([seen.slice(3), going.sent[1]?.body, going.sent[2]?.body]).toEqual([[1, 2], '{"page":1,"pageSize":1}', '{"after":"MQ","pageSize":1}']);
  const told = answering(token(1), rows([], false, { ratelimit: '"minute";r=59;t=3, "day";r=7;t=9', deprecation: '@1767225600', sunset: 'Sun, 28 Feb 2027 16:00:00 GMT', sandbox: 'true', 'x-request-id': 'R' }));
  expect((await told.client.ask({})).standing).toEqual({ requestId: 'R', left: { minute: 59, day: 7 }, deprecated: true, sunset: new Date('2027-02-28T16:00:00Z'), sandbox: true });
});
