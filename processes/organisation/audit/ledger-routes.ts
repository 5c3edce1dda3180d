import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { homePaths } from '../../../platform/home.ts';
import { route } from '../../../platform/http/route.ts';
import type { Route } from '../../../platform/http/route.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { countPending, headLines, proveCase, readHeads, readLog } from '../../../platform/ledger/index.ts';
import { read } from '../../../platform/postgres/database.ts';
import { CaseRef } from '../../../platform/procedures/contract.ts';
import { parseRef } from '../../../platform/procedures/ref.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { LedgerView } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';

/** Whether this person may see the case; given by main.ts. Throws CASE_NOT_FOUND for whoever is no party, CASE_SEEN_IN_PART for who sees but a part. */
export type MaySee = (actor: Actor, ref: string) => Promise<void>;

/** 存证: heads for the audit officer, who keeps copies elsewhere; the proof of a case for each of its parties. */
export function ledgerRoutes(deps: OrganisationDeps, maySee: MaySee): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/ledger', may: 'audit.read', out: LedgerView, fails: [], summary: '账本与账本头',
      handle: async () => {
        const log = await readLog(deps.db);
        const heads = await readHeads(deps.db, 50);
        return { size: log.next, root: log.root.toString('hex'), pending: await countPending(deps.db), heads: heads.map((head) => ({ size: head.size, root: head.root.toString('hex'), at: head.at, key: head.keyId })) };
      },
    }),
    route({
      method: 'GET', path: '/ledger/heads.log', may: 'audit.read', logged: 'before', out: 'file', fails: ['NOT_FOUND'], summary: '下载账本头',
      handle: async () => {
        const path = homePaths(deps.home).headsLog;
        // Where another process signs them, its home has the file; the signatures are the same.
        const here = await stat(path).catch(() => undefined) !== undefined;
        if (!here && (await readHeads(deps.db, 1)).length === 0) fail('NOT_FOUND');
        return { file: { name: 'heads.log', media: 'application/x-ndjson', body: here ? createReadStream(path) : Readable.from(headLines(deps.db, deps.keys.signer)) } };
      },
    }),
    route({
      method: 'GET', path: '/ledger/proof/:ref', may: 'ledger.proof', logged: 'batched', in: { params: z.object({ ref: CaseRef }) }, out: 'file', fails: ['CASE_NOT_FOUND', 'CASE_SEEN_IN_PART'], summary: '下载存证证明',
      handle: async (ctx, { params }) => {
        await maySee(ctx.actor, params.ref);
        const proof = await proveCase(deps.db, params.ref, deps.keys.signer);
        const number = (await read(deps.db, (tx) => readCase(tx, parseRef(params.ref))))?.number ?? params.ref;
        return { file: { name: `存证-${number}.json`, media: 'application/json; charset=utf-8', body: `${JSON.stringify(proof, null, 1)}\n` } };
      },
    }),
  ];
}
