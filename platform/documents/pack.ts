import { fail } from '../../law/errors.ts';
import { transact } from '../postgres/database.ts';
import type { Context, FileAnswer } from '../http/route.ts';
import { momentZh } from './time.ts';
import type { DocumentParts } from './parts.ts';
import { documentRef, printing, readableDocument } from './reads.ts';
import { copyOf, tried } from './word-file.ts';
import { contentOf } from './content.ts';
import type { NamedFile } from './word/index.ts';

const most = 50;

/** Several kept papers as one archive: all of them, or none. Every paper is its own line in the access log. @throws DOCUMENT_NOT_FOUND, DOCUMENT_TOO_MANY */
export async function pack(parts: DocumentParts, ctx: Context, wanted: readonly string[]): Promise<FileAnswer> {
  const { actor } = ctx;
  const refs = [...new Set(wanted)].map(documentRef);
  if (refs.length === 0 || refs.length > most) fail('DOCUMENT_TOO_MANY', { most });
  const { db, directory } = parts.engine;
  await transact(db, async (tx) => { for (const ref of refs) await readableDocument(parts, tx, actor, ref); });
  const files: NamedFile[] = [];
  for (const ref of refs) {
    const text = `${ref.region}-${ref.id}`;
    await parts.accessLog.log({ region: actor.region, person: actor.person, org: actor.org, post: actor.post, address: ctx.address, act: '打包下载文书', object: `/api/documents/${text}/word`, result: 'ok', request: ctx.requestNumber }, 'now');
    const { row, printed } = await transact(db, async (tx) => ({ ...(await readableDocument(parts, tx, actor, ref)), printed: await printing(tx, directory, actor) }));
    files.push({ name: fresh(`${contentOf(row).name}.docx`, files), bytes: await copyOf({ db, store: parts.store, word: parts.word }, row, printed) });
  }
  const bytes = await tried(() => parts.word.pack(files));
  return { file: { name: `文书${files.length}份_${momentZh(new Date()).replace(/[: ]/g, '')}.zip`, media: 'application/zip', body: Buffer.from(bytes) } };
}

/** Two papers of one case have one name: the second is numbered. No path, nothing that a system reads as one. */
function fresh(name: string, files: readonly NamedFile[]): string {
  const clean = name.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, '_');
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? clean : clean.replace(/\.docx$/, `（${n}）.docx`);
    if (!files.some((one) => one.name === tried)) return tried;
  }
}
