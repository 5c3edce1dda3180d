import type { AnyProcedure } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { deedOf, type Deed } from '../procedures/deed.ts';
import type { Directory, Post } from '../procedures/ports.ts';
import { readCase, readHistory } from '../procedures/store/cases.ts';
import type { Queued } from '../procedures/store/outbox.ts';
import type { Reminder } from '../procedures/store/reminders.ts';
import { consoleChannel, type Channel } from './channel.ts';
import { clip, messagesOf } from './compose.ts';
import type { Message, MoveNotice, OrgNotice, PersonNotice } from './notices.ts';
import { reminderOf } from './remind.ts';

export interface Delivery { readonly directory: Directory; readonly table: (kind: string) => AnyProcedure | undefined; readonly channels?: readonly Channel[] }

/** Handlers of the outbox's notices: each turns one row into messages and hands them to every channel, in the row's own transaction. */
export function noticeHandlers(delivery: Delivery): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  const send = (compose: (deed: Deed, row: Queued) => Promise<Message[]>) => async (tx: Tx, row: Queued): Promise<void> => {
    const deed = await deedOf(tx, delivery.directory);
    const messages = await compose(deed, row);
    for (const channel of delivery.channels ?? [consoleChannel]) await channel.deliver(tx, messages, deed.at);
  };
  return {
    'notice.move': send((deed, row) => ofMove(delivery, deed, row)),
    'notice.org': send(ofOrg),
    'notice.person': send((deed, row) => ofPerson(deed, row)),
    'notice.remind': send((deed, row) => ofReminder(delivery, deed, row)),
  };
}

async function ofMove(delivery: Delivery, deed: Deed, row: Queued): Promise<Message[]> {
  const notice = row.body as MoveNotice;
  const found = await readCase(deed.tx, { region: row.region, id: notice.caseId });
  const table = found === undefined ? undefined : delivery.table(found.kind);
  if (found === undefined || table === undefined) return [];
  const { past } = await readHistory(deed.tx, found);
  return messagesOf(deed, table, found, past.find((move) => move.version === notice.version), notice);
}

/** A limit that ended meanwhile, or was moved, is not spoken of. */
async function ofReminder(delivery: Delivery, deed: Deed, row: Queued): Promise<Message[]> {
  const reminder = row.body as Reminder;
  const found = await readCase(deed.tx, { region: row.region, id: reminder.caseId });
  const table = found === undefined ? undefined : delivery.table(found.kind);
  return found === undefined || table === undefined ? [] : reminderOf(deed, table, await readHistory(deed.tx, found), reminder);
}

async function ofOrg(deed: Deed, row: Queued): Promise<Message[]> {
  const notice = row.body as OrgNotice;
  const organisation = await deed.organisation(notice.org);
  if (organisation === undefined) return [];
  const posts: readonly string[] = notice.post === null ? (organisation.kind === 'authority' ? ['reviewer', 'lead'] : ['clerk', 'head']) : [notice.post];
  const text = await filled(deed, row.region, notice.caseId, notice.text);
  const messages = new Map<string, Message>();
  for (const post of posts) {
    for (const person of await deed.holders(notice.org, post as Post)) {
      messages.set(person, { region: organisation.region, person, org: notice.org, post, caseRegion: notice.caseId === null ? null : row.region, caseId: notice.caseId, text });
    }
  }
  return [...messages.values()];
}

async function ofPerson(deed: Deed, row: Queued): Promise<Message[]> {
  const notice = row.body as PersonNotice;
  const region = (await deed.organisation(notice.org))?.region;
  if (region === undefined) return [];
  return [{ region, person: notice.person, org: notice.org, post: null, caseRegion: row.region, caseId: notice.caseId, text: await filled(deed, row.region, notice.caseId, notice.text) }];
}

async function filled(deed: Deed, region: string, caseId: string | null, text: string): Promise<string> {
  if (caseId === null || !text.includes('{')) return clip(text);
  const found = await readCase(deed.tx, { region, id: caseId });
  return clip(text.replaceAll('{number}', found?.number ?? '').replaceAll('{title}', found?.title ?? '').trim());
}
