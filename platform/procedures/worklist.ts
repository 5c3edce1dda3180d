import { generatedActs } from '../../law/generated-moves.ts';
import { ladderOf, departmentPosts, authorityPosts } from '../../law/seats.ts';
import type { Seat } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { caseRows, type Listed, type Names } from './case-rows.ts';
import type { Worklist, WorklistQuery } from './contract.ts';
import { dayKey, readCursor, timeKey, writeCursor } from './cursor.ts';
import { deedAt, type Deed } from './deed.ts';
import { accountPost, actingPost } from './posts.ts';
import type { Actor } from './ports.ts';
import { questionOf } from './question.ts';
import type { Runner } from './runner.ts';
import { notesAsked } from './store/listed.ts';
import { pageOfDone, pageOfMine } from './store/lists.ts';
import type { Desk } from './store/waiting.ts';
import { workPage, type WorkFilter, type WorkPage } from './store/work-page.ts';
import { never } from './worklist-rows.ts';

export type WorklistTab = 'todo' | 'done' | 'mine' | 'copies';

/**
 * The posts whose rows this person sees today: his own, and those below of the same organisation that nobody nearer
 * holds. Posts and vacancies are asked here, so changing people rewrites no list.
 */
export async function postsActed(deed: Deed, actor: Actor): Promise<string[]> {
  const below: string[] = [actor.post];
  const seats: Seat[] = [...departmentPosts.map((post) => `department.${post}` as Seat), ...authorityPosts.map((post) => `authority.${post}` as Seat)];
  for (const seat of seats) {
    const post = accountPost(seat);
    if (post === undefined || below.includes(post) || !ladderOf(seat).some((rung) => accountPost(rung) === actor.post)) continue;
    if ((await actingPost(deed, actor.org, seat, [])) === actor.post) below.push(post);
  }
  return below;
}

/** 工作台: what waits for this person's posts, late first; or what he did, began, or was sent to read. */
export async function readWorklist(run: Runner, tx: Tx, actor: Actor, query: WorklistQuery, tab: WorklistTab): Promise<Worklist> {
  const deed = await deedAt(tx, run.directory, actor);
  const work = await workPage(tx, await filterOf(run, deed, actor, query, tab));
  const counts = countsOf(work);
  const page = tab === 'todo' || tab === 'copies' ? waitingPage(work, query) : await movedPage(run, tx, actor, query, tab);
  const total = tab !== 'todo' ? page.rows.length : counts?.all ?? null;
  return { rows: await caseRows(run, deed, actor.org, page.rows, page.names), after: page.after, total, totalCapped: (total ?? 0) >= 1_000, counts };
}

/** Whose rows he sees: of his posts today, barred from none by what he made himself or for another. */
export async function deskOf(deed: Deed, actor: Actor): Promise<Desk> {
  return { org: actor.org, region: actor.region, posts: await postsActed(deed, actor), persons: [actor.person, ...(actor.behalfOf === undefined ? [] : [actor.behalfOf])] };
}

async function filterOf(run: Runner, deed: Deed, actor: Actor, query: WorklistQuery, tab: WorklistTab): Promise<WorkFilter> {
  const waits = tab === 'todo' || tab === 'copies';
  const after = waits ? readCursor(query.after, dayKey) : null;
  return {
    ...(await deskOf(deed, actor)), person: actor.person,
    today: deed.today, whys: tab === 'copies' ? ['copy'] : query.why === undefined ? ['move', 'extension', 'vacancy'] : [query.why],
    kind: query.kind ?? null, lamp: query.lamp ?? null, question: questionOf(query.q),
    after: after === null ? null : { dueOn: after.key, id: after.id }, limit: waits ? query.size + 1 : 0, counted: query.after === undefined,
    notes: notesAsked(run.all), namesAmong: run.directory.namesAmong,
  };
}

interface Page { readonly rows: readonly Listed[]; readonly after: string | null; readonly names: Names | null }

function waitingPage(work: WorkPage, query: WorklistQuery): Page {
  const rows = work.rows.slice(0, query.size);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => (row.why === 'vacancy' ? { ...row, note: '岗位空缺，无人办理' } : { ...row, unlimited: row.why === 'move' && row.dueOn === never })),
    after: work.rows.length > query.size && last ? writeCursor(last.dueOn, last.row.id) : null, names: work.names,
  };
}

async function movedPage(run: Runner, tx: Tx, actor: Actor, query: WorklistQuery, tab: 'done' | 'mine'): Promise<Page> {
  const after = readCursor(query.after, timeKey);
  const filter = { notes: notesAsked(run.all), person: actor.person, org: actor.org, kind: query.kind ?? null, after, limit: query.size + 1, spoken: generatedActs };
  const found = tab === 'done' ? await pageOfDone(tx, filter) : await pageOfMine(tx, filter);
  const rows = found.slice(0, query.size);
  const last = rows.at(-1);
  return { rows, after: found.length > query.size && last ? writeCursor(last.at, last.row.id) : null, names: null };
}

function countsOf({ counts, done }: WorkPage): Worklist['counts'] {
  if (counts === null) return null;
  const sum = (of: 'all' | 'late' | 'due' | 'near' | 'normal' | 'paused') => counts.reduce((all, row) => all + row[of], 0);
  return {
    all: sum('all'), late: sum('late'), due: sum('due'), near: sum('near'), normal: sum('normal'), paused: sum('paused'),
    doneThisMonth: done.done, doneOnTime: done.onTime, byKind: Object.fromEntries(counts.map((row) => [row.kind, row.all])),
  };
}
