import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { openFromWire } from './national/secret.ts';

/** A consuming department's system as the national protocol has it, for tests and benches; it shares only the decryption with the program. */
export interface WireKey { readonly rid: string; readonly sid: string; readonly appKey: string }
export interface WireAnswer { readonly status: number; readonly type: string; readonly text: string; readonly json: unknown; readonly headers: Readonly<Record<string, string | undefined>> }

export interface CallOptions {
  readonly method?: string;
  readonly path?: string;
  readonly prefix?: string;
  readonly place?: 'header' | 'query' | 'form' | 'json' | 'none';
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly secret?: string;
  readonly rtime?: string;
  readonly sign?: string;
  /** Takes the word of a closed gateway for its answer. */
  readonly impatient?: true;
}

export function signOf(key: string, it: WireKey, rtime: string): string {
  return createHmac('sha256', key).update(it.sid + it.rid + rtime).digest('base64');
}

export function send(base: string, method: string, path: string, headers: Readonly<Record<string, string>>, body?: string | Buffer): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(base + path, { method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text, json: parsed(text), headers: response.headers as Record<string, string | undefined> });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function quadruple(it: WireKey, key: string, prefix: string, rtime: string, sign?: string): Record<string, string> {
  return { [`${prefix}rid`]: it.rid, [`${prefix}sid`]: it.sid, [`${prefix}rtime`]: rtime, [`${prefix}sign`]: sign ?? signOf(key, it, rtime) };
}

/** Fetches a secret; undefined and the answer where the gateway refuses. */
export async function refresh(base: string, it: WireKey, options: CallOptions = {}): Promise<{ secret: string | undefined; endsAt: string | undefined; answer: WireAnswer }> {
  const body = JSON.stringify(quadruple(it, it.appKey, options.prefix ?? 'gjgxjhpt_', options.rtime ?? String(Date.now()), options.sign));
  const once = () => send(base, 'POST', options.path ?? '/sysapi/auth/refreshappsecret', { 'content-type': 'application/json', ...options.headers }, body);
  const answer = await (options.impatient ? once() : whenOpen(once));
  const data = (answer.json as { data?: { secret?: string; secretEndTime?: string } } | undefined)?.data;
  return { secret: data?.secret === undefined ? undefined : openFromWire(it.appKey, data.secret), endsAt: data?.secretEndTime, answer };
}

/** One service call; where no secret is given it is fetched first. */
export async function call(base: string, it: WireKey, options: CallOptions = {}): Promise<WireAnswer> {
  const secret = options.secret ?? (await refresh(base, it, options.impatient ? { impatient: true } : {})).secret ?? it.appKey;
  const auth = quadruple(it, secret, options.prefix ?? 'gjgxjhpt_', options.rtime ?? String(Date.now()), options.sign);
  const place = options.place ?? 'header';
  const query = new URLSearchParams({ ...options.query, ...(place === 'query' ? auth : {}) }).toString();
  const form = place === 'form' || options.form ? new URLSearchParams({ ...options.form, ...(place === 'form' ? auth : {}) }).toString() : undefined;
  const json = place === 'json' || options.json ? JSON.stringify({ ...options.json, ...(place === 'json' ? auth : {}) }) : undefined;
  const body = options.body ?? form ?? json;
  const headers = { ...(place === 'header' ? auth : {}), ...options.headers };
  const once = () => send(base, options.method ?? (body === undefined ? 'GET' : 'POST'), `${options.path ?? '/httpproxy'}${query ? `?${query}` : ''}`, headers, body);
  return options.impatient ? once() : whenOpen(once);
}

/** The REST door as a department's system uses it. */
export interface TokenAnswer { readonly token: string | undefined; readonly answer: WireAnswer }

export interface RestOptions {
  readonly token?: string;
  readonly method?: string;
  readonly service?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes the word of a closed gateway for its answer. */
  readonly impatient?: true;
}

/** A token by client_secret_post, or by whatever form and headers are given. */
export async function tokenFor(base: string, it: WireKey, options: { readonly form?: Readonly<Record<string, string>> | string; readonly headers?: Readonly<Record<string, string>>; readonly method?: string; readonly impatient?: true } = {}): Promise<TokenAnswer> {
  const form = options.form ?? { grant_type: 'client_credentials', client_id: it.rid, client_secret: it.appKey };
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const once = () => send(base, options.method ?? 'POST', '/oauth2/token', { 'content-type': 'application/x-www-form-urlencoded', ...options.headers }, body);
  const answer = await (options.impatient ? once() : whenOpen(once));
  return { token: (answer.json as { access_token?: string } | undefined)?.access_token, answer };
}

export function basic(it: Pick<WireKey, 'rid' | 'appKey'>): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${encodeURIComponent(it.rid)}:${encodeURIComponent(it.appKey)}`).toString('base64')}` };
}

/** A gateway that could not look for two seconds, as on a machine with too much to do, says when to ask again: a client does. */
async function whenOpen(ask: () => Promise<WireAnswer>): Promise<WireAnswer> {
  const until = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    const { code, message } = (answer.json ?? {}) as { code?: string; message?: string };
    if (Date.now() > until || (code !== 'GATE_CLOSED' && message !== '服务暂不可用，请稍后重试')) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One call at the REST door; where no token is given it is asked for first. */
export async function restCall(base: string, it: WireKey, options: RestOptions = {}): Promise<WireAnswer> {
  const token = options.token ?? (await tokenFor(base, it)).token ?? 'none';
  const query = new URLSearchParams(options.query).toString();
  const body = options.body ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  const headers = { authorization: `Bearer ${token}`, ...(options.json === undefined ? {} : { 'content-type': 'application/json' }), ...options.headers };
  const once = () => send(base, options.method ?? (body === undefined ? 'GET' : 'POST'), `/api/data/${options.service ?? it.sid}${query ? `?${query}` : ''}`, headers, body);
  return options.impatient ? once() : whenOpen(once);
}
