import { headHolds } from './heads.ts';
import type { CaseProof } from './case-proof.ts';
import { leafHash, rootFromPath } from './merkle.ts';
import { entryText } from './pending.ts';
import type { OutsideHead, Problem, Report } from './verify.ts';

/** Every entry of a case's proof leads to the signed head, and that is the head the caller brought. `what` is what was handed in, in words. */
export function proofProblems({ entries, head }: CaseProof, given: OutsideHead | undefined, what: string): Problem[] {
  if (head === null) return entries.length > 0 ? [{ what: 'head-unsigned', say: '存证证明没有账本头。' }] : [];
  const problems: Problem[] = headHolds(head) ? [] : [{ what: 'head-unsigned', say: '账本头的签名无效。' }];
  if (given !== undefined && given.size === head.size && given.root !== head.root) problems.push({ what: 'head-differs', say: '账本头与您给出的不同：账本曾被整体改写。' });
  if (given !== undefined && given.size !== head.size) problems.push({ what: 'head-differs', say: `您给出的账本头是第 ${given.size} 条的，${what}用的是第 ${head.size} 条的，不能相互比对；请换用同一条数的账本头，或者用 ledger verify 核对。` });
  for (const entry of entries) {
    const leaf = leafHash(entryText(entry));
    const root = rootFromPath(leaf, entry.seq, head.size, entry.path.map((one) => Buffer.from(one, 'hex')));
    if (leaf.toString('hex') !== entry.hash || root?.toString('hex') !== head.root) problems.push({ what: 'entry-changed', seq: entry.seq, say: `第 ${entry.seq} 条账本条目与账本头不符，已被改动。` });
  }
  return problems;
}

/** Checks what a case page gave away as a file (校验存证), without the platform. */
export function verifyProof(proof: CaseProof, given: OutsideHead | undefined): Report {
  const problems = proofProblems(proof, given, '这份存证证明');
  const [ok, againstOutside] = [problems.length === 0, given !== undefined];
  const say = ok
    ? `存证证明 ${proof.entries.length} 条，逐条核对无误${againstOutside ? '，与您给出的账本头一致' : '。没有带来账本头，只能说明与其中签名的账本头一致；请用另存的账本头（--head）再核对'}${proof.waiting > 0 ? `。另有 ${proof.waiting} 条当时还没有账本头` : ''}`
    : `发现 ${problems.length} 处问题：${problems[0]?.say ?? ''}`;
  return { ok, size: proof.head?.size ?? 0, root: proof.head?.root ?? '', pending: proof.waiting, moves: proof.entries.filter((entry) => entry.kind === 'move').length, headsChecked: (proof.head === null ? 0 : 1) + (againstOutside ? 1 : 0), againstOutside, problems, say };
}
