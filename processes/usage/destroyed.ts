import { codeZh, disposalWays } from '../../law/codes.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import { addEntry, entriesOf } from './store/records.ts';

/** 27 ¶1, 29 ¶2: what a requester reports of a disposal is its record of destruction; reported again, the new one names the old. */
export async function recordDestruction(tx: Tx, now: Moving, done: { readonly way: string; readonly evidence: string }): Promise<void> {
  if (now.actor === null) return;
  const { org, post, person, behalfOf } = now.actor;
  const text = done.way === 'nothing-stored' ? `未留存数据，声明属实${done.evidence === '' ? '' : `：${done.evidence}`}` : `${codeZh(disposalWays, done.way)}：${done.evidence}`;
  const corrects = (await entriesOf(tx, now)).find((entry) => entry.kind === 'destruction')?.id ?? null;
  const id = uuidv7();
  await now.engine.record(tx, now.region, 'usage.entry', { entry: id, grant: now.id, kind: 'destruction', corrects, day: now.today, org, post, person, behalfOf: behalfOf ?? null });
  await addEntry(tx, { region: now.region, id, grant: now.id, kind: 'destruction', corrects, body: { kind: 'destruction', text, on: now.today }, attachments: [], org, person, onDay: now.today });
}
