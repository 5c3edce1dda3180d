import { randomUUID } from 'node:crypto';
import { graduates, proposal, publishes, statements, universities } from '../../tests/market.ts';
import type { EntryBody } from '../../tests/market.ts';
import { town } from '../../tests/town.ts';
import type { Client } from '../../tests/town-client.ts';

export interface Item { ref: string; kind: string; number: string; fileNumber: string | null; digest: string; stamped: number; mayStamp: boolean; title: string; org: string }
export interface Kept extends Item { paper: { blocks: unknown[]; digest: string; head: unknown; template: string; style: { head: boolean }; printed: { by: string }; made: { by: string } }; stampedFiles: { nth: number; verdict: string; reason: string | null; by: string; name: string }[]; sealing: unknown }

/** A town with an entry that is shared and one that is not, and what its tests do again and again. */
export async function paperTown() {
  const it = await town({ today: '2026-10-12' });
  const people = await publishes(it, graduates);
  const secret = await publishes(it, universities, {
    name: '考试命题人员信息', classCode: '303177',
    sharing: { attribute: 'not-shared', ranges: [], purposes: [], conditions: [], reason: '命题人员身份公开会影响考试公正', basis: [{ kind: 'regulation', name: '样例条例', article: '第九条', text: '命题人员的身份信息不得提供给任何单位和个人。' }] },
  } as unknown as Partial<EntryBody>);
  const term = { from: '2026-10-12', to: '2028-09-30', reason: '' };
  const wish = (purpose: string, more: object = {}) => ({ purpose, items: [4, 5, 6], term, ...more });
  const papersOf = async (who: string, ref: string) => await it.client(who).get<{ previews: { kind: string }[]; kept: Item[] }>(`/api/documents/case/${ref}`);
  const kept = async (who: string, ref: string) => it.client(who).get<Kept>(`/api/documents/${ref}`);
  const letterOf = async (who: string, ref: string): Promise<Item> => (await papersOf(who, ref)).kept.filter((one) => one.kind === 'letter').at(-1) as Item;
  const words = (paper: { blocks: unknown }) => JSON.stringify(paper.blocks);
  const wordFile = async (who: string, path: string) => {
    const answer = await fetch(`${it.base}${path}`, { headers: { cookie: it.client(who).cookie } });
    return { status: answer.status, name: decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? ''), bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
  const stamps = async (client: Client, ref: string, bytes: Buffer, name: string, reason?: string, key: string = randomUUID()) => {
    const form = new FormData();
    if (reason !== undefined) form.append('reason', reason);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const answer = await fetch(`${it.base}/api/documents/${ref}/stamped`, { method: 'POST', body: form, headers: { cookie: client.cookie, 'x-shuqiao': '1', 'idempotency-key': key } });
    return { status: answer.status, body: await answer.json() as { code?: string; stampedFiles: Kept['stampedFiles'] } };
  };
  const pdf = (text: string) => Buffer.from(`%PDF-1.7\n${text}\n%%EOF`);
  const partly = (refused: number) => proposal({
    term: { from: term.from, to: term.to }, perItem: [4, 5, 6].map((item) => (item === refused
      ? { item, decision: 'refuse', category: 'duty', reason: '补贴核验不需要该项', basis: [] } : { item, decision: 'agree', category: null, reason: '', basis: [] })),
  }, statements(wish('样例')) as never);

  return { it, people, secret, term, wish, papersOf, kept, letterOf, words, wordFile, stamps, pdf, partly };
}
