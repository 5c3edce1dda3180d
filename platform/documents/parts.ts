import type { AccessLog } from '../http/access-log.ts';
import type { BlobStore } from '../objects/index.ts';
import type { Engine } from '../procedures/engine.ts';
import type { SealPort } from './seal.ts';
import type { Word } from './word/index.ts';

/** What papers are made, kept and given out with. */
export interface DocumentParts { readonly engine: Engine; readonly store: BlobStore; readonly word: Word; readonly seal: SealPort; readonly accessLog: AccessLog }
