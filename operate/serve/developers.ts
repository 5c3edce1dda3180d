import { z } from 'zod';
import { basisZh } from '../../law/basis.ts';
import { patternOf } from '../../law/error-pattern.ts';
import { errors } from '../../law/errors.ts';
import { restDocument } from '../../plane/rest/describe.ts';
import { publicCodes } from '../../plane/rest/problems.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { statusOf } from '../../platform/http/wire-errors.ts';
import { transact, type Db } from '../../platform/postgres/database.ts';
import { PublicErrors, ServiceAt } from '../../processes/grant/contract.ts';
import { shapeOf } from '../../processes/grant/index.ts';

/** What engineers of departmental systems need: the list of public errors, and OpenAPI 3.1 of what is served. */
export function developerRoutes({ db, version }: { readonly db: Db; readonly version: string }): Route[] {
  return [
    route({
      method: 'GET', path: '/developers/errors', may: 'public', out: PublicErrors, fails: [], summary: 'REST 接入的错误代码',
      handle: async () => [...publicCodes].sort((a, b) => statusOf(a) - statusOf(b) || (a < b ? -1 : 1)).map((code) => {
        const { article } = errors[code] as { readonly article?: Parameters<typeof basisZh>[0] };
        return { code, status: statusOf(code), sentence: patternOf(errors[code]), articleZh: article === undefined ? null : basisZh(article) };
      }),
    }),
    route({
      method: 'GET', path: '/developers/openapi.json', may: 'public', out: 'file', fails: [], summary: 'REST 接入的接口说明（OpenAPI 3.1）',
      handle: async ({ origin }) => fileOf('shuqiao-rest', restDocument(origin, version)),
    }),
    route({
      method: 'GET', path: '/developers/services/:ref/openapi.json', article: '22.2', may: 'grant.read', in: { params: ServiceAt }, out: 'file', fails: ['GRANT_NOT_FOUND', 'GATE_NOT_BOUND'], summary: '本部门获授权服务的接口说明（OpenAPI 3.1）',
      handle: async ({ actor, origin }, { params }) => {
        const shape = await transact(db, (tx) => shapeOf(tx, actor, params.ref));
        return fileOf(shape.sid, restDocument(origin, version, shape));
      },
    }),
  ];
}

function fileOf(name: string, document: object) {
  return { file: { name: `${name}.openapi.json`, media: 'application/json; charset=utf-8', body: JSON.stringify(document, null, 2) } };
}
