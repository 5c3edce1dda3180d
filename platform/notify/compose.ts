import type { AnyProcedure } from '../../law/procedure.ts';
import type { Deed } from '../procedures/deed.ts';
import { labelOf } from '../procedures/labels.ts';
import type { CaseRecord } from '../procedures/store/case-record.ts';
import type { PastRecord } from '../procedures/store/cases.ts';
import type { Post } from '../procedures/ports.ts';
import { actWord, stateWord } from '../procedures/wording.ts';
import type { Message, MoveNotice } from './notices.ts';

/** Which posts of an organisation hear of what its row only tells: those who work on cases, and its head. */
const listeners: Readonly<Record<string, readonly Post[]>> = {
  department: ['clerk', 'head'], authority: ['reviewer'], platform: ['platform-system'], government: [], other: ['clerk', 'head'],
};

const most = 500;

/** The messages of one move, one per person: to whose turn it is a request, to the others what happened. */
export async function messagesOf(deed: Deed, table: AnyProcedure, row: CaseRecord, move: PastRecord | undefined, notice: MoveNotice): Promise<Message[]> {
  const messages = new Map<string, Message>();
  const name = row.number ?? table.zh;
  const add = async (org: string, post: Post, text: string) => {
    const region = (await deed.organisation(org))?.region;
    if (region === undefined) return;
    for (const person of await deed.holders(org, post)) {
      if (person === move?.person || messages.has(person) || messages.size >= most) continue;
      messages.set(person, { region, person, org, post, caseRegion: row.region, caseId: row.id, text: clip(text) });
    }
  };
  for (const wait of notice.waits) {
    const what = notice.act === 'reminder' ? '催办' : wait.why === 'extension' ? '申请延期，请审核' : wait.why === 'vacancy' ? '岗位空缺，无人办理' : '待办';
    await add(wait.org, wait.post as Post, `${what}：${name} ${row.title}，现为“${stateWord(table, row.state)}”`);
  }
  const by = move === undefined ? '平台' : await labelOf(deed, move.org, move.post);
  for (const org of notice.told) {
    const kind = (await deed.organisation(org))?.kind ?? 'other';
    for (const post of listeners[kind] ?? []) await add(org, post, `${name} ${row.title}：${by}已办理“${actWord(table, notice.act)}”，现为“${stateWord(table, row.state)}”`);
  }
  return [...messages.values()];
}

export const clip = (text: string): string => (text.length > 500 ? `${text.slice(0, 499)}…` : text);
