import type pg from 'pg';
import { claimSigns, type UsedSign } from '../../processes/usage/index.ts';
import { createCollector } from '../records/collector.ts';
import { durableClient } from '../records/in-database.ts';
import { slotOf } from './slots.ts';

/** Signatures that are taken once, whichever gateway is asked (§2.4). */
export interface Once {
  /** Whether no call had used it. Rejects where the database cannot say: then nobody is served. */
  claim(of: { readonly region: string; readonly rtimeMs: number; readonly sign: Buffer }): Promise<boolean>;
  stop(): Promise<void>;
}

interface Claim extends UsedSign { fresh: boolean }
const keyOf = (one: UsedSign): string => `${one.region} ${one.slot} ${one.sign}`;

/**
 * Claims in the database, durable before the call goes on, so that neither another process nor the next one after a kill takes
 * the signature again. Claims that wait while one flush is on its way leave together: a statement for many calls, none for a grant
 * that does not ask for it.
 */
export function createOnce(pool: pg.Pool): Once {
  let client: pg.PoolClient | undefined;
  const collector = createCollector<Claim>({
    batch: 256,
    queue: 4096,
    write: async (batch) => {
      client ??= await durableClient(pool);
      try {
        await claimAll(client, batch);
      } catch (error) {
        client.release(true);
        client = undefined;
        throw error;
      }
    },
  });
  return {
    async claim({ region, rtimeMs, sign }) {
      const claim: Claim = { region, slot: slotOf(rtimeMs), sign: uuidOf(sign), fresh: false };
      await collector.append(claim);
      return claim.fresh;
    },
    async stop() {
      await collector.between(async () => undefined);
      client?.release();
      client = undefined;
    },
  };
}

/** The first of a batch has it, where the database had not seen it. */
async function claimAll(client: pg.PoolClient, batch: readonly Claim[]): Promise<void> {
  const first = new Map<string, Claim>();
  for (const claim of batch) if (!first.has(keyOf(claim))) first.set(keyOf(claim), claim);
  const sorted = [...first].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim);
  for (const one of await claimSigns(client, sorted)) (first.get(keyOf(one)) as Claim).fresh = true;
}

/** 128 bits of a digest of 256: nobody meets another's by chance, and nobody makes one without the secret. */
function uuidOf(sign: Buffer): string {
  const hex = sign.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
