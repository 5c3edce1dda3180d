/** Below `/api`: the proof of a case's entries as a file. */
export const proofPath = (ref: string): string => `/ledger/proof/${ref}`;
