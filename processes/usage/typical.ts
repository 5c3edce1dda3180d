import { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { once } from '../../platform/http/once.ts';
import { route, type Context, type Route } from '../../platform/http/route.ts';
import { transact, type Tx, type Db } from '../../platform/postgres/database.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { readCursor, writeCursor } from '../../platform/procedures/cursor.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import { outOfSight } from '../catalog/index.ts';
import { agreementOf, type Agreement } from '../grant/index.ts';
import { TypicalAt, TypicalDone, TypicalIn, TypicalPage, TypicalQuery, UsageRecordAt, WithdrawTypical, type RecordIn } from './contract.ts';
import * as store from './store/typical.ts';
import { entriesOf } from './store/records.ts';

export interface UsageDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }

/** 典型案例 (Art. 9 ¶1): “……总结、推广政务数据共享应用典型案例和经验做法”. Good effects of use, made known by an authority to every department. */
export function typicalRoutes(deps: UsageDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/usage/typical', article: '9.1', may: 'typical.read', in: { query: TypicalQuery }, out: TypicalPage, fails: ['CURSOR_STALE'], summary: '典型案例',
      handle: (ctx, { query }) => transact(deps.db, (tx) => typicalPage(tx, deps, ctx, query)),
    }),
    route({
      method: 'POST', path: '/usage/:ref/records/:record/typical', article: '9.1', may: 'typical.publish', once: true, form: 'typical', in: { params: UsageRecordAt, body: TypicalIn }, out: TypicalDone,
      fails: ['GRANT_NOT_FOUND', 'USAGE_ENTRY_NOT_FOUND', 'USAGE_NO_EFFECT', 'USAGE_TYPICAL_ALREADY'], logged: 'batched', summary: '推广为典型案例',
      handle: (ctx, { params, body }) => publish(deps, ctx, params, body),
    }),
    route({
      method: 'POST', path: '/usage/typical/:region/:id/withdraw', article: '9.1', may: 'typical.publish', once: true, in: { params: TypicalAt, body: WithdrawTypical }, out: TypicalDone,
      fails: ['USAGE_ENTRY_NOT_FOUND'], summary: '撤下典型案例',
      handle: (ctx, { params, body }) => withdraw(deps, ctx, params, body.reason),
    }),
  ];
}

async function typicalPage(tx: Tx, deps: UsageDeps, { actor }: Context, query: z.output<typeof TypicalQuery>): Promise<z.output<typeof TypicalPage>> {
  const after = readCursor(query.after, /^\d{4}-\d{2}-\d{2}$/);
  const found = await store.typicalNewest(tx, { q: query.q, after: after === null ? undefined : { on: after.key, id: after.id }, limit: query.size + 1 });
  const page = found.slice(0, query.size);
  const shown = await inSight(tx, page);
  const names = await deps.directory.organisations(tx, [...new Set(shown.flatMap((row) => [row.requester, row.provider, row.org]))]);
  const nameOf = (org: string) => names.get(org)?.name ?? org;
  const last = found.length > query.size ? page.at(-1) : undefined;
  return {
    after: last ? writeCursor(last.onDay, last.id) : null,
    rows: shown.map(({ requester, provider, org, grantId: _grantId, ...row }) => ({ ...row, requesterName: nameOf(requester), providerName: nameOf(provider), orgName: nameOf(org), mine: org === actor.org && actor.post === 'reviewer' })),
  };
}

/** A case tells what its entry holds: while that is off line as secret, or was withdrawn so, nobody reads it (3 ¶1). A page may have fewer rows then. */
async function inSight<R extends { readonly region: string; readonly grantId: string }>(tx: Tx, rows: readonly R[]): Promise<R[]> {
  const entries = new Map<R, { readonly region: string; readonly entry: string }>();
  for (const row of rows) {
    const it = await agreementOf(tx, refOf({ region: row.region, id: row.grantId }));
    if (it !== undefined) entries.set(row, { region: it.entryRegion, entry: it.entry });
  }
  const hidden = await outOfSight(tx, [...entries.values()]);
  return rows.filter((row) => { const at = entries.get(row); return at !== undefined && !hidden.has(`${at.region}-${at.entry}`); });
}

/** An effect as it stands, not one that was corrected since; the authority of either side, and no other. */
async function publish(deps: UsageDeps, ctx: Context, at: z.output<typeof UsageRecordAt>, body: z.output<typeof TypicalIn>): Promise<z.output<typeof TypicalDone>> {
  const { org, post, person, behalfOf } = ctx.actor;
  return once(deps.db, ctx, async (tx) => {
    const it = (await agreementOf(tx, at.ref)) ?? fail('GRANT_NOT_FOUND');
    if (!(await overseen(deps, tx, it, org))) fail('GRANT_NOT_FOUND');
    const entries = await entriesOf(tx, it);
    const entry = entries.find((one) => one.id === at.record) ?? fail('USAGE_ENTRY_NOT_FOUND');
    const effect = entry.body as RecordIn;
    if (effect.kind !== 'effect' || entries.some((one) => one.corrects === entry.id)) return fail('USAGE_NO_EFFECT');
    const [id, onDay] = [uuidv7(), await deps.directory.legalToday(tx)];
    const added = await store.addTypical(tx, {
      region: it.region, id, entry: entry.id, grantId: it.id, requester: it.requester, provider: it.provider, entryName: it.body.entryName, title: body.title, text: body.text,
      matters: effect.matters, papers: effect.papers, org, person, onDay,
    });
    if (!added) fail('USAGE_TYPICAL_ALREADY');
    await deps.inside.record(tx, it.region, 'usage.typical', { typical: id, entry: entry.id, grant: it.id, day: onDay, org, post, person, behalfOf: behalfOf ?? null });
    for (const side of [it.requester, it.provider]) await deps.inside.notify(tx, { org: side }, `{number} {title}：应用成效已推广为典型案例“${body.title}”`, it);
    return { region: it.region, id };
  });
}

/** By the authority of either side; nobody makes known his own effect. */
async function overseen(deps: UsageDeps, tx: Tx, it: Agreement, org: string): Promise<boolean> {
  if (org === it.requester || org === it.provider) return false;
  for (const side of [it.requester, it.provider]) if ((await deps.directory.authorityOf(tx, side)) === org) return true;
  return false;
}

async function withdraw(deps: UsageDeps, ctx: Context, at: z.output<typeof TypicalAt>, reason: string): Promise<z.output<typeof TypicalDone>> {
  const { org, post, person, behalfOf } = ctx.actor;
  return once(deps.db, ctx, async (tx) => {
    const onDay = await deps.directory.legalToday(tx);
    if (!(await store.withdrawTypical(tx, at, { org, onDay, reason }))) fail('USAGE_ENTRY_NOT_FOUND');
    await deps.inside.record(tx, at.region, 'usage.typical-withdrawn', { typical: at.id, day: onDay, org, post, person, behalfOf: behalfOf ?? null });
    return at;
  });
}
