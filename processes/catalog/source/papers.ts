import { sourceNaming } from '../../../law/documents/source-naming.ts';
import { fail } from '../../../law/errors.ts';
import { keepDocument, newestHead } from '../../../platform/documents/index.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { Moving } from '../../../platform/procedures/process.ts';
import * as store from '../store/sources.ts';
import { acts } from './contract.ts';

/** 数源部门确定通知: kept with the act that names (19 ¶2). */
export async function keepNaming(tx: Tx, directory: Directory, now: Moving): Promise<void> {
  if (now.number === null || now.actor === null) return;
  const { provider, items, document } = acts.name.parse(now.stated);
  const group = (await store.findGroup(tx, now)) ?? fail('SOURCE_NOT_FOUND');
  const names = await directory.organisations(tx, [provider, now.authority ?? '', ...(now.parties['department'] ?? [])]);
  const nameOf = (org: string | null): string => names.get(org ?? '')?.name ?? org ?? '';
  const head = await newestHead(tx);
  const printed = sourceNaming({
    number: now.number, authority: nameOf(now.authority), provider: nameOf(provider), items, document, namedOn: now.today, head,
    departments: (now.parties['department'] ?? []).map((org) => ({ name: nameOf(org), duty: group.departments.find((one) => one.org === org)?.duty ?? '', stand: group.opinions.findLast((one) => one.org === org && one.round === group.round)?.stand ?? null })),
  });
  await keepDocument(tx, directory, { kind: 'naming', org: now.actor.org, printed, head }, { region: now.region, number: now.number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}
