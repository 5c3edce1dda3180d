import { createDecipheriv, createHash, createHmac } from 'node:crypto';

/**
 * A client of the national data sharing protocol, as departmental systems speak it: a signing secret is fetched with
 * the appKey, every call is signed with it. For programs on Node; browsers have no business here.
 */
export interface Credential { readonly baseUrl: string; readonly rid: string; readonly sid: string; readonly appKey: string }
export interface Secret { readonly secret: string; /** Milliseconds since 1970. */ readonly endsAt: number }

/** What the gateway refuses, or a service: `code` is the wire's ('E-106', '-1'), the message is Chinese. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'Refused';
    this.code = code;
  }
}

/** Base64(HMAC-SHA256(key, sid ‖ rid ‖ rtime)). */
export function signatureOf(key: string, sid: string, rid: string, rtime: string): string {
  return createHmac('sha256', key).update(sid + rid + rtime).digest('base64');
}

/** AES-128-ECB under the first 16 bytes of SHA-1(SHA-1(appKey)): what the protocol prescribes. */
export function decryptSecret(appKey: string, sealed: string): string {
  const sha1 = (data: Buffer | string) => createHash('sha1').update(data).digest();
  const decipher = createDecipheriv('aes-128-ecb', sha1(sha1(appKey)).subarray(0, 16), null);
  return Buffer.concat([decipher.update(sealed, 'base64'), decipher.final()]).toString('utf8');
}

let last = 0;

/** A time of its own for each call: two of one millisecond would have one signature, which a grant may take but once. */
function freshTime(): string {
  last = Math.max(last + 1, Date.now());
  return String(last);
}

function quadruple(key: string, { rid, sid }: Credential, prefix: string): Record<string, string> {
  const rtime = freshTime();
  return { [`${prefix}rid`]: rid, [`${prefix}sid`]: sid, [`${prefix}rtime`]: rtime, [`${prefix}sign`]: signatureOf(key, sid, rid, rtime) };
}

/** Fetches the present signing secret. Asking again while it lives gives the same one. */
export async function refresh(credential: Credential, prefix = 'gjgxjhpt_'): Promise<Secret> {
  const answer = await fetch(`${credential.baseUrl}/sysapi/auth/refreshappsecret`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(quadruple(credential.appKey, credential, prefix)),
  });
  const body = (await answer.json()) as { code: string; message: string; data: { secret: string; secretEndTime: string } | '' };
  if (body.code !== '0' || body.data === '') throw new Refused(body.code, body.message);
  return { secret: decryptSecret(credential.appKey, body.data.secret), endsAt: Number(body.data.secretEndTime) };
}

export interface CallOptions { readonly method?: 'GET' | 'POST'; readonly prefix?: string; readonly path?: '/httpproxy' | '/gateway/httpproxy' }

/** One call: keys of the service as flat text, rows back. @throws Refused */
export async function call(credential: Credential, secret: Secret, query: Readonly<Record<string, string>>, options: CallOptions = {}): Promise<Record<string, string | null>[]> {
  const { method = 'GET', prefix = 'gjgxjhpt_', path = '/httpproxy' } = options;
  const headers = quadruple(secret.secret, credential, prefix);
  const url = `${credential.baseUrl}${path}${method === 'GET' ? `?${new URLSearchParams(query)}` : ''}`;
  const answer = await fetch(url, method === 'GET' ? { headers } : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(query) });
  const body = (await answer.json()) as Record<string, string | null>[] | { code: string; message: string };
  if (!Array.isArray(body)) throw new Refused(body.code, body.message);
  return body;
}
