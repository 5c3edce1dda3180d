import { errors } from '../../law/errors.ts';
import type { ErrorCode } from '../../law/errors.ts';
import { statusOf } from '../../platform/http/wire-errors.ts';
import type { ServiceShape } from '../../processes/grant/index.ts';
import { publicCodes } from './problems.ts';

type Json = Readonly<Record<string, unknown>>;

const tokenPath = '/oauth2/token';
/** Statuses of RFC 6749 §5.2 come from the token address alone. */
const atToken: readonly ErrorCode[] = ['GATE_FORM_INVALID', 'GATE_GRANT_TYPE_UNKNOWN', 'GATE_CLIENT_REFUSED', 'GATE_SCOPE_FOREIGN'];

/**
 * OpenAPI 3.1 of the REST door: of one service as its holder meets it, or, without one, of what is the same for all.
 * Lint-clean by plane/rest/describe.test.ts; docs/rest.md says the same in words.
 *
 * @param base  scheme, host and port under which the gateway is reached
 */
export function restDocument(base: string, version: string, service?: ServiceShape): Json {
  const path = service === undefined ? '/api/data/{sid}' : `/api/data/${service.sid}`;
  return {
    openapi: '3.1.0',
    info: {
      title: service === undefined ? '数桥 · REST 接入' : `${service.name}${service.sandbox ? '（接口沙箱）' : ''}`, version, summary: '《政务数据共享条例》第二十二条：以服务接口方式共享',
      description: service === undefined ? '各服务相同的部分。具体服务的说明在“领用凭据”页下载。' : aboutOf(service),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: base }],
    tags: [{ name: '凭据', description: '以应用标识和密钥取得访问令牌（RFC 6749 第 4.4 节）' }, { name: '数据', description: '调用已获授权的服务' }],
    paths: { [tokenPath]: { post: tokenOperation() }, [path]: { ...(service === undefined ? { parameters: [sidParameter] } : {}), get: dataOperation('get', service), post: dataOperation('post', service) } },
    components: {
      securitySchemes: { token: { type: 'oauth2', description: '应用标识为 rid，密钥为 appKey', flows: { clientCredentials: { tokenUrl: `${base}${tokenPath}`, scopes: {} } } }, client: { type: 'http', scheme: 'basic', description: 'rid 和 appKey' } },
      schemas: { Problem: problemSchema, TokenError: tokenErrorSchema, Answer: answerOf(service) },
      headers: headersOf,
    },
  };
}

function aboutOf({ code, kind, sandbox, quota }: ServiceShape): string {
  return [
    code === null ? '' : `目录代码 ${code}。`, kind === 'verification' ? '核验：只答复相符与否。' : '按声明的键查询。', `配额：每分钟 ${quota.perMinute} 次，每日 ${quota.perDay} 次。`,
    sandbox ? '所有行都是虚构的，到期后不再应答。' : '数据项、条件和期限以授权为准，使用按第二十九条第二款记录。',
  ].join('');
}

const sidParameter = { name: 'sid', in: 'path', required: true, description: '服务标识', schema: { type: 'string' } };

function tokenOperation(): Json {
  return {
    operationId: 'token', tags: ['凭据'], summary: '取得访问令牌', description: '令牌十五分钟有效；用到失效再取，不必每次调用都取。', security: [{ client: [] }, {}],
    requestBody: {
      required: true,
      content: {
        'application/x-www-form-urlencoded': {
          schema: {
            type: 'object', required: ['grant_type'],
            properties: { grant_type: { const: 'client_credentials' }, scope: { type: 'string', description: '可不填；填写的须为服务标识' }, client_id: { type: 'string', description: '未用 Authorization 请求头时' }, client_secret: { type: 'string', format: 'password' } },
          },
        },
      },
    },
    responses: {
      200: { description: '访问令牌', content: { 'application/json': { schema: { type: 'object', required: ['access_token', 'token_type', 'expires_in'], properties: { access_token: { type: 'string' }, token_type: { const: 'Bearer' }, expires_in: { type: 'integer', description: '秒' }, scope: { type: 'string' } } } } } },
      ...refusals([...atToken, 'GATE_CLOSED', 'GATE_FAILED', 'BODY_TOO_SLOW', 'BODY_TOO_LARGE', 'GATE_METHOD_OTHER'], 'application/json', '#/components/schemas/TokenError'),
    },
  };
}

const reserved = [
  { name: 'page', in: 'query', description: '页次，自 1 起', schema: { type: 'integer', minimum: 1, default: 1 } },
  { name: 'pageSize', in: 'query', description: '每页行数，不超过声明的上限', schema: { type: 'integer', minimum: 1 } },
  { name: 'after', in: 'query', description: '续取：上一页应答中的 next，代替 page；应答有 next 的服务（回流）可用', schema: { type: 'string', maxLength: 2_000 } },
];
const person = { name: 'shuqiao-person', in: 'header', description: '调用方经办人的标识，记入使用记录；有的授权须填', schema: { type: 'string' } };

