import type { IncomingMessage } from 'node:http';
import { readWhole } from '../http/body.ts';
import type { Reply } from '../http/reply.ts';
import { refused, type Refusal } from '../national/answers.ts';
import { isRefusal } from '../national/authenticate.ts';
import type { RestProfile } from '../profiles/index.ts';
import { jsonReply } from './answers.ts';
import { isTwice, type Client, type RestAuthenticator } from './authenticate.ts';
import type { Tokens } from './tokens.ts';

export interface TokenDeps { readonly restAuthenticator: RestAuthenticator; readonly tokens: Tokens }

type Form = ReadonlyMap<string, string>;
const malformed = (why: string): Refusal => refused('form-bad', why, { why });
const badClient = refused('client-bad', '应用标识或者密钥不被接受');
const bodyWithinMs = 10_000;

/** The token address: client credentials (RFC 6749 §4.4) by client_secret_basic or client_secret_post. A token is no use of data and leaves no record. */
export async function answerToken(deps: TokenDeps, profile: RestProfile, request: IncomingMessage, requestId: string, nowMs: number): Promise<Reply | Refusal> {
  if (request.method !== 'POST') return refused('method', '只受理 POST', { allowed: 'POST' });
  const form = await formOf(profile, request);
  if (isRefusal(form)) return form;
  const grantType = form.get('grant_type');
  if (grantType === undefined) return malformed('缺少 grant_type');
  if (grantType !== 'client_credentials') return refused('grant-type', '只受理 client_credentials');
  const client = clientOf(request, form);
  if (isRefusal(client)) return client;
  const known = deps.restAuthenticator.client(client, form.get('scope'), nowMs);
  if (isRefusal(known)) return known;
  const { pair, key } = known;
  const endsAtMs = Math.min(nowMs + profile.token.lifeMs, key.endsAtMs);
  const token = deps.tokens.give({ rid: pair.rid, sid: pair.sid, nth: key.nth, endsAtMs });
  const body = JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: Math.floor((endsAtMs - nowMs) / 1_000), scope: pair.sid });
  return jsonReply(body, requestId, ['pragma', 'no-cache']);
}

const formType = /^application\/x-www-form-urlencoded(?:;|$)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

async function formOf(profile: RestProfile, request: IncomingMessage): Promise<Form | Refusal> {
  if (!formType.test(request.headers['content-type'] ?? '')) return malformed('Content-Type 须为 application/x-www-form-urlencoded');
  const read = await readWhole(request, profile.token.mostBytes, bodyWithinMs);
  if ('failed' in read) return read.failed === 'broken' ? malformed('请求体不完整') : refused(`body-${read.failed}`, '请求体过大或者过慢');
  const form = new Map<string, string>();
  for (const part of read.body.toString('latin1').split('&')) {
    if (part === '') continue;
    const eq = part.indexOf('=');
    const [name, value] = [decoded(eq < 0 ? part : part.slice(0, eq)), decoded(eq < 0 ? '' : part.slice(eq + 1))];
    if (name === undefined || value === undefined) return malformed('含有不是 UTF-8 的内容');
    if (form.has(name)) return malformed(`参数 ${name.slice(0, 40)} 重复`); // RFC 6749 §3.2
    if (value !== '') form.set(name, value); // without a value: as if it were not there
  }
  return form;
}

/** Percent-encoding undone; undefined where what comes out is no UTF-8. */
function decoded(text: string): string | undefined {
  try {
    const bytes = Buffer.from(text.replaceAll('+', ' ').replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** One of the two ways to show the secret, never both (RFC 6749 §2.3). */
function clientOf(request: IncomingMessage, form: Form): Client | Refusal {
  const { authorization } = request.headers;
  const [id, secret] = [form.get('client_id'), form.get('client_secret')];
  if (authorization === undefined) return id === undefined || secret === undefined ? badClient : { id, secret };
  if (secret !== undefined) return malformed('密钥既在请求头又在请求体，只能用一种');
  if (isTwice(request.rawHeaders, 'authorization')) return malformed('有两个 Authorization 请求头');
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  const basic = { id: decoded(text.slice(0, colon)), secret: decoded(text.slice(colon + 1)) };
  if (colon < 1 || basic.id === undefined || basic.secret === undefined) return badClient;
  return id !== undefined && id !== basic.id ? malformed('请求头与请求体的应用标识不同') : { id: basic.id, secret: basic.secret };
}
