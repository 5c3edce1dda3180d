import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';
import type { RecordsMissing } from '../usage/index.ts';
import { raise } from './raise.ts';

export interface OutageDeps { readonly directory: Directory; readonly inside: EngineInside }

/**
 * Art. 40(五): “未按照规定保存通过共享获取的政务数据有关记录”. A kind of record that stays missing after its day and the days of grace: a clue, one
 * per grant, kind and day, with the grant as its cause.
 */
export async function raiseMissing(tx: Tx, { directory, inside }: OutageDeps, row: Queued): Promise<void> {
  const it = row.body as RecordsMissing;
  const from = await inside.get(tx, parseRef(it.grant));
  if (from?.requester == null) return;
  const happened = { event: 'records.missing', from, body: { ...it }, today: await directory.legalToday(tx), engine: inside } as const;
  await raise(tx, happened, directory, {
    ground: '40(5)', clue: true, department: from.requester, clock: `records.${it.kind}.${it.due}`, nth: 0, dueOn: it.due, explainedBy: null, by: 'records.missing',
    what: `使用记录中的${it.zh}应于 ${it.due} 填报，经提醒至今未填报`, brief: `使用记录缺${it.zh}`,
  });
}
