import { sql } from 'kysely';
import { NATION } from '../../law/region-code.ts';
import { transact, type Db, type Reader } from '../postgres/database.ts';
import type { Plain } from './canonical.ts';
import { addSealed } from './pending.ts';
import { sealFits, type Sealing } from './sealing.ts';
import { countPending, mainLog } from './store.ts';

/** An upgrade goes process by process: so long those of before, which seal nothing, may go on beside those of after. */
export const sideBySideMs = 15 * 60_000;
const subject = 'sealing';

/**
 * Writes from when on entries and rows are sealed, once: with the first start that knows of seals, after it has sealed the rows that are
 * there. An office that begins with it has no time in which a seal may lack. Of two that start at once one writes it: it waits for the
 * sequencer's row. Answers until when what bears no seal is let be.
 *
 * @param known  that it was begun is known outside the database: then nothing is begun again, and nothing unsealed is let be
 */
export async function beginSealing(db: Db, sealing: Sealing, from: { readonly nowMs: number; readonly known: boolean; sealRows(): Promise<unknown> }): Promise<number> {
  sealing.until = await sealedUntil(db, sealing) ?? (from.known ? 0 : Infinity);
  if (sealing.until !== Infinity) return sealing.until;
  await from.sealRows();
  sealing.until = await transact(db, async (tx) => {
    const log = await tx.selectFrom('ledgerLog').select('next').where('log', '=', mainLog).forUpdate().executeTakeFirst();
    const before = await sealedUntil(tx, sealing);
    if (before !== undefined) return before;
    const until = from.nowMs + (log?.next === 0 && await countPending(tx) === 0 ? 0 : sideBySideMs);
    await addSealed(tx, [{ region: NATION, kind: 'sealing', subject, body: { until: new Date(until).toISOString() } }]);
    return until;
  });
  return sealing.until;
}

/** As the ledger has it; 0 where what it has was not written by the platform. Read by index ledger_entry_subject. */
async function sealedUntil(db: Reader, { entries }: Sealing): Promise<number | undefined> {
  const { rows: [row] } = await sql<{ region: string; id: string; body: string }>`
    select region, id, body from (
      (select region, id, body from ledger_entry where log = ${mainLog} and subject = ${subject} and kind = 'sealing' order by seq limit 1)
      union all (select region, id, body from ledger_pending where subject = ${subject} and kind = 'sealing' order by id limit 1)) as said
    limit 1`.execute(db);
  if (row === undefined) return undefined;
  const body = JSON.parse(row.body) as Readonly<Record<string, Plain>>;
  return sealFits({ ...row, kind: 'sealing', subject, body }, entries) ? Date.parse(String(body['until'])) : 0;
}
