import type { IncomingMessage } from 'node:http';
import type { GrantTable } from '../cache/grants.ts';
import type { LiveKey, Pair } from '../cache/pair.ts';
import { hmacOf } from '../hmac.ts';
import { refused, type Refusal } from '../national/answers.ts';
import { keyThatSigned } from '../national/sign.ts';
import type { Tokens } from './tokens.ts';

export interface Known { readonly pair: Pair; readonly key: LiveKey }
export interface Client { readonly id: string; readonly secret: string }

export interface RestAuthenticator {
  /** Whose token this is, if its key stands. */
  bearer(token: string, nowMs: number): Known | Refusal;
  /** The pair of a client that has shown its secret; `service`: which of its pairs, where it has several. */
  client(of: Client, service: string | undefined, nowMs: number): Known | Refusal;
}

const badToken = refused('token-bad', '访问令牌无效');
const expired = refused('token-expired', '访问令牌已过期');
const stopped = refused('token-key', '密钥已停用');
/** One text and one cost for a client that is unknown, whose secret is wrong, whose key was stopped: nobody lists clients with it. */
const badClient = refused('client-bad', '应用标识或者密钥不被接受');
const proof = 'client secret of the rest door';
const longest = 256;

export function createRestAuthenticator(table: Pick<GrantTable, 'pair' | 'pairsOf'>, tokens: Tokens): RestAuthenticator {
  return {
    bearer(token, nowMs) {
      const claims = tokens.read(token);
      if (claims === undefined) return badToken;
      if (claims.endsAtMs <= nowMs) return expired;
      const pair = table.pair(claims.rid, claims.sid);
      const key = pair?.keys.find((each) => each.nth === claims.nth && each.endsAtMs > nowMs);
      return pair === undefined || key === undefined ? stopped : { pair, key };
    },
    client({ id, secret }, service, nowMs) {
      const pairs = table.pairsOf(id);
      const pair = pairs.find((each) => each.sid === service) ?? pairs[0];
      // The secret itself keys a digest, which is then looked for among those of the keys that stand: as for a signature, four digests whatever comes.
      const given = hmacOf(Buffer.from(secret.slice(0, longest), 'utf8')).bytes(proof);
      const nth = keyThatSigned(given, proof, pair?.keyHmacs); // before the pair is asked for anything: as much work for one that is not there
      const key = pair?.keys[nth];
      if (pair === undefined || key === undefined || key.endsAtMs <= nowMs || secret.length > longest) return badClient;
      return service === undefined || service === pair.sid ? { pair, key } : refused('scope-foreign', '凭据不包含该服务');
    },
  };
}

const scheme = /^bearer(?: |$)/i;
const wellFormed = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const missing = refused('token-missing', '请求没有带访问令牌');
const misplaced = (why: string): Refusal => refused('token-misplaced', why, { why });

/** The token of a request (RFC 6750 §2.1): in one header and nowhere else, so that it stands in no address and no log. */
export function tokenOf(request: IncomingMessage, query: ReadonlyMap<string, unknown>): string | Refusal {
  const { authorization } = request.headers;
  if (query.has('access_token')) return misplaced('令牌写在了地址里');
  if (authorization === undefined || !scheme.test(authorization)) return missing;
  if (isTwice(request.rawHeaders, 'authorization')) return misplaced('有两个 Authorization 请求头');
  return wellFormed.exec(authorization)?.[1] ?? misplaced('令牌缺失或者含有不允许的字符');
}

/** Node keeps the first of two such headers; a proxy may have looked at the other. */
export function isTwice(rawHeaders: readonly string[], lowerName: string): boolean {
  let n = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) n += 1;
  }
  return n > 1;
}
