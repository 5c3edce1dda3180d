import { isLawError } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import type { Keys } from '../../../platform/keys/index.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import { readCursor, writeCursor } from '../../../platform/procedures/cursor.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { parseRef, refOf } from '../../../platform/procedures/ref.ts';
import type { KeyOnce } from '../contract.ts';
import type { Ref } from '../store/agreement.ts';
import { callsOfSandboxes, openOn, sandboxesOf } from '../store/sandbox.ts';
import { drillStolenKey, endSandbox, openSandbox, rotateSandboxKey } from './acts.ts';
import { DrillIn, EntryAt, SandboxAt, SandboxIn, SandboxOffer, SandboxPage, SandboxQuery, SandboxView, SandboxWithKey } from './contract.ts';
import { offeredBy } from './shape.ts';
import { rowView, sandboxView, type ReasonZh } from './view.ts';

export interface SandboxRouteDeps { readonly db: Db; readonly keys: Keys; readonly directory: Directory; readonly inside: EngineInside; readonly reasonZh: ReasonZh }

/** 接口沙箱: opened by whoever would apply, before he does; to other departments absent. */
export function sandboxRoutes(deps: SandboxRouteDeps): Route[] {
  const { db } = deps;
  const acted = { may: 'sandbox.use', article: '22.2' } as const;
  return [
    route({
      ...acted, method: 'GET', path: '/sandboxes', in: { query: SandboxQuery }, out: SandboxPage, fails: ['CURSOR_STALE'], summary: '本部门的接口沙箱',
      handle: async ({ actor }, { query }) => {
        const after = readCursor(query.after, /^s$/)?.id;
        const rows = await sandboxesOf(db, { ...actor, open: query.show === 'open', after, limit: query.size + 1 });
        const shown = rows.slice(0, query.size);
        const calls = await callsOfSandboxes(db, shown);
        const last = rows.length > query.size ? shown.at(-1) : undefined;
        return { rows: shown.map((row) => rowView(row, calls.get(row.id) ?? 0)), after: last ? writeCursor('s', last.id) : null };
      },
    }),
    route({
      ...acted, method: 'GET', path: '/sandboxes/offers/:region/:entry', in: { params: EntryAt }, out: SandboxOffer, fails: ['ENTRY_NOT_FOUND'], summary: '目录可开通的接口沙箱',
      handle: async ({ actor }, { params }) => {
        const open = (await openOn(db, { region: actor.region, org: actor.org, entryRegion: params.region, entry: params.entry })).map((row) => ({ ref: refOf(row), serviceKind: row.serviceKind }));
        try {
          return { kinds: [...(await offeredBy(db, params.region, params.entry)).kinds], why: null, open };
        } catch (error) {
          if (!isLawError(error) || error.code === 'ENTRY_NOT_FOUND') throw error;
          return { kinds: [], why: error.message, open };
        }
      },
    }),
    route({
      ...acted, method: 'POST', path: '/sandboxes', once: true, in: { body: SandboxIn }, out: SandboxWithKey, summary: '开通接口沙箱',
      fails: ['ENTRY_NOT_FOUND', 'ENTRY_HIDDEN', 'ENTRY_NOT_PUBLISHED', 'ENTRY_NOT_SHARED', 'MODE_NOT_OFFERED', 'SANDBOX_KIND_ABSENT', 'SANDBOX_TOO_MANY', 'SANDBOX_OPEN_ALREADY'],
      handle: (ctx, { body }) => withKey(deps, ctx, (tx) => openSandbox(tx, deps, ctx.actor, body)),
    }),
    route({
      ...acted, method: 'GET', path: '/sandboxes/:ref', in: { params: SandboxAt }, out: SandboxView, fails: ['SANDBOX_NOT_FOUND'], summary: '接口沙箱详情',
      handle: ({ actor }, { params }) => transact(db, (tx) => sandboxView(tx, deps, actor, parseRef(params.ref))),
    }),
    ...keyRoutes(deps),
  ];
}

/**
 * An act that makes a key: the answer that is kept for the request has no key in it, so what was sent again is answered
 * without (`once: null`), as collecting a grant's key is.
 */
async function withKey(deps: SandboxRouteDeps, ctx: Context, make: (tx: Tx) => Promise<{ readonly ref: Ref; readonly once: KeyOnce }>) {
  let key: KeyOnce | null = null;
  const sandbox = await once(deps.db, ctx, async (tx) => {
    const made = await make(tx);
    key = made.once;
    return sandboxView(tx, deps, ctx.actor, made.ref);
  });
  return { sandbox, once: key };
}

function keyRoutes(deps: SandboxRouteDeps): Route[] {
  const acted = { may: 'sandbox.use', method: 'POST', once: true, fails: ['SANDBOX_NOT_FOUND', 'SANDBOX_OVER'] } as const;
  const after = (ctx: Context, ref: string, act: (tx: Tx, actor: Actor, ref: Ref) => Promise<void>) => once(deps.db, ctx, async (tx) => {
    await act(tx, ctx.actor, parseRef(ref));
    return sandboxView(tx, deps, ctx.actor, parseRef(ref));
  });
  return [
    route({
      ...acted, article: '35.2', path: '/sandboxes/:ref/rotate', in: { params: SandboxAt }, out: SandboxWithKey, summary: '更换沙箱密钥',
      handle: (ctx, { params }) => withKey(deps, ctx, async (tx) => ({ ref: parseRef(params.ref), once: await rotateSandboxKey(tx, deps, ctx.actor, parseRef(params.ref)) })),
    }),
    route({
      ...acted, article: '34.2', path: '/sandboxes/:ref/drill', in: { params: SandboxAt, body: DrillIn }, out: SandboxView, summary: '密钥失窃演练：停用沙箱密钥',
      handle: (ctx, { params, body }) => after(ctx, params.ref, (tx, actor, ref) => drillStolenKey(tx, deps, actor, ref, body.note)),
    }),
    route({
      ...acted, article: '22.2', path: '/sandboxes/:ref/end', in: { params: SandboxAt }, out: SandboxView, summary: '结束接口沙箱',
      handle: (ctx, { params }) => after(ctx, params.ref, (tx, actor, ref) => endSandbox(tx, deps, actor, ref)),
    }),
  ];
}
