import { documentKinds, type DocumentKind } from '../../law/documents/kinds.ts';
import { plainBlocks } from '../../law/documents/blocks.ts';
import type { Paper } from '../../law/documents/paper.ts';
import { fail } from '../../law/errors.ts';
import { once } from '../http/once.ts';
import type { Context } from '../http/route.ts';
import { transact, type Tx } from '../postgres/database.ts';
import type { CaseView } from '../procedures/contract.ts';
import type { Actor, Directory } from '../procedures/ports.ts';
import type { Seen } from '../procedures/seen.ts';
import { keepDocument, lookOf, newestHead, titleOf, withContact, type Draft } from './fix.ts';
import type { DocumentParts } from './parts.ts';
import { ownCase, printing } from './reads.ts';
import { sheetOf } from './sheet.ts';

/** A paper as it would be now: marked, with no digest, kept nowhere. @throws CASE_NOT_FOUND, DOCUMENT_NOT_READY */
export async function preview(parts: DocumentParts, actor: Actor, caseRef: string, kind: DocumentKind): Promise<Paper> {
  if (kind === 'sheet') {
    const printed = sheetOf(await parts.engine.view(actor, caseRef as never), null);
    return transact(parts.engine.db, async (tx) => {
      const { it } = await ownCase(parts, tx, actor, caseRef);
      return previewPaper(parts.engine.directory, tx, actor, { kind, org: actor.org, printed, head: null }, it.number);
    });
  }
  return transact(parts.engine.db, async (tx) => {
    const { it, process } = await ownCase(parts, tx, actor, caseRef);
    const draft = await composed({ it, process, sees: true }, tx, actor, kind, await parts.engine.directory.legalToday(tx));
    return previewPaper(parts.engine.directory, tx, actor, { ...draft, head: null }, it.number);
  });
}

async function composed({ it, process }: Seen, tx: Tx, actor: Actor, kind: DocumentKind, today: Parameters<NonNullable<Seen['process']['papers']>['compose']>[3]): Promise<Draft> {
  const { papers } = process;
  if (papers === undefined || !papers.previews(it, actor).includes(kind)) return fail('DOCUMENT_NOT_READY', { document: documentKinds[kind].zh });
  return papers.compose(tx, it, kind, today);
}

/** A draft in the look of its day, marked as what it is. */
export async function previewPaper(directory: Directory, tx: Tx, actor: Actor, draft: Draft, number: string | null): Promise<Paper> {
  const today = await directory.legalToday(tx);
  const look = await lookOf(tx, directory, draft, today);
  return {
    kind: draft.kind, title: titleOf(draft.printed), name: `${draft.printed.name}_预览`, number, fileNumber: look.series === null ? null : look.series.pattern.replace('{代字}', look.series.code).replace('{年}', today.slice(0, 4)).replace('{序号}', '　'),
    orgName: look.orgName, on: today, blocks: plainBlocks(withContact(draft.printed.blocks, look.contact)), style: look.style, template: look.template.zh,
    digest: null, head: null, made: null, printed: await printing(tx, directory, actor),
  };
}

/** Most 办理单 made at once. */
export const mostSheets = 50;

/**
 * Keeps the 办理单 of cases as they stand, for the organisation of who asks: all of them, or none.
 * @throws CASE_NOT_FOUND, DOCUMENT_NOT_READY, DOCUMENT_TOO_MANY
 */
export async function makeSheets(parts: DocumentParts, ctx: Pick<Context, 'actor' | 'once'>, cases: readonly string[]): Promise<readonly string[]> {
  const { actor } = ctx;
  const { db, directory } = parts.engine;
  const wanted = [...new Set(cases)];
  if (wanted.length === 0 || wanted.length > mostSheets) fail('DOCUMENT_TOO_MANY', { most: mostSheets });
  const views: CaseView[] = [];
  for (const ref of wanted) views.push(await parts.engine.view(actor, ref as never));
  return once(db, ctx, async (tx) => {
    const [head, today] = [await newestHead(tx), await directory.legalToday(tx)];
    const made: string[] = [];
    for (const view of views) {
      const number = view.number ?? fail('DOCUMENT_NOT_READY', { document: documentKinds.sheet.zh });
      const { it } = await ownCase(parts, tx, actor, view.ref);
      const { region, id } = await keepDocument(tx, directory, { kind: 'sheet', org: actor.org, printed: sheetOf(view, head), head }, { region: it.region, number, case: { id: it.id, version: null }, by: actor, today });
      made.push(`${region}-${id}`);
    }
    return made;
  });
}
