import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { route } from '../../../platform/http/route.ts';
import type { Context, Route } from '../../../platform/http/route.ts';
import { queueJob } from '../../../platform/jobs/worker.ts';
import { addPending } from '../../../platform/ledger/pending.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import { addDisposal, approveDisposal, listDisposals, listExpired } from '../../../platform/postgres/disposal.ts';
import { confirmRestored, unconfirmedRestorations } from '../../../platform/postgres/restored.ts';
import { uuidv7 } from '../../../platform/postgres/uuid.ts';
import { freeBytesTopic } from '../../../platform/procedures/free-bytes.ts';
import { ConfirmRestorationBody, DisposalBody, DisposalView, RestorationView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { act, textDigest } from '../record.ts';
import { readPlatform } from '../store/platform.ts';

const id = z.object({ id: z.uuid() });

/** Digests that one entry of the ledger and one job take. */
const aTurn = 500;
const inTurns = (all: readonly string[]): string[][] => Array.from({ length: Math.ceil(all.length / aTurn) }, (_, n) => all.slice(n * aTurn, (n + 1) * aTurn));

/** After a restoration the gateway stays closed until 安全管理员 and 主管部门负责人 have both confirmed what changed since. */
export function restorationRoutes(deps: OrganisationDeps): readonly Route[] {
  const view = async () => ({ rows: [...await unconfirmedRestorations(deps.db)] });
  return [
    route({ method: 'GET', path: '/gateway/restorations', article: '35.2', may: 'gateway.reopen', out: RestorationView, fails: [], summary: '待确认的数据库恢复', handle: view }),
    route({
      method: 'POST', path: '/gateway/restorations/:id/confirm', article: '35.2', may: 'gateway.reopen', once: true, grave: true, in: { params: id, body: ConfirmRestorationBody }, out: RestorationView,
      fails: ['CONFIRM_IDENTITY', 'NOT_FOUND'], summary: '核对恢复之后的变化，开启网关',
      handle: async (ctx, { params, body }) => {
        await act(deps, ctx, 'restoration-confirmed', async (tx) => {
          const side = await sideOf(deps, tx, ctx);
          if (!await confirmRestored(tx, params.id, side, ctx.actor.person, body.note)) fail('NOT_FOUND');
          return { answer: null, facts: { restoration: params.id, side, note: textDigest(body.note) } };
        });
        return view();
      },
    }),
  ];
}

/** The head who confirms is that of the authority which this platform belongs to, not of any. */
async function sideOf(deps: OrganisationDeps, tx: Tx, ctx: Context): Promise<'security' | 'authority'> {
  if (ctx.actor.post === 'platform-security') return 'security';
  await requireOwnAuthority(deps, tx, ctx);
  return 'authority';
}

async function requireOwnAuthority(deps: OrganisationDeps, tx: Tx, ctx: Context): Promise<void> {
  const platform = await readPlatform(tx) ?? fail('NOT_FOUND');
  const authority = await deps.directory.authorityOf(tx, platform.org);
  if (ctx.actor.org !== authority && ctx.actor.org !== platform.org) fail('NOT_FOUND');
}

/** Art. 29.2: records are kept for at least three years; then a list, seen by 审计管理员 and approved by the head of the 主管部门, disposes of them. */
export function disposalRoutes(deps: OrganisationDeps): readonly Route[] {
  const view = async () => ({ expired: [...await listExpired(deps.db, 500)], lists: [...await listDisposals(deps.db, 500)] });
  return [
    route({ method: 'GET', path: '/disposal', article: '29.2', may: 'disposal.see', out: DisposalView, fails: [], summary: '保存期满的记录与处置清单', handle: view }),
    route({ method: 'GET', path: '/disposal/lists', article: '29.2', may: 'disposal.approve', out: DisposalView, fails: [], summary: '待批准的处置清单', handle: view }),
    route({
      method: 'POST', path: '/disposal/lists', article: '29.2', may: 'disposal.see', once: true, grave: true, in: { body: DisposalBody }, out: DisposalView, fails: ['CONFIRM_IDENTITY', 'NOT_FOUND'], summary: '编制到期处置清单',
      handle: async (ctx, { body }) => {
        await act(deps, ctx, 'disposal-listed', async (tx) => {
          const list = uuidv7();
          const rows = await addDisposal(tx, { id: list, partition: body.partition, reason: body.reason, person: ctx.actor.person }) ?? fail('NOT_FOUND');
          return { answer: null, facts: { list, partition: body.partition, rows, reason: textDigest(body.reason) } };
        });
        return view();
      },
    }),
    route({
      method: 'POST', path: '/disposal/lists/:id/approve', article: '29.2', may: 'disposal.approve', once: true, grave: true, in: { params: id }, out: DisposalView, fails: ['CONFIRM_IDENTITY', 'DISPOSAL_LIST_NOT_APPROVED', 'NOT_FOUND'], summary: '批准并执行到期处置',
      handle: async (ctx, { params }) => {
        await act(deps, ctx, 'disposal-done', async (tx) => {
          await requireOwnAuthority(deps, tx, ctx);
          const done = await approveDisposal(tx, params.id, ctx.actor.person) ?? fail('DISPOSAL_LIST_NOT_APPROVED');
          for (const sha256 of inTurns(done.files)) {
            await addPending(tx, { region: ctx.actor.region, kind: 'disposal-files', body: { list: params.id, sha256 } }); // who still has a file can show that it was this one
            await queueJob(tx, { region: ctx.actor.region, topic: freeBytesTopic, body: { sha256 } });
          }
          return { answer: null, facts: { list: params.id, ...done, files: done.files.length } };
        });
        return view();
      },
    }),
  ];
}
