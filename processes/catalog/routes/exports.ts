import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { transact } from '../../../platform/postgres/database.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { EntryQuery, ExportPage, ExportQuery, ExportsQuery } from '../contract.ts';
import { exportCsv, exportDcat } from '../export/lists.ts';
import { registerExport } from '../export/register.ts';
import { departmentFile, queryFile } from '../export/workbook.ts';
import { exportsOf } from '../store/outgoing.ts';
import type { CatalogRouteDeps } from './deps.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What leaves of the catalogue as a file, each with its number; and whose number is whose, for the audit officer. */
export function exportRoutes(deps: CatalogRouteDeps): Route[] {
  const { db, directory } = deps;
  return [
    route({
      method: 'GET', path: '/catalog/export', article: '12.1', may: 'catalog.search', in: { query: ExportQuery }, out: 'file', fails: ['TOO_MANY_REQUESTS'], logged: 'before', summary: '导出目录清单',
      handle: async (ctx, { query: { format, ...asked } }) => {
        const region = asked.region ?? ctx.actor.region;
        const query = { ...asked, region };
        const mark = await registerExport(deps, ctx.actor, { format, what: 'query', query });
        const name = `目录清单-${region}-${mark.number}`;
        if (format === 'xlsx') return { file: { name: `${name}.xlsx`, media: XLSX, body: queryFile(deps, ctx.actor, EntryQuery.parse(asked), mark) } };
        if (format === 'json') return { file: { name: `${name}.jsonld`, media: 'application/ld+json; charset=utf-8', body: exportDcat(db, directory, query, mark) } };
        return { file: { name: `${name}.csv`, media: 'text/csv; charset=utf-8', body: exportCsv(db, directory, query) } };
      },
    }),
    route({
      method: 'GET', path: '/catalog/department/workbook', article: '12.2', may: 'catalog.department', in: { query: z.strictObject({ state: z.enum(['published', 'hidden', 'withdrawn', 'compiling']).optional() }) }, out: 'file', fails: ['TOO_MANY_REQUESTS'], logged: 'before', summary: '导出本部门目录（导入模板格式）',
      handle: async (ctx, { query }) => {
        const mark = await registerExport(deps, ctx.actor, { format: 'xlsx', what: 'department', query });
        return { file: await departmentFile(deps, ctx.actor, query.state, mark) };
      },
    }),
    route({
      method: 'GET', path: '/catalog/exports', may: 'audit.read', in: { query: ExportsQuery }, out: ExportPage, fails: ['CURSOR_STALE'], summary: '导出与水印溯源',
      handle: (ctx, { query }) => transact(db, async (tx) => {
        const [at, number] = query.after?.split('~') ?? [];
        if (query.after !== undefined && (!at || !number || Number.isNaN(Date.parse(at)))) return fail('CURSOR_STALE');
        const found = await exportsOf(tx, ctx.actor.region, { number: query.number, after: at && number ? { at, number } : undefined, limit: query.size + 1 });
        const page = found.slice(0, query.size);
        const names = await directory.organisations(tx, [...new Set(page.map((one) => one.org))]);
        const rows = [];
        for (const one of page) rows.push({ ...one, orgName: names.get(one.org)?.name ?? one.org, by: await directory.labelOf(tx, one.person), query: Object.fromEntries(Object.entries(one.query).map(([key, value]) => [key, String(value)])) });
        const last = page.at(-1);
        return { rows, after: found.length > query.size && last !== undefined ? `${last.at}~${last.number}` : null };
      }),
    }),
  ];
}
