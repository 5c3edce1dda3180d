import type { Db } from '../postgres/database.ts';
import { headOfRow } from './heads.ts';
import type { Head, HeadSigner } from './heads.ts';
import { auditPath } from './proof.ts';
import { countPendingOf, entriesOf, firstHeadCovering } from './store.ts';

/** What a case page gives away as a file: the case's entries, each with its way to the root of one signed head. */
export interface CaseProof {
  readonly format: 'shuqiao-proof-1';
  readonly how: string;
  readonly case: string;
  readonly head: Head | null;
  readonly entries: readonly { readonly seq: number; readonly region: string; readonly id: string; readonly kind: string; readonly subject: string | null; readonly body: string; readonly hash: string; readonly path: readonly string[] }[];
  /** Entries that no signed head covers yet; at the latest a minute later they are covered. */
  readonly waiting: number;
}

const how =
  '每条的 hash = SHA-256(0x00 ‖ 条目文本)，条目文本是 {body,id,kind,region,subject} 按键名排序的 JSON；'
  + 'path 自下而上逐个与之合并：SHA-256(0x01 ‖ 左 ‖ 右)，左右按序号 seq 与 head.size 依 RFC 6962 第 2.1.1 节确定；结果应等于 head.root。'
  + 'head.signature 是对 {at,key,log,root,size} 的 JSON 的 Ed25519 签名。';

/** Makes the proof against the oldest signed head that covers all of the case's entries, else the newest there is. */
export async function proveCase(db: Db, subject: string, signer: Pick<HeadSigner, 'keyId' | 'publicKey'>): Promise<CaseProof> {
  const entries = await entriesOf(db, subject);
  const last = entries.at(-1);
  const row = last && ((await firstHeadCovering(db, last.seq + 1)) ?? (await firstHeadCovering(db, (entries[0]?.seq ?? 0) + 1)));
  const head = row ? headOfRow(row, signer) : null;
  const covered = entries.filter((entry) => row !== undefined && entry.seq < row.size);
  const proven = [];
  for (const entry of covered) {
    const path = await auditPath(db, entry.seq, (row as { size: number }).size);
    proven.push({ ...entry, hash: entry.hash.toString('hex'), path: path.map((hash) => hash.toString('hex')) });
  }
  const waiting = entries.length - covered.length + (await countPendingOf(db, subject));
  return { format: 'shuqiao-proof-1', how, case: subject, head, entries: proven, waiting };
}
