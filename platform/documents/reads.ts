import { documentKindNames, documentKinds, type DocumentKind } from '../../law/documents/kinds.ts';
import type { Mark } from '../../law/documents/paper.ts';
import { fail } from '../../law/errors.ts';
import { postMay, postNames, type Post } from '../../law/permissions.ts';
import { transact, type Tx } from '../postgres/database.ts';
import type { Actor, Directory } from '../procedures/ports.ts';
import { isOfficer } from '../procedures/reach.ts';
import { parseRef } from '../procedures/ref.ts';
import { seenCase, type Seen } from '../procedures/seen.ts';
import type { CasePapers, DocumentItem, DocumentPage, KeptView, StampedView } from './contract.ts';
import { paperOf } from './content.ts';
import type { DocumentParts } from './parts.ts';
import { verdictZh, type SealPort } from './seal.ts';
import * as store from './store.ts';
import { momentZh } from './time.ts';

/** Kinds that an organisation makes for itself. */
export const ownKinds: readonly DocumentKind[] = documentKindNames.filter((kind) => documentKinds[kind].own);

/** `{region}-{uuid}`. What is no reference names no paper. @throws DOCUMENT_NOT_FOUND */
export function documentRef(text: string): store.DocumentRef {
  return /^\d{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? { region: text.slice(0, 6), id: text.slice(7) } : fail('DOCUMENT_NOT_FOUND');
}

/**
 * A paper that this person may read: of a case that he sees, his organisation's own where it made it for itself, or one
 * that its process opens to all. To everybody else it is absent. @throws DOCUMENT_NOT_FOUND
 */
export async function readableDocument(parts: Pick<DocumentParts, 'engine'>, tx: Tx, actor: Actor, ref: store.DocumentRef): Promise<{ readonly row: store.KeptRow; readonly of: Seen | undefined }> {
  const row = (await store.findDocument(tx, ref)) ?? fail('DOCUMENT_NOT_FOUND');
  const { own } = documentKinds[row.kind];
  if (row.caseId === null) return row.org === actor.org && !isOfficer(actor) ? { row, of: undefined } : fail('DOCUMENT_NOT_FOUND');
  const of = await seenCase(parts.engine.processes, tx, actor, { region: row.region, id: row.caseId });
  const sees = of?.sees === true && (!own || row.org === actor.org) && of.process.papers?.hides?.(of.it, row.kind, actor) !== true;
  const opened = of?.process.papers?.opensTo?.(of.it, row.kind) === true && !isOfficer(actor);
  return of !== undefined && (sees || opened) ? { row, of } : fail('DOCUMENT_NOT_FOUND');
}

/** Who prints, and when: on every paper. */
export async function printing(tx: Tx, directory: Directory, actor: Actor): Promise<Mark> {
  return { by: `${(await directory.organisation(tx, actor.org))?.shortName ?? actor.org}·${postNames[actor.post]}`, at: momentZh(new Date()) };
}

/** Whether this person's post uploads seals of this paper: the organisation that issued it does. */
export function mayStamp(actor: Actor, row: Pick<store.DocumentRow, 'org' | 'kind'>): boolean {
  return documentKinds[row.kind].sealed && row.org === actor.org && postMay(actor.post, 'document.seal');
}

export function itemOf(row: store.DocumentRow, more: { readonly orgName: string; readonly stamped: number; readonly actor: Actor }): DocumentItem {
  return {
    ref: `${row.region}-${row.id}`, kind: row.kind, kindZh: documentKinds[row.kind].zh, title: row.title, number: row.number, fileNumber: row.fileNumber, org: row.org, orgName: more.orgName,
    onDay: row.onDay, madeAt: row.madeAt, digest: row.digest, case: row.caseId === null ? null : `${row.region}-${row.caseId}`, sealed: documentKinds[row.kind].sealed, stamped: more.stamped, mayStamp: mayStamp(more.actor, row),
  };
}

/** The page of one kept paper; it is a copy from the moment it is shown. */
export function keptView(parts: DocumentParts, actor: Actor, text: string): Promise<KeptView> {
  const { engine, seal } = parts;
  return transact(engine.db, async (tx) => {
    const { row, of } = await readableDocument(parts, tx, actor, documentRef(text));
    const files = await store.stampedOf(tx, row);
    const item = itemOf(row, { orgName: (await engine.directory.organisation(tx, row.org))?.name ?? row.org, stamped: files.length, actor });
    return {
      ...item, paper: paperOf(row, await printing(tx, engine.directory, actor)), caseKind: of?.it.kind ?? null, caseTitle: of?.it.title ?? null,
      case: of?.sees === false ? null : item.case, // opened to all: the paper, not its case
      stampedFiles: await Promise.all(files.map((one) => stampedView(tx, engine.directory, one))), sealing: sealingOf(item, seal),
    };
  });
}

const sealingOf = (item: DocumentItem, { means, say }: SealPort): KeptView['sealing'] => (item.mayStamp ? { means, say } : null);

export async function stampedView(tx: Tx, directory: Directory, one: store.StampedRow): Promise<StampedView> {
  const { nth, means, verdict, signer, signedAt, name, media, bytes, sha256, reason, at } = one;
  const by = `${(await directory.organisation(tx, one.org))?.shortName ?? one.org}·${postNames[one.post as Post] ?? one.post}`;
  return { nth, means, verdict, verdictZh: verdictZh[verdict], signer, signedAt, name, media, bytes, sha256, reason, by, at };
}

/** What may be looked at now and what is kept of a case. @throws CASE_NOT_FOUND */
export function casePapers(parts: DocumentParts, actor: Actor, caseRef: string): Promise<CasePapers> {
  const { engine } = parts;
  return transact(engine.db, async (tx) => {
    const { it, process } = await ownCase(parts, tx, actor, caseRef);
    const kinds: readonly DocumentKind[] = ['sheet', ...(process.papers?.previews(it, actor) ?? [])];
    const rows = await store.documentsOf(tx, it.region, it.id, { kinds: ownKinds, org: actor.org });
    const names = await engine.directory.organisations(tx, [...new Set(rows.map((row) => row.org))]);
    const kept: DocumentItem[] = [];
    for (const row of rows) if (process.papers?.hides?.(it, row.kind, actor) !== true) kept.push(itemOf(row, { orgName: names.get(row.org)?.name ?? row.org, stamped: (await store.stampedOf(tx, row)).length, actor }));
    return { previews: kinds.map((kind) => ({ kind, kindZh: documentKinds[kind].zh })), kept };
  });
}

/** @throws CASE_NOT_FOUND */
export async function ownCase(parts: Pick<DocumentParts, 'engine'>, tx: Tx, actor: Actor, caseRef: string): Promise<Seen> {
  const seen = await seenCase(parts.engine.processes, tx, actor, parseRef(caseRef));
  return seen?.sees === true ? seen : fail('CASE_NOT_FOUND');
}

/** Papers that my organisation issued or made, newest first. @throws CURSOR_STALE */
export function ownDocuments(parts: DocumentParts, actor: Actor, query: { readonly kind?: DocumentKind | undefined; readonly stamped?: 'true' | 'false' | undefined; readonly q?: string | undefined; readonly after?: string | undefined; readonly size: number }): Promise<DocumentPage> {
  const { engine } = parts;
  return transact(engine.db, async (tx) => {
    const wanted = { ...(query.kind === undefined ? {} : { kind: query.kind }), ...(query.stamped === undefined ? {} : { stamped: query.stamped === 'true' }), ...(query.q === undefined || query.q === '' ? {} : { q: query.q }) };
    const found = await store.documentsBy(tx, actor.org, wanted, query.after === undefined || query.after === '' ? undefined : cursor(query.after), query.size + 1);
    const page = found.slice(0, query.size);
    const orgName = (await engine.directory.organisation(tx, actor.org))?.name ?? actor.org;
    const last = page.at(-1);
    return { rows: page.map((row) => itemOf(row, { orgName, stamped: row.stamped, actor })), after: last !== undefined && found.length > query.size ? `${last.madeAt}~${last.id}` : null };
  });
}

function cursor(after: string): { at: string; id: string } {
  const [at = '', id = ''] = after.split('~');
  const sound = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(at) && !Number.isNaN(Date.parse(at)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return sound ? { at, id } : fail('CURSOR_STALE');
}
