import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { addDays, type PlainDate } from '../../law/plain-date.ts';
import { once } from '../../platform/http/once.ts';
import { route, type Context, type Route } from '../../platform/http/route.ts';
import { transact, type Tx } from '../../platform/postgres/database.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { fileAttachments } from '../../platform/procedures/store/attachments.ts';
import { agreementOf, type Agreement } from '../grant/index.ts';
import { CallPage, CallQuery, PersonSum, RecordIn, RefusedRow, UsageAt, UsagePage, UsageQuery, UsageView } from './contract.ts';
import { usagePage } from './list.ts';
import { callReasonZh } from './reasons.ts';
import { callsOf, countCalls } from './store/calls.ts';
import * as store from './store/records.ts';
import { typicalRoutes, type UsageDeps } from './typical.ts';
import { machineToday, usageView } from './view.ts';

const countedTo = 10_000;
const statusZh = { ok: '成功', refused: '被拒', failed: '未成' } as const;

/** 使用记录 (Art. 29 ¶2): read by requester, provider and both authorities; every look is itself logged. */
export function usageRoutes(deps: UsageDeps): Route[] {
  const { db } = deps;
  return [
    ...typicalRoutes(deps),
    route({
      method: 'GET', path: '/usage', article: '29.2', may: 'usage.read', in: { query: UsageQuery }, out: UsagePage, fails: ['CURSOR_STALE'], logged: 'batched', summary: '本部门的使用记录',
      handle: (ctx, { query }) => transact(db, (tx) => usagePage(tx, deps.directory, ctx.actor, query)),
    }),
    route({
      method: 'GET', path: '/usage/refused', article: '35.2', may: 'audit.read', out: z.array(RefusedRow), fails: [], logged: 'batched', summary: '未通过签名的调用（近一日）',
      handle: async () => store.refusedSince(db, new Date(Date.now() - 86_400_000).toISOString(), 1_000),
    }),
    route({
      method: 'GET', path: '/usage/:ref', article: '29.2', may: 'usage.read', in: { params: UsageAt }, out: UsageView, fails: ['GRANT_NOT_FOUND'], logged: 'batched', summary: '查阅使用记录',
      handle: (ctx, { params }) => transact(db, async (tx) => viewFor(deps, tx, ctx.actor, await seen(deps, tx, ctx.actor, params.ref))),
    }),
    route({
      method: 'GET', path: '/usage/:ref/calls', article: '29.2', may: 'usage.read', in: { params: UsageAt, query: CallQuery }, out: CallPage, fails: ['GRANT_NOT_FOUND', 'CURSOR_STALE'], logged: 'batched', summary: '逐次调用记录',
      handle: (ctx, { params, query }) => transact(db, async (tx) => callPage(tx, await seen(deps, tx, ctx.actor, params.ref), query)),
    }),
    route({
      method: 'GET', path: '/usage/:ref/persons', article: '29.2', may: 'usage.read', in: { params: UsageAt }, out: z.array(PersonSum), fails: ['GRANT_NOT_FOUND'], logged: 'batched', summary: '按使用人、系统汇总（近三十日）',
      handle: (ctx, { params }) => transact(db, async (tx) => store.personsOf(tx, await seen(deps, tx, ctx.actor, params.ref), addDays(machineToday(), -29))),
    }),
    route({
      method: 'POST', path: '/usage/:ref/records', article: '29.2', may: 'usage.write', once: true, form: 'usage', in: { params: UsageAt, body: RecordIn }, out: UsageView, fails: ['GRANT_NOT_FOUND', 'USAGE_ENTRY_NOT_FOUND', 'ATTACHMENT_FOREIGN'], summary: '填报应用成效、存储情况、销毁情况',
      handle: (ctx, { params, body }) => addRecord(deps, ctx, params.ref, body),
    }),
  ];
}

/** Requester, provider, and the authority of either; to anybody else the grant is absent. */
async function seen(deps: UsageDeps, tx: Tx, actor: Actor, ref: string): Promise<Agreement> {
  const it = (await agreementOf(tx, ref)) ?? fail('GRANT_NOT_FOUND');
  if (actor.org === it.requester || actor.org === it.provider) return it;
  for (const side of [it.requester, it.provider]) if ((await deps.directory.authorityOf(tx, side)) === actor.org) return it;
  return fail('GRANT_NOT_FOUND');
}

/** The reviewer of an authority, and no party: what he sees he may make known. */
function viewFor(deps: UsageDeps, tx: Tx, actor: Actor, it: Agreement): Promise<UsageView> {
  return usageView(tx, deps.directory, it, { publishes: actor.post === 'reviewer' && actor.org !== it.requester && actor.org !== it.provider });
}

async function callPage(tx: Tx, it: Agreement, query: z.output<typeof CallQuery>): Promise<z.output<typeof CallPage>> {
  const of = { grant: it, from: query.from, to: query.to, status: query.status, person: query.person, after: afterOf(query.after), limit: query.size + 1 };
  const rows = await callsOf(tx, of);
  const shown = rows.slice(0, query.size);
  const total = await countCalls(tx, { ...of, after: undefined }, countedTo + 1);
  const last = rows.length > query.size ? shown.at(-1) : undefined;
  return {
    rows: shown.map((row) => {
      const status = row.status as keyof typeof statusZh;
      return { ...row, status, statusZh: statusZh[status], reason: callReasonZh(row.reason), items: row.items === '' ? [] : row.items.split(',').map(Number) };
    }),
    after: last ? `${last.at} ${last.id}` : null, total: Math.min(total, countedTo), totalCapped: total > countedTo,
  };
}

const cursor = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z) ([0-9a-f-]{36})$/;

function afterOf(text: string | undefined): { at: string; id: string } | undefined {
  if (text === undefined) return undefined;
  const [, at, id] = cursor.exec(text) ?? fail('CURSOR_STALE');
  return { at: at as string, id: id as string };
}

async function addRecord(deps: UsageDeps, ctx: Context, ref: string, body: RecordIn): Promise<UsageView> {
  const { actor } = ctx;
  return once(deps.db, ctx, async (tx) => {
    const it = (await agreementOf(tx, ref)) ?? fail('GRANT_NOT_FOUND');
    if (it.requester !== actor.org) fail('GRANT_NOT_FOUND');
    const { corrects, attachments, ...stated } = body;
    if (corrects !== undefined && !(await store.entriesOf(tx, it)).some((entry) => entry.id === corrects && entry.kind === body.kind)) fail('USAGE_ENTRY_NOT_FOUND');
    if (!(await fileAttachments(tx, actor.region, attachments, actor.person, it))) fail('ATTACHMENT_FOREIGN');
    const [id, onDay] = [uuidv7(), (await deps.directory.legalToday(tx)) as PlainDate];
    const { org, post, person, behalfOf } = actor;
    await deps.inside.record(tx, it.region, 'usage.entry', { entry: id, grant: it.id, kind: body.kind, corrects: corrects ?? null, day: onDay, org, post, person, behalfOf: behalfOf ?? null });
    await store.addEntry(tx, { region: it.region, id, grant: it.id, kind: body.kind, corrects: corrects ?? null, body: stated, attachments, org, person, onDay });
    return usageView(tx, deps.directory, it, { publishes: false });
  });
}
