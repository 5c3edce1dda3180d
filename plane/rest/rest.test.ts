import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { startBed, type Bed, type MadeGrant } from '../bed.fixture.ts';
import { basic, restCall, send, tokenFor } from '../client.fixture.ts';
import { createTokens } from './tokens.ts';

let bed: Bed;
let it: Awaited<ReturnType<Bed['gateway']>>;
let grant: MadeGrant;
let token: string;
const query = { id: '990000199001010007' };
beforeAll(async () => {
  bed = await startBed();
  grant = await bed.grant();
  it = await bed.gateway();
  token = (await tokenFor(it.url, grant)).token as string;
});
afterAll(async () => {
  expect(it.bugs).toEqual([]);
  await bed.stop();
});

const grantType = { grant_type: 'client_credentials' };

test('a token by either way of showing the secret, with or without the service as scope: RFC 6749 §4.4', async () => {
  const shown = { grant_type: 'client_credentials', client_id: grant.rid, client_secret: grant.appKey };
  for (const [form, headers] of [[shown, {}], [grantType, basic(grant)], [{ ...grantType, client_id: grant.rid }, basic(grant)], [{ ...shown, scope: grant.sid }, {}], [{ ...shown, scope: '' }, {}]] as const) {
    const { answer } = await tokenFor(it.url, grant, { form, headers });
    expect(answer).toMatchObject({ status: 200, type: 'application/json; charset=utf-8', json: { token_type: 'Bearer', expires_in: 900, scope: grant.sid }, headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
    expect((await restCall(it.url, grant, { token: (answer.json as { access_token: string }).access_token, query })).text).toContain('测试7');
  }
});

test('errors of the token address are those of RFC 6749 §5.2: ASCII descriptions, our sentence beside them, one text for every wrong client', async () => {
  const shown = { client_id: grant.rid, client_secret: grant.appKey };
  for (const [name, given, error, status] of [
    ['no grant_type', { form: shown }, 'invalid_request', 400], ['another grant_type', { form: { ...shown, grant_type: 'password' } }, 'unsupported_grant_type', 400], ['twice', { form: `grant_type=client_credentials&client_id=${grant.rid}&client_id=x&client_secret=${grant.appKey}` }, 'invalid_request', 400],
    ['another scope', { form: { ...shown, ...grantType, scope: 'another' } }, 'invalid_scope', 400], ['JSON', { form: JSON.stringify({ ...shown, ...grantType }), headers: { 'content-type': 'application/json' } }, 'invalid_request', 400], ['nothing', { form: '' }, 'invalid_request', 400],
    ['both ways', { form: { ...shown, ...grantType }, headers: basic(grant) }, 'invalid_request', 400], ['two clients', { form: { ...grantType, client_id: 'x' }, headers: basic(grant) }, 'invalid_request', 400],
    ['bad UTF-8', { form: `grant_type=client_credentials&client_id=%ff&client_secret=x` }, 'invalid_request', 400], ['8 KB', { form: `grant_type=client_credentials&x=${'a'.repeat(9_000)}` }, 'invalid_request', 413], ['GET', { form: '', method: 'GET' }, 'invalid_request', 405],
  ] as const) {
    const { answer } = await tokenFor(it.url, grant, given as object);
    expect(answer, name).toMatchObject({ status, json: { error, message: expect.stringMatching(/^\p{Script=Han}/u), code: expect.stringMatching(/^[A-Z_]+$/), requestId: expect.any(String) } });
    expect((answer.json as { error_description: string }).error_description, name).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  }
  const wrong = await Promise.all([
    tokenFor(it.url, { ...grant, rid: 'nobody' }), tokenFor(it.url, { ...grant, appKey: 'f'.repeat(32) }), tokenFor(it.url, { ...grant, appKey: '' }), tokenFor(it.url, { ...grant, rid: grant.sid }), tokenFor(it.url, grant, { form: grantType }),
    tokenFor(it.url, grant, { form: grantType, headers: basic({ ...grant, appKey: 'x' }) }), tokenFor(it.url, grant, { form: grantType, headers: { authorization: 'Basic !!!' } }), tokenFor(it.url, grant, { form: grantType, headers: { authorization: 'Basic bm9jb2xvbg==' } }), tokenFor(it.url, grant, { form: grantType, headers: { authorization: `Bearer ${token}` } }),
    tokenFor(it.url, grant, { form: { ...grantType, client_id: grant.rid, client_secret: 'x', scope: grant.sid } }),
  ]);
  const texts = wrong.map(({ answer }) => {
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
    const { requestId: _, ...rest } = answer.json as { requestId: string };
    return JSON.stringify(rest);
  });
  expect(new Set(texts).size).toBe(1);
});

test('a bearer is refused as RFC 6750 has it: nothing told without a token, the cause named for one of ours', async () => {
  const expired = createTokens(bed.keys.tokenKey('rest')).give({ rid: grant.rid, sid: grant.sid, nth: 1, endsAtMs: Date.now() - 1 });
  const other = await bed.grant();
  const path = `/api/data/${grant.sid}?id=${query.id}`;
  for (const [name, headers, status, code, challenge] of [
    ['no header', {}, 401, 'GATE_TOKEN_MISSING', 'Bearer realm="shuqiao"'], ['another scheme', basic(grant), 401, 'GATE_TOKEN_MISSING', 'Bearer realm="shuqiao"'],
    ['empty', { authorization: 'Bearer ' }, 400, 'GATE_TOKEN_MISPLACED', 'error="invalid_request"'], ['spaces', { authorization: `Bearer ${token} x` }, 400, 'GATE_TOKEN_MISPLACED', 'error="invalid_request"'],
    ['forged', { authorization: `Bearer ${token.slice(0, -3)}AAA` }, 401, 'GATE_TOKEN_INVALID', 'error="invalid_token"'], ['the key itself', { authorization: `Bearer ${grant.appKey}` }, 401, 'GATE_TOKEN_INVALID', 'error="invalid_token"'],
    ['expired', { authorization: `Bearer ${expired}` }, 401, 'GATE_TOKEN_EXPIRED', 'has expired'],
  ] as const) {
    const answer = await send(it.url, 'GET', path, headers);
    expect(answer, name).toMatchObject({ status, type: 'application/problem+json; charset=utf-8', json: { status, code, type: `/developers#${code}`, title: expect.any(String), detail: expect.stringMatching(/。/) } });
    expect(answer.headers['www-authenticate'], name).toContain(challenge);
    for (const header of ['ratelimit', 'sunset', 'sandbox']) expect(answer.headers[header], name).toBeUndefined();
  }
  expect((await send(it.url, 'GET', `${path}&access_token=${token}`, {})).json).toMatchObject({ code: 'GATE_TOKEN_MISPLACED' });
  expect((await send(it.url, 'GET', path, { authorization: `bearer ${token}` })).status).toBe(200);
  // A service that exists and one that does not: the same answer to who holds a token for another.
  const foreign = await Promise.all([other.sid, 'f'.repeat(32), 'x/../httpproxy', '%00', `${grant.sid}/`.repeat(2)].map((service) => restCall(it.url, grant, { token, service, query })));
  for (const answer of foreign) expect(answer).toMatchObject({ status: 403, json: { code: 'GATE_SERVICE_FOREIGN' }, headers: { 'www-authenticate': expect.stringContaining('insufficient_scope') } });
  expect(new Set(foreign.map(({ json }) => JSON.stringify({ ...(json as object), requestId: '' }))).size).toBe(1);
});

test('a good answer: data, page, more; the quota in headers; its number is that of the record', async () => {
  const answer = await restCall(it.url, grant, { token, query });
  expect(answer).toMatchObject({ status: 200, type: 'application/json; charset=utf-8', headers: { 'cache-control': 'no-store', 'ratelimit-policy': '"minute";q=1000000;w=60, "day";q=1000000;w=86400' } });
  expect(answer.text).toBe('{"data":[{"id":"990000199001010007","name":"测试7","born":"1990-01-08","salary":"7.50","seq":7}],"page":1,"more":false}');
  expect(answer.headers['ratelimit']).toMatch(/^"minute";r=\d+;t=\d+, "day";r=\d+;t=\d+$/);
  for (let n = 0; n < 2; n += 1) await it.gateway.ship(); // the first may have begun before this call
  const { rows } = await sql`select status from call_record where id = ${answer.headers['x-request-id']}::uuid`.execute(bed.base.db);
  expect(rows).toEqual([{ status: 'ok' }]);
});

test('a rotated key: tokens of the old one last no longer than it; a stopped one takes its tokens with it', async () => {
  const own = await bed.grant();
  const soon = Date.now() + 60_000;
  await bed.change({ what: 'key', id: own.id, stopped: false }, async (tx) => {
    await tx.updateTable('credential').set({ endsAt: new Date(soon).toISOString() }).where('grantId', '=', own.id).execute();
    await tx.insertInto('credential').values({ rid: own.rid, sid: own.sid, nth: 2, region: '320800', grantId: own.id, sealed: bed.keys.seal('app-key', 'e'.repeat(32), `credential/${own.rid}/${own.sid}/2`) }).execute();
  });
  const [old, fresh] = [own, { ...own, appKey: 'e'.repeat(32) }];
  while ((await tokenFor(it.url, fresh)).token === undefined) await new Promise((resolve) => setTimeout(resolve, 30));
  const { answer } = await tokenFor(it.url, old);
  expect((answer.json as { expires_in: number }).expires_in).toBeLessThanOrEqual(60);
  const both = [(answer.json as { access_token: string }).access_token, (await tokenFor(it.url, fresh)).token as string];
  for (const each of both) expect((await restCall(it.url, own, { token: each, query })).status).toBe(200);
  await bed.change({ what: 'key', id: own.id, stopped: true }, (tx) => tx.updateTable('credential').set({ stoppedAt: new Date().toISOString() }).where('grantId', '=', own.id).where('nth', '=', 1).execute().then(() => undefined));
  for (let status = 200; status === 200; ) ({ status } = await restCall(it.url, own, { token: both[0] as string, query }));
  expect(await restCall(it.url, own, { token: both[0] as string, query })).toMatchObject({ status: 401, json: { code: 'GATE_KEY_STOPPED', article: '35.2' } });
  expect((await restCall(it.url, own, { token: both[1] as string, query })).status).toBe(200);
});

test('a process without records refuses with the article that asks for them; the national door as if it were closed', async () => {
  const full = await bed.gateway({ recordsMaxBytes: 1 });
  let answer = await restCall(full.url, grant, { token, query });
  for (let n = 0; n < 5 && answer.status === 200; n += 1) answer = await restCall(full.url, grant, { token, query }); // the first fills the bound
  expect(answer).toMatchObject({ status: 503, json: { code: 'GATE_RECORD_UNAVAILABLE', article: '29.2' } });
  await full.stop();
});

test('an end that is filed is said with every answer, since when and from when on; dropped, no more: RFC 9745, RFC 8594, Art. 27.3', async () => {
  const own = await bed.grant();
  const short = (await tokenFor(it.url, own)).token as string;
  const headers = async () => { const { headers: all } = await restCall(it.url, own, { token: short, query }); return [all['deprecation'], all['sunset']]; };
  const files = (deprecatedAt: string | null, sunsetOn: string | null) => bed.change({ what: 'grant', id: own.id, stopped: false }, async (tx) => {
    await tx.updateTable('grantCompiled').set((eb) => ({ deprecatedAt, sunsetOn, version: eb('version', '+', 1) })).where('id', '=', own.id).execute();
  });
  expect(await headers()).toEqual([undefined, undefined]);
  await files('2026-11-06T02:00:00Z', '2026-12-01');
  await expect.poll(headers).toEqual([`@${Date.parse('2026-11-06T02:00:00Z') / 1_000}`, 'Mon, 30 Nov 2026 16:00:00 GMT']);
  await files(null, null);
  await expect.poll(headers).toEqual([undefined, undefined]);
});
