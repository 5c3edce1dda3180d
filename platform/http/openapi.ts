import { z } from 'zod';
import { permissionOfForm } from '../../law/draft-forms.ts';
import { errors } from '../../law/errors.ts';
import { permissions } from '../../law/permissions.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';
import { typedHeader } from './typed-form.ts';

/** An act of a procedure as the document shows it: one operation each, though all go through one route. */
export interface ActShape {
  readonly procedure: string;
  readonly procedureZh: string;
  readonly act: string;
  readonly zh: string;
  readonly opens: boolean; // POST /{procedure}, else POST /{procedure}/{ref}/{act}
  readonly by: readonly string[];
  readonly basis: string;
  readonly body?: z.ZodType;
}

type Json = Readonly<Record<string, unknown>>;

/** `GET /api/openapi.json`: printed from the routes and the tables, made once. */
export function openApiRoute(routes: readonly Route[], acts: readonly ActShape[]): Route {
  let made: Json | undefined;
  return route({
    method: 'GET', path: '/openapi.json', may: 'public', out: z.unknown(), fails: [], summary: '接口说明（OpenAPI 3.1）',
    handle: async () => (made ??= openApiDocument(routes, acts)),
  });
}

export function openApiDocument(routes: readonly Route[], acts: readonly ActShape[]): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const add = (path: string, method: string, operation: Json): void => { (paths[path] ??= {})[method] = operation; };
  for (const it of routes) add(`/api${it.path.replace(/:([a-zA-Z]+)/g, '{$1}')}`, it.method.toLowerCase(), operationOf(it));
  for (const act of acts) add(actPath(act), 'post', actOperation(act));
  return {
    openapi: '3.1.0',
    info: { title: '数桥 政务数据共享平台', version: '1', description: '《政务数据共享条例》（国务院令第809号）的运行。由路由与办理表打印。', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }], security: [{ session: [] }],
    paths,
    components: { schemas: { Error: errorSchema }, responses: { Unavailable: refusalOf('暂时不能，或者平台差错') }, securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-shuqiao' } } },
  };
}

const errorSchema = {
  type: 'object', required: ['code', 'kind', 'message', 'requestNumber'],
  properties: {
    code: { type: 'string' }, kind: { type: 'string' }, message: { type: 'string' }, requestNumber: { type: 'string' },
    article: { type: 'string' }, articleZh: { type: 'string' }, sentence: { type: 'string' },
    fields: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } } },
  },
};

function operationOf(it: Route): Json {
  const parameters = [...parametersOf(it.in?.params, 'path'), ...parametersOf(it.in?.query, 'query'), ...undeclared(it), ...(it.once === true ? [onceHeader] : []), ...(it.form === undefined ? [] : [typedHeaderOf(it.form)])];
  return {
    operationId: idOf(it.method.toLowerCase(), it.path), summary: it.summary,
    ...(it.article === undefined ? {} : { description: `条例 ${it.article}` }),
    'x-may': it.may, 'x-may-zh': permissions[it.may].zh,
    ...(it.may === 'public' ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(it.in?.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(it.in.body, 'input') } } } }),
    ...(it.upload === true ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } } } } } : {}),
    responses: {
      200: it.out === 'file' ? { description: '文件' } : { description: '成功', content: { 'application/json': { schema: schemaOf(it.out, 'output') } } },
      ...refused(refusals(it)),
    },
  };
}

/** A name for generators of clients: getCatalogEntriesByEntry, catalogPublish. */
function idOf(...parts: readonly string[]): string {
  const words = parts.join(' ').replace(/:([a-zA-Z]+)/g, 'by $1').split(/[^a-zA-Z0-9]+/).filter((word) => word !== '');
  return words.map((word, n) => (n === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join('');
}

const refusalOf = (description: string): Json => ({ description, content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } });
const refused = (description: string): Json => ({ '4XX': refusalOf(description), '5XX': { $ref: '#/components/responses/Unavailable' } });

/** The errors this route can answer with, by code, in their order of precedence. */
function refusals(it: Route): string {
  const codes = [...it.fails, ...(it.once === true ? onceFails : [])].map((code) => `${code}（${errors[code].kind}）`);
  return codes.length === 0 ? '拒绝' : `拒绝：${codes.join('、')}`;
}

const header = (name: string, description: string): Json => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });
const onceHeader = header('idempotency-key', '本次办理的标识号（UUID），重复提交只办一次');
const typedHeaderOf = (form: string): Json => ({ ...header(typedHeader, `随之提交的草稿（${form}）所关的编号，办成时一并删去；没有草稿的不带`), required: false });
const onceFails = ['REQUEST_ID_MISSING', 'REQUEST_ID_REUSED', 'BUSY_RETRY'] as const;

function actPath(act: ActShape): string {
  return act.opens && act.act === 'create' ? `/api/${act.procedure}` : act.opens ? `/api/${act.procedure}#${act.act}` : `/api/${act.procedure}/{ref}/${act.act}`;
}

function actOperation(act: ActShape): Json {
  return {
    operationId: idOf(...(act.opens ? ['open'] : []), act.procedure, act.act), summary: `${act.procedureZh}：${act.zh.replace(/…$/, '')}`, description: `依据 ${act.basis}；由 ${act.by.join('、')} 办理`,
    parameters: [
      ...(act.opens ? [] : [{ name: 'ref', in: 'path', required: true, schema: { type: 'string' } }, header('if-match', '事项版本，如 "3"')]),
      onceHeader,
      ...(act.opens && permissionOfForm(act.procedure) !== undefined ? [typedHeaderOf(act.procedure)] : []),
    ],
    ...(act.body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(act.body, 'input') } } } }),
    responses: { 200: { description: '已办' }, ...refused('拒绝') },
  };
}

function schemaOf(shape: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _schema, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any', reused: 'inline' }) as Record<string, unknown>;
  return schema;
}

function parametersOf(shape: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (shape === undefined) return [];
  const schema = schemaOf(shape, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, property]) => (
    { name, in: place, required: place === 'path' || (schema.required ?? []).includes(name), schema: property }));
}

/** Placeholders of the path that no shape declares are text. */
function undeclared(it: Route): Json[] {
  const known = it.in?.params === undefined ? [] : Object.keys((schemaOf(it.in.params, 'input') as { properties?: object }).properties ?? {});
  return [...it.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? '').filter((name) => !known.includes(name))
    .map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}