function dataOperation(method: 'get' | 'post', service?: ServiceShape): Json {
  const keys = service?.keys ?? [];
  const inQuery = keys.map((key) => ({ name: key.param, in: 'query', required: key.required, description: key.name, schema: { type: 'string' } }));
  const paging = service === undefined ? reserved : reserved.filter((each) => each.name !== 'after' || service.continues).map((each) => (each.name === 'pageSize' ? { ...each, schema: { ...each.schema, maximum: service.pageSize } } : each));
  const properties = Object.fromEntries([...keys.map((key) => [key.param, { type: ['string', 'integer', 'boolean'], description: key.name }] as const), ...paging.map(({ name, description, schema }) => [name, { ...schema, description }] as const)]);
  const required = keys.filter((key) => key.required).map((key) => key.param);
  return {
    operationId: method === 'get' ? 'query' : 'queryByBody', tags: ['数据'], summary: method === 'get' ? '查询' : '查询（条件在请求体）', security: [{ token: [] }],
    description: method === 'get' ? '查询条件写在地址里；更多的行按 more 翻页。每次调用在答复之前记录。' : '查询条件写在 JSON 请求体里，不留在沿途的地址日志中；其余与 GET 相同。',
    parameters: method === 'get' ? [...inQuery, ...paging, person] : [person],
    ...(method === 'get' ? {} : { requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', ...(required.length === 0 ? {} : { required }), properties } } } } }),
    responses: {
      200: { description: '结果', headers: answerHeaders, content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } } },
      ...refusals(publicCodes.filter((code) => !atToken.includes(code)), 'application/problem+json', '#/components/schemas/Problem'),
    },
  };
}

/** One response a status; which codes stand behind it is in its description, for people, and in `x-codes`, for programs. */
function refusals(codes: readonly ErrorCode[], media: string, schema: string): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return Object.fromEntries([...byStatus].sort(([a], [b]) => a - b).map(([status, of]) => [String(status), {
    description: of.map((code) => `${code}：${errors[code].kind}`).join('；'), 'x-codes': of,
    ...(status === 429 || status >= 502 ? { headers: { 'retry-after': { $ref: '#/components/headers/RetryAfter' } } } : {}),
    content: { [media]: { schema: { $ref: schema } } },
  }]));
}

const header = (description: string, type = 'string'): Json => ({ description, schema: { type } });
const headersOf = {
  RequestId: header('本次调用的记录号，请求协助时告知'), RateLimit: header('剩余次数（r）和重新起算的秒数（t）'), RateLimitPolicy: header('授权约定的每分钟、每日次数'),
  RetryAfter: header('多少秒后再试', 'integer'), Deprecation: header('RFC 9745：服务自何时起不再建议使用'), Sunset: header('RFC 8594：此时以后不再应答'),
};
const answerHeaders = Object.fromEntries(([['x-request-id', 'RequestId'], ['ratelimit', 'RateLimit'], ['ratelimit-policy', 'RateLimitPolicy'], ['deprecation', 'Deprecation'], ['sunset', 'Sunset']] as const)
  .map(([name, of]) => [name, { $ref: `#/components/headers/${of}` }]));

const valueOf = { integer: { type: ['integer', 'null'] }, boolean: { type: ['boolean', 'null'] }, text: { type: ['string', 'null'] } } as const;

function answerOf(service?: ServiceShape): Json {
  const row = service === undefined ? { type: 'object' } : service.kind === 'verification'
    ? { type: 'object', required: ['match'], properties: { match: { type: 'boolean', description: '是否相符' } } }
    : { type: 'object', required: service.items.map((item) => item.field), properties: Object.fromEntries(service.items.map((item) => [item.field, { ...valueOf[item.masked ? 'text' : item.kind], description: `${item.name}${item.masked ? '（脱敏）' : ''}` }])) };
  return { type: 'object', required: ['data', 'page', 'more'], properties: { data: { type: 'array', items: row }, page: { type: 'integer' }, more: { type: 'boolean', description: '还有下一页' }, ...(service?.continues === false ? {} : { next: { type: 'string', description: '下一页从哪里续取，续取时作为 after（回流）' } }) } };
}

const problemSchema = {
  type: 'object', description: 'RFC 9457', required: ['type', 'title', 'status', 'detail', 'code', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string', description: '有什么不对，怎么办' }, code: { enum: publicCodes }, requestId: { type: 'string' },
    article: { type: 'string' }, articleZh: { type: 'string' }, sentence: { type: 'string', description: '条例原文' },
  },
};
const tokenErrorSchema = {
  type: 'object', description: 'RFC 6749 第 5.2 节', required: ['error'],
  properties: { error: { type: 'string' }, message: { type: 'string' }, code: { type: 'string' }, requestId: { type: 'string' } },
};
