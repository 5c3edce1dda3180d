import { expect, test } from 'vitest';
import type { ServiceShape } from '../../processes/grant/index.ts';
import { lintOpenApi } from '../../scripts/testing/lint-openapi.ts';
import { restDocument } from './describe.ts';
import { publicCodes } from './problems.ts';

const query: ServiceShape = {
  sid: 's1', name: '高校毕业生信息', code: '303081/000001', kind: 'query', sandbox: false, continues: false, pageSize: 100, quota: { perDay: 2000, perMinute: 60 },
  keys: [{ param: 'id_number', name: '公民身份号码', required: true }, { param: 'year', name: '毕业年度', required: false }],
  items: [{ field: 'name', name: '姓名', kind: 'text', masked: true }, { field: 'seq', name: '序号', kind: 'integer', masked: false }, { field: 'no', name: '编号', kind: 'integer', masked: true }],
};
const verification: ServiceShape = { ...query, sid: 's2', kind: 'verification', sandbox: true, code: null };

/** `of`: the names of a document as a reader of JSON walks them. */
const at = (document: object, ...path: readonly string[]): any => path.reduce((it: any, name) => it?.[name], document);

test('the documents of a query, a verification and of what all services share have no fault for the linter', async () => {
  for (const service of [undefined, query, verification, { ...query, continues: true }]) expect(await lintOpenApi(restDocument('https://gateway.invalid', '0.1.0', service))).toEqual([]);
  // The linter is awake: what is broken is found.
  expect(await lintOpenApi({ ...restDocument('https://gateway.invalid', '0.1.0'), paths: { '/x': { get: { responses: {} } } } })).not.toEqual([]);
});

test('keys, page, items and masks stand in the document as the grant has them', () => {
  const document = restDocument('https://gateway.invalid', '0.1.0', query);
  const parameters = at(document, 'paths', '/api/data/s1', 'get', 'parameters') as { name: string; required?: boolean; schema: { maximum?: number } }[];
  expect(parameters.map(({ name, required }) => [name, required ?? false])).toEqual([['id_number', true], ['year', false], ['page', false], ['pageSize', false], ['shuqiao-person', false]]);
  expect(parameters.find(({ name }) => name === 'pageSize')?.schema.maximum).toBe(100);
  const whole = restDocument('https://gateway.invalid', '0.1.0', { ...query, continues: true }); // a reflux says where each page goes on
  expect([document, whole].map((one) => [at(one, 'paths', '/api/data/s1', 'get', 'parameters').some(({ name }: { name: string }) => name === 'after'), 'next' in at(one, 'components', 'schemas', 'Answer', 'properties')])).toEqual([[false, false], [true, true]]);
  const row = at(document, 'components', 'schemas', 'Answer', 'properties', 'data', 'items');
  expect(row.required).toEqual(['name', 'seq', 'no']);
  expect([row.properties.seq.type, row.properties.no.type, row.properties.name.description]).toEqual([['integer', 'null'], ['string', 'null'], '姓名（脱敏）']);
  expect(at(restDocument('https://gateway.invalid', '1', verification), 'components', 'schemas', 'Answer', 'properties', 'data', 'items', 'required')).toEqual(['match']);
});

test('every public error is in the document, under the status it leaves with', () => {
  const document = restDocument('https://gateway.invalid', '0.1.0');
  const codes = ['/oauth2/token', '/api/data/{sid}'].flatMap((path) => ['get', 'post'].flatMap((method) => Object.values((at(document, 'paths', path, method, 'responses') ?? {}) as Record<string, { 'x-codes'?: string[] }>).flatMap((one) => one['x-codes'] ?? [])));
  expect(publicCodes.filter((code) => !codes.includes(code))).toEqual([]);
});
