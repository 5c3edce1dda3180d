import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { documentKinds } from '../../law/documents/kinds.ts';
import { fail } from '../../law/errors.ts';
import type { BlobStore } from '../objects/index.ts';
import { canonical, type Plain } from '../ledger/canonical.ts';
import { momentZh } from '../documents/time.ts';
import { proofByHand } from './by-hand.ts';
import type { Contents } from './contents.ts';
import { indexHtml } from './page.ts';
import type { Part, Named } from './part.ts';
import { readme } from './readme.ts';
/** `missing`: a kept file that is no longer what its digest says; the archive says so and goes on. */
export interface Manifest {
  readonly format: 'shuqiao-archive-1';
  readonly case: string; readonly number: string; readonly title: string; readonly kind: string; readonly state: string; readonly open: boolean; readonly version: number;
  readonly made: { readonly by: string; readonly at: string };
  readonly files: readonly { readonly path: string; readonly zh: string; readonly sha256: string; readonly bytes: number }[];
  readonly missing: readonly { readonly path: string; readonly zh: string; readonly sha256: string }[];
}

export const mostBytes = 2 * 2 ** 30;

const nth = (n: number): string => String(n).padStart(3, '0');
const clean = (name: string): string => name.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_').slice(0, 80);

const made = (path: string, zh: string, text: string | Buffer): Part => {
  const body = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  return { path, zh, sha256: createHash('sha256').update(body).digest('hex'), bytes: body.length, body };
};
const kept = (path: string, zh: string, file: { readonly sha256: string; readonly bytes: number }): Part => ({ path, zh, sha256: file.sha256, bytes: file.bytes, body: 'kept' });

/** Where each paper, attachment and list lies, in the order of the case. */
export function namedFiles({ papers, attachments, lists }: Pick<Contents, 'papers' | 'attachments' | 'lists'>): Named {
  return {
    lists: lists.map((one, n) => made(`lists/${nth(n + 1)}-${clean(one.zh)}.csv`, one.zh, one.csv)),
    papers: papers.map(({ row, word, stamped }, n) => {
      const zh = documentKinds[row.kind].zh;
      const start = `papers/${nth(n + 1)}-${zh}`;
      return {
        content: made(`${start}.json`, `${zh}（存证文本）`, row.content), word: kept(`${start}.docx`, zh, word),
        stamped: stamped.map((one) => kept(`${start}-盖章件${one.nth}-${clean(one.name)}`, `${zh}的盖章件`, one)),
      };
    }),
    attachments: attachments.map((one, n) => kept(`attachments/${nth(n + 1)}-${clean(one.name)}`, one.name, one)),
  };
}

/** All files in the order in which they leave. `digest`: of the manifest, which covers every other file. @throws ARCHIVE_TOO_LARGE */
export async function archiveFiles(store: BlobStore, contents: Contents, by: string): Promise<{ readonly manifest: Manifest; readonly digest: string; readonly parts: readonly Part[] }> {
  const { view, moves, proof } = contents;
  const named = namedFiles(contents);
  const blobs = [...named.papers.flatMap((one) => [one.word, ...one.stamped]), ...named.attachments];
  if (bytesOf(blobs) > mostBytes) fail('ARCHIVE_TOO_LARGE', { most: '2 GB' });
  const missing = await damagedOf(store, blobs);
  const at = momentZh(new Date());
  const sound = blobs.filter((one) => !missing.has(one.sha256));
  const data = made('case.json', '事项数据', `${canonical({ format: 'shuqiao-case-1', ...view, moves } as unknown as Plain)}\n`);
  const texts = [
    made('index.html', '卷宗目录与全部内容', indexHtml({ ...contents, named, missing, by, at })), made('README.txt', '说明', readme(view)), data,
    made('proof.json', '存证证明', `${JSON.stringify(proof, null, 1)}\n`), ...proofByHand(proof).map(([path, zh, body]) => made(path, zh, body)), ...named.papers.map((one) => one.content), ...named.lists,
  ];
  const list = (parts: readonly Part[]) => parts.map(({ path, zh, sha256, bytes }) => ({ path, zh, sha256, bytes }));
  const manifest: Manifest = {
    format: 'shuqiao-archive-1', case: view.ref, number: view.number ?? '', title: view.title, kind: view.kind, state: view.stateZh, open: view.open, version: view.version, made: { by, at },
    files: list([...texts, ...sound]), missing: blobs.filter((one) => missing.has(one.sha256)).map(({ path, zh, sha256 }) => ({ path, zh, sha256 })),
  };
  const listed = made('manifest.json', '清单', `${JSON.stringify(manifest, null, 1)}\n`);
  const sums = made('SHA256SUMS', '摘要', [listed, ...texts, ...sound].map((one) => `${one.sha256}  ${one.path}\n`).join(''));
  return { manifest, digest: listed.sha256, parts: [listed, ...texts, ...sound, sums] };
}

export const bytesOf = (parts: readonly Part[]): number => parts.reduce((sum, one) => sum + one.bytes, 0);

/** Digests whose bytes are gone or changed: read whole, one after the other, before anything leaves. */
async function damagedOf(store: BlobStore, parts: readonly Part[]): Promise<ReadonlySet<string>> {
  const damaged = new Set<string>();
  for (const sha256 of new Set(parts.map((one) => one.sha256))) {
    const hash = createHash('sha256');
    for await (const chunk of (await store.open(sha256)) ?? Readable.from([])) hash.update(chunk as Buffer);
    if (hash.digest('hex') !== sha256) damaged.add(sha256);
  }
  return damaged;
}
