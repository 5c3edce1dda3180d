import { basisKinds, codeZh, sharingModes, sharingTypes, updateCycles } from '../../law/codes.ts';
import { entryList, mostListed, type ListedEntry } from '../../law/documents/entry-list.ts';
import { notSharedNote } from '../../law/documents/not-shared-note.ts';
import { citationZh } from '../../law/documents/words.ts';
import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, newestHead, takeSerial, type Draft } from '../../platform/documents/index.ts';
import type { DocumentRef } from '../../platform/documents/store.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case, Moving, Papers } from '../../platform/procedures/process.ts';
import { getDraft } from './checks.ts';
import type { SharingAttribute, SharingTerms } from './contract.ts';
import { wholeOf } from './draft/problems.ts';
import { entryOf } from './scope.ts';
import * as entries from './store/entries.ts';
import { publishedOf, type PublishedEntry } from './store/search.ts';

/** 不予共享说明: looked at while it is reviewed, kept with the publication, then open to every department (14, 15 ¶2). */
export function catalogPapers(directory: Directory): Papers {
  return {
    previews: (it) => (it.facts['attribute'] === 'not-shared' && it.facts['change'] !== 'withdraw' && ['draft', 'consent', 'submitted'].includes(it.state) ? ['not-shared'] : []),
    compose: (tx, it) => noteDraft(tx, directory, it, null),
    opensTo: (it, kind) => kind === 'not-shared' && it.state === 'published',
  };
}

async function noteDraft(tx: Tx, directory: Directory, it: Case, published: { readonly on: PlainDate; readonly version: number; readonly code: string } | null): Promise<Draft> {
  const body = wholeOf((await getDraft(tx, it)).body);
  const entry = await entries.findEntry(tx, entryOf(it));
  const head = await newestHead(tx);
  const name = async (org: string | null) => (org === null ? '' : (await directory.organisation(tx, org))?.name ?? org);
  const printed = notSharedNote({
    number: it.number ?? '（未编号）', provider: await name(it.provider), authority: await name(it.authority),
    entry: { name: body.name, code: published?.code ?? entry?.code ?? null, version: published?.version ?? (entry?.currentVersion ?? 0) + 1, summary: body.summary },
    items: body.items.map((item) => item.name), reason: body.sharing.reason,
    basis: body.sharing.basis.map((one) => ({ kind: codeZh(basisKinds, one.kind), name: /^[《“]/.test(one.name) ? one.name : `《${one.name}》`, article: one.article, text: one.text })),
    publishedOn: published?.on ?? null, contact: { office: body.contact, phone: body.phone }, head,
  });
  return { kind: 'not-shared', org: it.provider ?? '', printed, head };
}

/** Art. 15 ¶2: with the publication of an entry that is not shared its note is kept. */
export async function keepNote(tx: Tx, directory: Directory, now: Moving, published: { readonly version: number; readonly code: string; readonly attribute: SharingAttribute }): Promise<void> {
  if (published.attribute !== 'not-shared' || now.number === null) return;
  const draft = await noteDraft(tx, directory, now, { on: now.today, version: published.version, code: published.code });
  await keepDocument(tx, directory, draft, { region: now.region, number: now.number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today });
}

/** 目录清单 of the actor's department; `number` null: to look at. @throws DOCUMENT_LIST_EMPTY, DOCUMENT_LIST_TOO_LONG */
export async function listDraft(tx: Tx, directory: Directory, actor: Actor, attribute: SharingAttribute | undefined, number: string | null): Promise<Draft> {
  const found = await publishedOf(tx, actor.region, actor.org, attribute, mostListed + 1);
  if (found.length === 0) fail('DOCUMENT_LIST_EMPTY');
  if (found.length > mostListed) fail('DOCUMENT_LIST_TOO_LONG', { most: mostListed });
  const head = number === null ? null : await newestHead(tx);
  const printed = entryList({
    number, org: { name: (await directory.organisation(tx, actor.org))?.name ?? actor.org, code: actor.org }, of: attribute === undefined ? '全部已发布目录' : codeZh(sharingTypes, attribute),
    on: await directory.legalToday(tx), entries: found.map(listed), head,
  });
  return { kind: 'list', org: actor.org, printed, head };
}

function listed(one: PublishedEntry): ListedEntry {
  return {
    name: one.name, code: one.code, version: one.version, attribute: codeZh(sharingTypes, one.attribute), ground: groundOf(one.sharing),
    modes: one.modes.map((mode) => codeZh(sharingModes, mode)).join('、'), cycle: codeZh(updateCycles, one.updateCycle), items: one.itemCount, publishedOn: one.publishedOn as PlainDate,
  };
}

/** Conditions, or why it is not shared and by which law. */
function groundOf(sharing: SharingTerms): string {
  if (sharing.attribute === 'unconditional') return '';
  if (sharing.attribute === 'conditional') return [...sharing.ranges, ...sharing.purposes, ...sharing.conditions].join('；');
  return [sharing.reason, ...sharing.basis.map(citationZh)].filter((part) => part !== '').join('；');
}

/** Keeps the list under a number of its own: QD-320800-2026-000001. */
export async function keepList(tx: Tx, directory: Directory, actor: Actor, attribute: SharingAttribute | undefined): Promise<DocumentRef> {
  const today = await directory.legalToday(tx);
  const year = today.slice(0, 4);
  const n = await takeSerial(tx, actor.region, '', `QD ${year}`);
  const number = `QD-${actor.region}-${year}-${String(n).padStart(6, '0')}`;
  return keepDocument(tx, directory, await listDraft(tx, directory, actor, attribute, number), { region: actor.region, number, case: null, by: actor, today });
}
