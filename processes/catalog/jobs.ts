import type { Tx } from '../../platform/postgres/database.ts';
import { queueJob } from '../../platform/jobs/index.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';

/** A circular to every department of a region, as it waits in the outbox. `after`: told up to this one already. */
export interface Circular { readonly region: string; readonly caseId: string; readonly text: string; readonly but: string | null; readonly after: string | null }
export const CIRCULAR = 'catalog.circular';
const PAGE = 200;

/**
 * Art. 16 ¶1: “审核通过后统一向政府部门通告。” Two hundred departments a transaction, the rest as the next piece of work:
 * a region with thousands of them delays nobody who publishes.
 */
export function catalogHandlers(deps: { readonly directory: Directory; readonly inside: EngineInside }): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  return {
    [CIRCULAR]: async (tx, row) => {
      const it = row.body as Circular;
      const page = await deps.directory.departmentsIn(tx, it.region, it.after, PAGE);
      for (const org of page) {
        if (org !== it.but) await deps.inside.notify(tx, { org }, it.text, { region: row.region, id: it.caseId });
      }
      const last = page.at(-1);
      if (last !== undefined && page.length === PAGE) await queueJob(tx, { region: row.region, topic: CIRCULAR, body: { ...it, after: last } satisfies Circular });
    },
  };
}
