import { generatedActs } from '../../law/generated-moves.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { ladderOf, departmentPosts, authorityPosts } from '../../law/seats.ts';
import type { Seat } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { caseRows } from './case-rows.ts';
import type { Worklist, WorklistQuery } from './contract.ts';
import { dayKey, readCursor, timeKey, writeCursor } from './cursor.ts';
import { deedOf, type Deed } from './deed.ts';
import { accountPost, actingPost } from './posts.ts';
import type { Actor } from './ports.ts';
import type { Runner } from './run.ts';
import { countDone, countWork, pageOfWork, type WorkFilter } from './store/listed.ts';
import { pageOfDone, pageOfMine } from './store/lists.ts';

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
  const deed = await deedOf(tx, run.directory);
  const posts = await postsActed(deed, actor);
  const persons = [actor.person, ...(actor.behalfOf === undefined ? [] : [actor.behalfOf])];
  const scope = { org: actor.org, region: actor.region, posts, persons, today: deed.today };
  const page = tab === 'todo' || tab === 'copies' ? await workPage(tx, scope, query, tab) : await movedPage(tx, actor, query, tab);
  const counts = await countsOf(tx, scope, actor);
  const total = tab === 'todo' ? counts.all : page.rows.length;
  return { rows: await caseRows(run, deed, actor.org, page.rows), after: page.after, total, totalCapped: total >= 1_000, counts };
}

type Scope = Pick<WorkFilter, 'org' | 'region' | 'posts' | 'persons' | 'today'>;

async function workPage(tx: Tx, scope: Scope, query: WorklistQuery, tab: 'todo' | 'copies') {
  const after = readCursor(query.after, dayKey);
  const found = await pageOfWork(tx, {
    ...scope, whys: tab === 'copies' ? ['copy'] : query.why === undefined ? ['move', 'extension', 'vacancy'] : [query.why],
    kind: query.kind ?? null, lamp: query.lamp ?? null, q: query.q?.trim() || null,
    after: after === null ? null : { dueOn: after.key, id: after.id }, limit: query.size + 1,
  });
  const rows = found.slice(0, query.size).map((row) => (row.why === 'vacancy' ? { ...row, note: '岗位空缺，无人办理' } : row));
  const last = rows.at(-1);
  return { rows, after: found.length > query.size && last ? writeCursor(last.dueOn, last.id) : null };
}

async function movedPage(tx: Tx, actor: Actor, query: WorklistQuery, tab: 'done' | 'mine') {
  const after = readCursor(query.after, timeKey);
  const filter = { person: actor.person, org: actor.org, kind: query.kind ?? null, after, limit: query.size + 1, spoken: generatedActs };
  const found = tab === 'done' ? await pageOfDone(tx, filter) : await pageOfMine(tx, filter);
  const rows = found.slice(0, query.size);
  const last = rows.at(-1);
  return { rows, after: found.length > query.size && last ? writeCursor(last.at, last.id) : null };
}

async function countsOf(tx: Tx, scope: Scope, actor: Actor): Promise<Worklist['counts']> {
  const byKind = await countWork(tx, scope);
  const { done, onTime } = await countDone(tx, actor.person, `${scope.today.slice(0, 7)}-01` as PlainDate, generatedActs);
  const sum = (of: 'all' | 'late' | 'due' | 'near' | 'normal' | 'paused') => byKind.reduce((all, row) => all + row[of], 0);
  return {
    all: sum('all'), late: sum('late'), due: sum('due'), near: sum('near'), normal: sum('normal'), paused: sum('paused'),
    doneThisMonth: done, doneOnTime: onTime, byKind: Object.fromEntries(byKind.map((row) => [row.kind, row.all])),
  };
}
