/** One file of the archive, its digest known before a byte leaves. `body`: made here, or kept under its digest. */
export interface Part { readonly path: string; readonly zh: string; readonly sha256: string; readonly bytes: number; readonly body: Buffer | 'kept' }
export interface Named { readonly papers: readonly { readonly content: Part; readonly word: Part; readonly stamped: readonly Part[] }[]; readonly attachments: readonly Part[]; readonly lists: readonly Part[] }
