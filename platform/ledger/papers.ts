import type { Reader } from '../postgres/database.ts';
import { pendingBodies } from './store.ts';

/** A kept paper, or a sealed file beside one, as it lies in the database now; `digest` is made again from what is kept. */
export interface PaperSeen {
  readonly kind: 'document' | 'document-stamped';
  /** `{region}-{uuid}` of the paper; of a sealed file with `/nth`. */
  readonly id: string;
  readonly number: string;
  readonly digest: string;
}

const kinds: ReadonlySet<string> = new Set(['document', 'document-stamped']);

/** Gathers the entries of papers as the ledger is walked, then compares them with what is kept. */
export class Papers {
  private readonly said = new Map<string, string>();

  take(kind: string, body: string): void {
    if (!kinds.has(kind)) return;
    const it = JSON.parse(body) as { document: string; digest?: string; sha256?: string; nth?: number };
    if (it.nth === undefined) this.said.set(it.document, it.digest ?? '');
    else this.said.set(`${it.document}/${it.nth}`, it.sha256 ?? '');
  }

  /** What is wrong, in Chinese; nothing where every paper is as its entry says. */
  async compare(db: Reader, seen: AsyncIterable<PaperSeen>): Promise<string[]> {
    for (const kind of kinds) for (const body of await pendingBodies(db, kind)) this.take(kind, body);
    const problems: string[] = [];
    for await (const paper of seen) {
      const said = this.said.get(paper.id);
      this.said.delete(paper.id);
      if (said === undefined) problems.push(`文书 ${paper.number}（${paper.id}）没有对应的账本条目。`);
      else if (said !== paper.digest) problems.push(`文书 ${paper.number}（${paper.id}）与账本条目不符，内容已被改动。`);
    }
    for (const id of this.said.keys()) problems.push(`账本记有文书 ${id}，库中已不存在。`);
    return problems;
  }
}
