import { refluxSheet } from '../../law/documents/reflux-sheet.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { measureZh } from '../../law/security-measures.ts';
import { keepDocument, newestHead, type Draft } from '../../platform/documents/index.ts';
import { beforeCommit, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { entryVersion } from '../catalog/index.ts';
import { formerOf } from './area.ts';
import { recordOf } from './checks.ts';
import { divisions } from '../organisation/index.ts';

/** 回流对接单: looked at before it is connected, kept with the connection. */
export function refluxPapers(directory: Directory): Papers {
  return {
    previews: (it, actor) => (it.state === 'connecting' && it.provider === actor.org ? ['reflux'] : []),
    compose: (tx, it, _kind, today) => sheetDraft(tx, directory, it, it.number ?? '', '', today),
  };
}

/** The number of the grant comes with the last statements of its transaction: the sheet is written after it. */
export async function keepConnection(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  const number = now.number ?? fail('TABLE_BROKEN', { what: 'a reflux without a number' });
  beforeCommit(tx, `reflux sheet ${now.id}`, 1.2, async () => {
    const it = await recordOf(tx, now);
    const grant = it.grantRegion === null || it.grantId === null ? undefined : await readCase(tx, { region: it.grantRegion, id: it.grantId });
    const draft = await sheetDraft(tx, directory, now, number, grant?.number ?? '', now.today);
    await keepDocument(tx, directory, draft, { region: now.region, number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
  });
}

async function sheetDraft(tx: Tx, directory: Directory, it: Pick<Case, 'region' | 'id'>, number: string, grant: string, today: PlainDate): Promise<Draft> {
  const row = await recordOf(tx, it);
  const [names, head, entry] = [await directory.organisations(tx, [row.sender, row.receiver]), await newestHead(tx), await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion)];
  const items = new Map(entry.body.items.map((item) => [item.n, item.name]));
  const printed = refluxSheet({
    number, sender: names.get(row.sender)?.name ?? row.sender, receiver: names.get(row.receiver)?.name ?? row.receiver, entry: { name: row.entryName, code: row.entryCode ?? '—' }, duty: row.duty,
    regions: row.regions.map((code) => divisions().names.get(code) ?? code), items: row.items.map((n) => items.get(n) ?? `第 ${n} 项`), regionItem: row.regionItem === null ? '区划代码' : items.get(row.regionItem) ?? `第 ${row.regionItem} 项`,
    former: formerOf(row.regions), measure: row.measure === null ? null : `${row.measures.map(measureZh).join('、')}${row.measures.length > 0 ? '：' : ''}${row.measure}`, below: row.below, grant, connectedOn: today, head,
  });
  return { kind: 'reflux', org: row.sender, printed, head };
}
