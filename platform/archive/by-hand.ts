import { signedText } from '../ledger/heads.ts';
import type { CaseProof } from '../ledger/case-proof.ts';
import { sidesOf } from '../ledger/merkle.ts';
import { entryText } from '../ledger/pending.ts';

/** The proof once more as an archivist checks it with a shell, sha256sum and openssl: no program of ours, no JSON to take apart. */
export function proofByHand({ head, entries }: Pick<CaseProof, 'head' | 'entries'>): readonly (readonly [path: string, zh: string, body: Buffer])[] {
  if (head === null) return [];
  const lines = (of: readonly string[]) => Buffer.from(of.map((line) => `${line}\n`).join(''), 'utf8');
  const pem = `-----BEGIN PUBLIC KEY-----\n${head.publicKey}\n-----END PUBLIC KEY-----\n`;
  return [
    ['proof/entries.txt', '账本条目的文本，一行一条', lines(entries.map(entryText))],
    ['proof/paths.txt', '各条目并入根值的次序', lines(entries.map((entry) => [entry.seq, ...sidesOf(entry.seq, head.size).map((side, at) => `${side}${entry.path[at]}`)].join(' ')))],
    ['proof/head.txt', '账本头的文本', signedText(head)], ['proof/head.sig', '账本头的签名', Buffer.from(head.signature, 'base64')], ['proof/head.pem', '签名公钥', Buffer.from(pem, 'utf8')],
  ];
}
