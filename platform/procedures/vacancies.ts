import { transact } from '../postgres/database.ts';
import { departmentPosts, authorityPosts } from '../../law/seats.ts';
import type { Seat } from '../../law/procedure.ts';
import { deedOf } from './deed.ts';
import type { Engine } from './engine.ts';
import { actingPost } from './posts.ts';
import { rewriteWork, workOf } from './rewrite-work.ts';
import type { Ref } from './store/case-record.ts';
import { lockCase, readHistory } from './store/cases.ts';
import { casesAt, casesVacant, waitingPosts } from './store/vacancies.ts';

const page = 200;

/**
 * Art. 11: posts that emptied to the top of their ladder since their cases last moved, or filled again. Such a case is written onto the
 * list of the authority's lead, or taken off it. What waits is asked by post, not by case, so it costs little where nothing
 * changed. Any number of processes may run it: each case is locked. Returns how many cases were written anew.
 */
export async function rewriteVacancies(engine: Engine): Promise<number> {
  let written = 0;
  for (let after = first; ;) {
    const found = await casesVacant(engine.db, after, page);
    for (const ref of found) written += await rewrite(engine, ref);
    const last = found.at(-1);
    if (last === undefined || found.length < page) break;
    after = last.id;
  }
  for (const { org, post, region } of await waitingPosts(engine.db)) {
    const seat = seatOfPost(post);
    if (seat === undefined || await transact(engine.db, async (tx) => (await actingPost(await deedOf(tx, engine.directory), org, seat, [])) !== undefined)) continue;
    for (let after = first; ;) {
      const found = await casesAt(engine.db, { region, org, post }, after, page);
      for (const ref of found) written += await rewrite(engine, ref);
      const last = found.at(-1);
      if (last === undefined || found.length < page) break;
      after = last.id;
    }
  }
  return written;
}

const first = '00000000-0000-0000-0000-000000000000';

function seatOfPost(post: string): Seat | undefined {
  if ((departmentPosts as readonly string[]).includes(post)) return `department.${post}` as Seat;
  return (authorityPosts as readonly string[]).includes(post) ? `authority.${post}` as Seat : undefined;
}

async function rewrite(engine: Engine, ref: Ref): Promise<number> {
  return transact(engine.db, async (tx) => {
    const row = await lockCase(tx, ref);
    const process = engine.processes.find((each) => each.table.name === row?.kind);
    if (row === undefined || process === undefined) return 0;
    const [deed, loaded] = [await deedOf(tx, engine.directory), await readHistory(tx, row)];
    const stands = (work: readonly { readonly why: string }[]) => work.some((each) => each.why === 'vacancy');
    if (stands(loaded.work) === stands(await workOf(deed, process.table, loaded))) return 0;
    await rewriteWork(deed, process.table, loaded);
    return 1;
  });
}
