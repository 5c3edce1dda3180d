import { z } from 'zod';
import { route, type Route } from '../http/route.ts';
import type { Db } from '../postgres/database.ts';
import { CaseRef } from '../procedures/contract.ts';
import type { Actor } from '../procedures/ports.ts';
import { proveCase } from './case-proof.ts';
import { HeadPage, HeadQuery } from './contract.ts';
import type { HeadSigner } from './heads.ts';
import { countPending, mainLog, readHeads, readLog } from './store.ts';

export interface LedgerRoutesDeps {
  readonly db: Db;
  readonly signer: Pick<HeadSigner, 'publicKey'>;
  /** Throws CASE_NOT_FOUND where the actor's organisation is no party. */
  readonly mayRead: (actor: Actor, ref: string) => Promise<void>;
}

/** The proof of a case for its parties, the kept heads for the audit officer. */
export function ledgerRoutes({ db, signer, mayRead }: LedgerRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'GET', path: '/cases/:ref/proof', may: 'ledger.proof', logged: 'before', summary: '下载事项的存证证明',
      in: { params: z.object({ ref: CaseRef }) }, out: 'file', fails: ['CASE_NOT_FOUND'],
      handle: async ({ actor }, { params: { ref } }) => {
        await mayRead(actor, ref);
        const proof = await proveCase(db, ref, signer.publicKey);
        return { file: { name: `存证证明-${ref}.json`, media: 'application/json', body: `${JSON.stringify(proof, null, 1)}\n` } };
      },
    }),
    route({
      method: 'GET', path: '/ledger/heads', may: 'audit.read', logged: 'batched', summary: '账本头', in: { query: HeadQuery }, out: HeadPage, fails: [],
      handle: async (_, { query }) => {
        const [log, pending, rows] = [await readLog(db), await countPending(db), await readHeads(db, query.size, query.before)];
        return {
          entries: log.next, pending, root: log.root.toString('hex'), after: rows.length === query.size ? rows.at(-1)?.size ?? null : null,
          rows: rows.map((row) => ({
            log: mainLog, size: row.size, root: row.root.toString('hex'), at: row.at, key: row.keyId, publicKey: signer.publicKey, signature: row.signature.toString('base64'),
          })),
        };
      },
    }),
    route({
      method: 'GET', path: '/ledger/heads.log', may: 'audit.read', logged: 'before', summary: '下载账本头', out: 'file', fails: [],
      handle: async () => {
        const rows = (await readHeads(db, 10_000)).reverse();
        const lines = rows.map((row) => JSON.stringify({ log: mainLog, size: row.size, root: row.root.toString('hex'), at: row.at, key: row.keyId, publicKey: signer.publicKey, signature: row.signature.toString('base64') }));
        return { file: { name: 'heads.log', media: 'text/plain', body: lines.map((line) => `${line}\n`).join('') } };
      },
    }),
  ];
}
