import { clockNamed } from '../../law/clock-words.ts';
import type { AnyProcedure, Seat } from '../../law/procedure.ts';
import type { Deed } from '../procedures/deed.ts';
import { actingPost } from '../procedures/posts.ts';
import type { OrgCode, PersonId, Post } from '../procedures/ports.ts';
import type { Loaded, WorkRecord } from '../procedures/store/cases.ts';
import type { Reminder, Step } from '../procedures/store/reminders.ts';
import { clip } from './compose.ts';
import type { Message } from './notices.ts';

const words: Readonly<Record<Step, string>> = { near: '临期', due: '即将到期', late: '已超期，请尽快办理' };

/**
 * Who hears that a limit ends soon or has ended: near, who handles it; from the day before its end the head too; once it
 * is late also the authority, of an authority `upper`. Where nobody of the bound organisation is awaited (a term that
 * runs, a silence that counts as consent) there is nothing to hurry. What only reminds never goes to an authority.
 * The text says number, matter and date, and nothing of what the case contains.
 */
export async function reminderOf(deed: Deed, table: AnyProcedure, loaded: Loaded, it: Reminder): Promise<Message[]> {
  const clock = loaded.clocks.find((each) => each.name === it.clock && each.nth === it.nth);
  if (clock === undefined || clock.stoppedOn !== null || clock.stoodOn !== null || clock.dueOn !== it.due) return [];
  const waiting = loaded.work.filter((row) => row.org === clock.bound && row.why === 'move');
  if (waiting.length === 0) return [];
  const { row } = loaded;
  const limit = table.clocks[it.clock];
  const matter = `${row.number ?? table.zh} ${row.title}，${limit === undefined ? '' : clockNamed(limit)}截止 ${clock.dueOn}`;
  const messages = new Map<PersonId, Message>();
  const add = async (org: OrgCode, post: Post | undefined, persons: readonly PersonId[]) => {
    const text = clip(`${org === clock.bound ? words[it.step] : '已超期'}：${matter}`);
    const region = (await deed.organisation(org))?.region;
    for (const person of region === undefined || post === undefined ? [] : persons) {
      if (!messages.has(person)) messages.set(person, { region: region as string, person, org, post: post as string, caseRegion: row.region, caseId: row.id, text });
    }
  };
  const acting = async (org: OrgCode, seat: Seat) => {
    const post = await actingPost(deed, org, seat, []);
    await add(org, post, post === undefined ? [] : await deed.holders(org, post));
  };
  for (const work of waiting) await handlers(deed, work, acting, add);
  const kind = (await deed.organisation(clock.bound))?.kind;
  if (it.step !== 'near') await acting(clock.bound, kind === 'authority' ? 'authority.lead' : 'department.head');
  const late = limit?.late;
  if (it.step === 'late' && late !== 'remind' && late !== 'moves' && row.privateTo === null) {
    const above = kind === 'authority' ? await deed.upperOf(clock.bound) : await deed.authorityOf(clock.bound);
    if (above !== undefined) await acting(above, 'authority.reviewer');
  }
  return [...messages.values()];
}

/** In whose name the step stands, else who holds the post today, or acts for it while it is empty. */
async function handlers(deed: Deed, work: WorkRecord, acting: (org: OrgCode, seat: Seat) => Promise<void>, add: (org: OrgCode, post: Post, persons: readonly PersonId[]) => Promise<void>): Promise<void> {
  if (work.assignee !== null) return add(work.org, work.post as Post, [work.assignee]);
  const kind = (await deed.organisation(work.org))?.kind;
  const party = kind === 'authority' ? 'authority' : work.post.startsWith('platform-') ? 'platform' : 'department';
  return acting(work.org, `${party}.${work.post.replace(/^platform-/, '')}` as Seat);
}
