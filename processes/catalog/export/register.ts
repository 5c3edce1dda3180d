import { minuteAt } from '../../../law/machine-time.ts';
import { transact } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import type { ImportDeps } from '../import/receive.ts';
import { addExport, takeExportNumber, type ExportRecord } from '../store/outgoing.ts';

/** What stands on a file that leaves: its number, who took it, when. By it the audit officer finds whose copy it is. */
export interface Watermark { readonly number: string; readonly by: string; readonly at: string; readonly day: string }

/** Registers an export before its first byte. */
export async function registerExport({ db, directory, inside }: ImportDeps, actor: Actor, it: Pick<ExportRecord, 'format' | 'what' | 'query'>): Promise<Watermark> {
  return transact(db, async (tx) => {
    const day = minuteAt(Date.now()).slice(0, 10); // numbers count by the machine's day, like records
    const number = await takeExportNumber(tx, actor.region, day);
    const { org, post, person, behalfOf } = actor;
    await addExport(tx, { region: actor.region, number, org, post, person, ...it });
    await inside.record(tx, actor.region, 'catalog.exported', { number, format: it.format, what: it.what, org, post, person, behalfOf: behalfOf ?? null });
    return { number, by: await directory.labelOf(tx, person), at: minuteAt(Date.now()), day: await directory.legalToday(tx) };
  });
}

export function footerOf(mark: Watermark): string {
  return `水印编号 ${mark.number}　导出人 ${mark.by}　导出时间 ${mark.at}`;
}
