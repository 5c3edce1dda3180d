import { sql } from 'kysely';
import { NATION } from '../../law/region-code.ts';
import { transact, type Db, type Reader } from '../postgres/database.ts';
import type { Plain } from './canonical.ts';
import { addSealed } from './pending.ts';
import { sealedKinds, sealFits, type Sealing, type Until } from './sealing.ts';
import { countPending, mainLog, readLog } from './store.ts';

/** An upgrade goes process by process: so long those of before, which seal nothing, may go on beside those of after. */
export const sideBySideMs = 15 * 60_000;
/** How the ledger calls each beginning. */
const beginnings: Readonly<Record<Until, string>> = { until: 'sealing', bindingsUntil: 'sealing-bindings' };
const all = Object.keys(beginnings) as readonly Until[];

/**
 * Writes from when on entries and rows bear a seal, once for each kind of row, when what is there was sealed. Of two that do so at once one writes it: it waits
 * for the sequencer's row. An office that begins with seals has no time in which one may lack.
 * @param besideMs  how long processes of before may go on beside this one
 */
export async function beginSealing(db: Db, sealing: Sealing, nowMs: number, besideMs = sideBySideMs): Promise<void> {
  await transact(db, async (tx) => {
    await tx.selectFrom('ledgerLog').select('next').where('log', '=', mainLog).forUpdate().execute();
    const until = new Date(nowMs + (await isFresh(tx) ? 0 : besideMs)).toISOString();
    for (const which of all) {
      if (await sealedUntil(tx, sealing, which) === undefined) await addSealed(tx, [{ region: NATION, kind: 'sealing', subject: beginnings[which], body: { until } }]);
    }
  });
  await readSealing(db, sealing);
}

/** What the ledger says of it, for this process; once it is known it stays. */
export async function readSealing(db: Reader, sealing: Sealing): Promise<void> {
  for (const which of all) if (sealing[which] === Infinity) sealing[which] = await sealedUntil(db, sealing, which) ?? Infinity;
}

const few = 100;

/** Nothing was done yet that bears a seal: an office that begins. */
export async function isFresh(db: Reader): Promise<boolean> {
  if ((await readLog(db)).next > few || await countPending(db) > few) return false;
  const { rows } = await sql<{ kind: string }>`(select kind from ledger_entry where log = ${mainLog} and seq < ${few}) union all (select kind from ledger_pending limit ${few})`.execute(db);
  return !rows.some((row) => sealedKinds.has(row.kind));
}

/** By when a seal may lack; 0 where what the ledger has was not written by the platform, undefined where it has nothing. Read by index ledger_entry_subject. */
async function sealedUntil(db: Reader, { entries }: Sealing, which: Until): Promise<number | undefined> {
  const subject = beginnings[which];
  const { rows: [row] } = await sql<{ region: string; id: string; body: string }>`
    select region, id, body from (
      (select region, id, body from ledger_entry where log = ${mainLog} and subject = ${subject} and kind = 'sealing' order by seq limit 1)
      union all (select region, id, body from ledger_pending where subject = ${subject} and kind = 'sealing' order by id limit 1)) as said
    limit 1`.execute(db);
  if (row === undefined) return undefined;
  const body = JSON.parse(row.body) as Readonly<Record<string, Plain>>;
  return sealFits({ ...row, kind: 'sealing', subject, body }, entries) ? Date.parse(String(body['until'])) : 0;
}
