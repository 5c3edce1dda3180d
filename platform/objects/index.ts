export { folderStore } from './folder-store.ts';
export { BlobTooLarge, type Blob, type BlobStore } from './blob-store.ts';
export { allowedMedia, mediaOf } from './media.ts';
export { safeName } from './file-name.ts';
