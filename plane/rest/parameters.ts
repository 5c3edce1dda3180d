import type { IncomingMessage } from 'node:http';
import { readWhole, type BodyFault } from '../http/body.ts';
import { refused, type Refusal } from '../national/answers.ts';
import { businessParameters, noBody, readBody, type BodyParts, type Parameters } from '../service/parameters.ts';

const mostBytes = 1024 * 1024;
const bodyWithinMs = 10_000;
const jsonType = /^application\/(?:[\w.-]+\+)?json(?:;|$)/i;
const noAuth = (): boolean => false;

/** Keys of a call: in the query, or in a JSON object; of any other shape than text, number or truth value they are refused here, not ignored. */
export function restParameters(request: IncomingMessage, query: ReadonlyMap<string, string>): Promise<Parameters | Refusal> | Parameters | Refusal {
  const isGet = request.method === 'GET';
  if (!isGet && request.method !== 'POST') return refused('method', '只受理 GET 和 POST', { allowed: 'GET 和 POST' });
  const type = isGet ? undefined : request.headers['content-type'];
  if (type !== undefined && !jsonType.test(type)) return refused('media-type', '请求体须为 JSON', { wanted: 'application/json（UTF-8）' });
  const reading = readWhole(request, mostBytes, bodyWithinMs);
  const take = (read: Awaited<typeof reading>): Parameters | Refusal => ('failed' in read ? failed(read.failed) : isGet ? parametersOfGet(query, read.body) : parametersIn(query, readBody(read.body)));
  return reading instanceof Promise ? reading.then(take) : take(reading);
}

/** A condition in a body would be left out, and more answered than was asked for; some proxies announce one and send nothing. */
function parametersOfGet(query: ReadonlyMap<string, string>, body: Buffer): Parameters | Refusal {
  return body.length === 0 ? businessParameters(query, noBody, noAuth) : refused('malformed', 'GET 不带请求体', { why: 'GET 的查询条件写在地址里，不带请求体' });
}

function parametersIn(query: ReadonlyMap<string, string>, body: BodyParts): Parameters | Refusal {
  if (body.form !== undefined) return refused('malformed', '请求体须为 JSON', { why: '不是 JSON 对象' });
  for (const [name, value] of body.json ?? []) {
    if (value !== null && typeof value === 'object') return refused('bad-value', `参数 ${name} 的类型不正确`, { name: name.slice(0, 60), why: '须为文本、数字或者真假值' });
  }
  return businessParameters(query, body, noAuth);
}

function failed(fault: BodyFault): Refusal {
  if (fault === 'too-large') return refused('body-too-large', '请求体过大');
  return fault === 'slow' ? refused('body-slow', '请求体未在规定时间内传完') : refused('body-broken', '请求体不完整', { why: '内容不完整' });
}
