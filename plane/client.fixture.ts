import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { openFromWire } from './national/secret.ts';

/** A consuming department's system as the national protocol has it, for tests and benches; it shares only the decryption with the program. */
export interface WireKey { readonly rid: string; readonly sid: string; readonly appKey: string }
export interface WireAnswer { readonly status: number; readonly type: string; readonly text: string; readonly json: unknown }

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
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text, json: parsed(text) });
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
  const answer = await send(base, 'POST', options.path ?? '/sysapi/auth/refreshappsecret', { 'content-type': 'application/json', ...options.headers }, body);
  const data = (answer.json as { data?: { secret?: string; secretEndTime?: string } } | undefined)?.data;
  return { secret: data?.secret === undefined ? undefined : openFromWire(it.appKey, data.secret), endsAt: data?.secretEndTime, answer };
}

/** One service call; where no secret is given it is fetched first. */
export async function call(base: string, it: WireKey, options: CallOptions = {}): Promise<WireAnswer> {
  const secret = options.secret ?? (await refresh(base, it)).secret ?? it.appKey;
  const auth = quadruple(it, secret, options.prefix ?? 'gjgxjhpt_', options.rtime ?? String(Date.now()), options.sign);
  const place = options.place ?? 'header';
  const query = new URLSearchParams({ ...options.query, ...(place === 'query' ? auth : {}) }).toString();
  const form = place === 'form' || options.form ? new URLSearchParams({ ...options.form, ...(place === 'form' ? auth : {}) }).toString() : undefined;
  const json = place === 'json' || options.json ? JSON.stringify({ ...options.json, ...(place === 'json' ? auth : {}) }) : undefined;
  const body = options.body ?? form ?? json;
  const headers = { ...(place === 'header' ? auth : {}), ...options.headers };
  return send(base, options.method ?? (body === undefined ? 'GET' : 'POST'), `${options.path ?? '/httpproxy'}${query ? `?${query}` : ''}`, headers, body);
}
