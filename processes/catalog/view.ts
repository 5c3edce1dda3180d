import { fail } from '../../law/errors.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { baseOf } from './checks.ts';
import type { CatalogOwn, Like } from './contract.ts';
import { differencesOf } from './draft/differences.ts';
import { problemsOf, shown } from './draft/problems.ts';
import { standardOn } from './draft/standard.ts';
import { likesOf, type LikeListing } from './likes.ts';
import { assessmentsNeeded, entryOf } from './scope.ts';
import { causesOf, findDraft, pointsOf } from './store/drafts.ts';
import { findEntry } from './store/entries.ts';

/** The catalogue's own part of a case page: the draft beside the version that stands, what is missing, who shares the like. */
export async function viewOf(tx: Tx, it: Case, actor: Actor, directory: Directory): Promise<CatalogOwn> {
  const draft = (await findDraft(tx, it)) ?? fail('ENTRY_NOT_FOUND');
  const entry = (await findEntry(tx, entryOf(it))) ?? fail('ENTRY_NOT_FOUND');
  const base = await baseOf(tx, draft);
  const today = await directory.legalToday(tx);
  const working = it.state === 'draft' || it.state === 'consent' || it.state === 'submitted';
  const likes = working && draft.change !== 'withdraw' ? await likesOf(tx, it.region, entry.provider, draft.body, base?.body) : [];
  return {
    change: draft.change,
    entry: { region: it.region, id: draft.entry, code: entry.code, version: Number(it.facts['version']) || null },
    body: draft.body, savedAt: draft.savedAt,
    editable: it.state === 'draft' && draft.change !== 'withdraw' && mayEdit(actor, entry.provider),
    problems: it.state === 'draft' && draft.change !== 'withdraw' ? shown(problemsOf(draft.body, standardOn(today))) : [],
    causes: (await causesOf(tx, it)).map(({ n, kind, on, document, clock }) => ({ n, kind, on, document, requires: clock !== null })),
    reason: draft.reason, repeatedReason: draft.repeatedReason,
    assessments: draft.change === 'withdraw' ? [] : await assessments(tx, draft),
    differences: base ? differencesOf(base.body, draft.body) : [], against: base?.version ?? null,
    likes: await named(tx, likes, directory),
    points: (await pointsOf(tx, it)).map(({ path, text, round }) => ({ path, text, round })),
  };
}

/** The cataloguer's draft; where that post is empty, who acts in its place (the move itself asks the table). */
export function mayEdit(actor: Actor, provider: string): boolean {
  return actor.org === provider && (actor.post === 'cataloguer' || actor.post === 'head' || actor.post === 'chief');
}

async function assessments(tx: Tx, draft: Parameters<typeof assessmentsNeeded>[1]): Promise<CatalogOwn['assessments']> {
  const found: CatalogOwn['assessments'] = [];
  for (const { seen, ...need } of await assessmentsNeeded(tx, draft)) {
    const number = seen ? (await readCase(tx, { region: seen.region, id: seen.caseId }))?.number ?? null : null;
    found.push({ ...need, number });
  }
  return found;
}

export async function named(tx: Tx, likes: readonly LikeListing[], directory: Directory): Promise<Like[]> {
  const departments = await directory.organisations(tx, [...new Set(likes.map((like) => like.provider))]);
  return likes.map((like) => ({
    region: like.region, entry: like.entry, code: like.code, name: like.name, provider: like.provider,
    providerName: departments.get(like.provider)?.name ?? like.provider, items: [...like.items], sourced: [...like.sourced],
  }));
}
