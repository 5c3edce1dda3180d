import type { z } from 'zod';
import { fail } from '../../law/errors.ts';
import { contentOf, paperOf } from '../documents/content.ts';
import { ownKinds } from '../documents/reads.ts';
import * as documents from '../documents/store.ts';
import { keptFile } from '../documents/word-file.ts';
import type { Paper } from '../../law/documents/paper.ts';
import { proveCase, type CaseProof } from '../ledger/case-proof.ts';
import type { MoveFacts } from '../ledger/move-entry.ts';
import { csvHead, csvLine } from '../csv.ts';
import { transact } from '../postgres/database.ts';
import type { AttachmentView, CaseView } from '../procedures/contract.ts';
import { movesOf } from '../procedures/ledger-moves.ts';
import type { Actor } from '../procedures/ports.ts';
import type { Case, CaseList, Process } from '../procedures/process.ts';
import { parseRef } from '../procedures/ref.ts';
import { mustSeeWhole, seenCase } from '../procedures/seen.ts';
import { attachmentsOf } from '../procedures/store/attachments.ts';
import type { ArchiveParts } from './parts.ts';

/** A move as its ledger entry was made from it. What another organisation keeps to itself is null, with its salt. */
export type ArchivedMove = Omit<MoveFacts, 'salt' | 'opinion' | 'states'> & { readonly salt: string | null; readonly opinion: string | null; readonly states: unknown };
type Attachment = z.infer<typeof AttachmentView>;
export interface ArchivedPaper { readonly row: documents.KeptRow; readonly paper: Paper; readonly word: { readonly sha256: string; readonly bytes: number }; readonly stamped: readonly documents.StampedRow[] }

/** A list of the case as the file it becomes, and its first rows for the page. */
export interface ArchivedList { readonly zh: string; readonly titles: readonly string[]; readonly rows: number; readonly first: readonly (readonly string[])[]; readonly csv: Buffer }
/** So many rows of a list are read on the page itself; all of them in its file. */
export const listedOnPage = 200;

/** All of a case that this person may see, before it is put into files. */
export interface Contents {
  readonly view: CaseView;
  readonly moves: readonly ArchivedMove[];
  readonly papers: readonly ArchivedPaper[];
  readonly attachments: readonly Attachment[];
  readonly lists: readonly ArchivedList[];
  readonly proof: CaseProof;
}

/** `whole`: with its lists, which may be long. @throws CASE_NOT_FOUND, CASE_SEEN_IN_PART, ARCHIVE_DRAFT, DOCUMENT_FAILED, DOCUMENT_DAMAGED */
export async function contentsOf(parts: ArchiveParts, actor: Actor, ref: string, whole = true): Promise<Contents> {
  const view = await parts.engine.view(actor, ref as never);
  if (view.number === null) fail('ARCHIVE_DRAFT');
  const { moves, attachments, it, process } = await movesAndFiles(parts, actor, view);
  const lists: ArchivedList[] = [];
  for (const list of whole ? (await process.lists?.(parts.engine.db, it, actor)) ?? [] : []) lists.push(await written(list));
  return { view, moves, attachments, lists, papers: await papersOf(parts, actor, ref), proof: await proveCase(parts.engine.db, ref, parts.signer) };
}

async function written({ zh, titles, rows }: CaseList): Promise<ArchivedList> {
  const [chunks, first] = [[Buffer.from(csvHead(titles))], [] as (readonly string[])[]];
  let count = 0;
  for await (const page of rows) {
    count += page.length;
    first.push(...page.slice(0, listedOnPage - first.length));
    chunks.push(Buffer.from(page.map(csvLine).join('')));
  }
  return { zh, titles, rows: count, first, csv: Buffer.concat(chunks) };
}

async function movesAndFiles({ engine }: ArchiveParts, actor: Actor, view: CaseView): Promise<{ readonly moves: ArchivedMove[]; readonly attachments: Attachment[]; readonly it: Case; readonly process: Process }> {
  return transact(engine.db, async (tx) => {
    const at = parseRef(view.ref);
    const { it, process } = (await seenCase(engine.processes, tx, actor, at)) ?? fail('CASE_NOT_FOUND');
    mustSeeWhole({ it, process }, actor);
    const moves = (await movesOf(tx, at, view.version)).map(({ salt, opinion, states, ...move }): ArchivedMove => (
      process.withholds?.(it, actor, move) === true ? { ...move, salt: null, opinion: null, states: null, signs: null } : { ...move, salt: salt.toString('hex'), opinion, states }));
    const filed = (await attachmentsOf(tx, at.region, at.id)).filter((one) => one.moveVersion === null);
    return { it, process, moves, attachments: [...[...view.timeline].reverse().flatMap((move) => move.attachments), ...filed.map(({ id, region, name, media, bytes, sha256 }) => ({ id, region, name, media, bytes, sha256 }))] };
  });
}

/** Every kept paper of the case but those that another organisation made for itself; its Word file is made where no job has made it yet. */
async function papersOf({ engine, store, word }: ArchiveParts, actor: Actor, ref: string): Promise<ArchivedPaper[]> {
  const { db } = engine;
  const at = parseRef(ref);
  const found: ArchivedPaper[] = [];
  for (const { region, id } of await documents.documentsOf(db, at.region, at.id, { kinds: ownKinds, org: actor.org })) {
    const row = (await documents.findDocument(db, { region, id })) ?? fail('DOCUMENT_NOT_FOUND');
    contentOf(row);
    await keptFile({ db, store, word }, row);
    const file = (await documents.findFile(db, row)) ?? fail('DOCUMENT_FAILED');
    found.push({ row, paper: paperOf(row, null), word: file, stamped: await documents.stampedOf(db, row) });
  }
  return found;
}
