import { digestsInUse } from '../documents/store.ts';
import type { Handler } from '../jobs/worker.ts';
import type { BlobStore } from '../objects/index.ts';
import { usedDigests } from './store/attachments.ts';

export const freeBytesTopic = 'bytes.free';

/** Bytes whose last row went by a reviewed list (29 ¶2): removed after it, unless another file or a paper is the same; again where the store was away. */
export const freeBytesHandlers = (store: BlobStore): Readonly<Record<string, Handler>> => ({
  [freeBytesTopic]: async (tx, { body }) => {
    const { sha256 } = body as { readonly sha256: readonly string[] };
    const [filed, papers] = [await usedDigests(tx, sha256), await digestsInUse(tx, sha256)];
    for (const one of sha256) if (!filed.has(one) && !papers.has(one)) await store.remove(one);
  },
});
