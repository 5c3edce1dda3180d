import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { postNames } from '../../../law/permissions.ts';
import { listAccess, lookThrough } from '../../../platform/http/access-store.ts';
import { csvHead, csvLine } from '../../../platform/csv.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Post } from '../../../platform/procedures/ports.ts';
import { AccessPage, AccessQuery } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { accountOf } from '../store/accounts.ts';

/** What addresses of the log stand for, by number or code; given by main.ts, since cases and entries are of later processes. */
export type ObjectNames = (db: Tx, addresses: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** 审计: who looked at what, who was refused. The audit officer's own looks stand in the same log. */
export function auditRoutes(deps: OrganisationDeps, objectNames: ObjectNames): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/audit/access', article: '35.2', may: 'audit.read', logged: 'batched', in: { query: AccessQuery }, out: AccessPage, fails: ['CURSOR_STALE'], summary: '访问日志',
      handle: async (_ctx, { query }) => {
        await deps.accessLog.flush(); // so that what was just done is seen
        return transact(deps.db, async (tx) => page(deps, objectNames, tx, query));
      },
    }),
    route({
      method: 'GET', path: '/audit/access.csv', article: '35.2', may: 'audit.read', logged: 'before', in: { query: AccessQuery.omit({ after: true, size: true }) }, out: 'file', fails: [], summary: '导出访问日志',
      handle: async (_ctx, { query }) => {
        await deps.accessLog.flush();
        const rows = await transact(deps.db, async (tx) => withNames(deps, objectNames, tx, await listAccess(tx, { ...query, size: 50_000 })));
        const lines = rows.map((row) => csvLine([row.at, row.who, row.org ?? '', row.post ?? '', row.address, row.act, row.objectZh ?? '', row.object, row.result, row.request]));
        return { file: { name: '访问日志.csv', media: 'text/csv; charset=utf-8', body: csvHead(['时间', '人员', '机构', '岗位', '地址', '动作', '对象', '访问地址', '结果', '请求号']) + lines.join('') } };
      },
    }),
  ];
}

async function page(deps: OrganisationDeps, objectNames: ObjectNames, tx: Tx, query: z.output<typeof AccessQuery>): Promise<z.infer<typeof AccessPage>> {
  const { after, ...filter } = query;
  const { rows, next, lookedThrough } = await lookThrough(tx, { ...filter, after: after === undefined ? undefined : cursor(after) });
  return { rows: await withNames(deps, objectNames, tx, rows), after: next === undefined ? null : `${next.at} ${next.id}`, lookedTo: lookedThrough ? next?.at ?? null : null };
}

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

function cursor(after: string): { at: string; id: string } {
  const parsed = Cursor.safeParse(after.split(' '));
  return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : fail('CURSOR_STALE');
}

/** In which post it was done and by which account, each asked once: colleagues share a post, and one person has several. Objects by number. */
async function withNames<R extends { readonly person: string | null; readonly org?: string | null; readonly post: string | null; readonly object: string }>(deps: OrganisationDeps, objectNames: ObjectNames, tx: Tx, rows: readonly R[]): Promise<(R & { who: string; objectZh: string | null })[]> {
  const labels = new Map<string, string>();
  const seat = (row: R): string => `${row.person} ${row.org} ${row.post}`;
  for (const row of rows) if (row.person !== null && !labels.has(seat(row))) labels.set(seat(row), await labelOf(deps, tx, row.person, row.org ?? null, row.post));
  const objects = await objectNames(tx, [...new Set(rows.map((row) => row.object))]);
  return rows.map((row) => ({ ...row, objectZh: objects.get(row.object) ?? null, post: row.post === null ? null : postNames[row.post as Post] ?? row.post, who: row.person === null ? '未登录' : labels.get(seat(row)) ?? '' }));
}

async function labelOf({ directory }: OrganisationDeps, tx: Tx, person: string, org: string | null, post: string | null): Promise<string> {
  const [organisation, account] = [org === null ? undefined : await directory.organisation(tx, org), await accountOf(tx, person)];
  const sat = organisation === undefined || post === null ? await directory.labelOf(tx, person) : `${organisation.shortName}·${postNames[post as Post] ?? post}`;
  return account === undefined ? sat : `${sat} ${account.login}`;
}
