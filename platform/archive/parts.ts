import type { DocumentParts } from '../documents/parts.ts';

/** What a case is put together with. `publicKey`: of the key that signs the ledger's heads. */
export interface ArchiveParts extends Pick<DocumentParts, 'engine' | 'store' | 'word'> { readonly publicKey: string }
