import type { DocumentParts } from '../documents/parts.ts';
import type { HeadSigner } from '../ledger/heads.ts';

/** What a case is put together with. `signer`: of this process; heads that others signed bring their own key. */
export interface ArchiveParts extends Pick<DocumentParts, 'engine' | 'store' | 'word'> { readonly signer: Pick<HeadSigner, 'keyId' | 'publicKey'> }
