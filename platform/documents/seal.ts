import type { Readable } from 'node:stream';
import type { DocumentRef } from './store.ts';

/**
 * How a paper gets its seal (console.md 2.7): 请求签章 → 返回带章版式文件 → 验章. A seal service is one implementation;
 * until one is connected people print, stamp and upload the scan. Nothing here draws a seal.
 */
export interface SealPort {
  readonly means: 'scan' | 'service';
  /** What is said beside the paper that waits for its seal. */
  readonly say: string;
  /** 请求签章. A service answers with the sealed file; where people stamp, undefined: it comes by upload. */
  request(paper: PaperToSeal): Promise<SealedFile | undefined>;
  /** 验章: what the file that came back proves. A scan proves nothing to a machine. */
  verify(file: StoredFile): Promise<Verdict>;
}

export interface PaperToSeal { readonly ref: DocumentRef; readonly title: string; readonly org: string; readonly digest: string; readonly word: () => Promise<Uint8Array> }
export interface SealedFile { readonly name: string; readonly body: Readable }
/** The bytes as they were stored, by their digest. */
export interface StoredFile { readonly sha256: string; readonly media: string; readonly open: () => Promise<Readable | undefined> }
export interface Verdict { readonly result: 'valid' | 'invalid' | 'unverifiable'; readonly signer: string | null; readonly signedAt: string | null }

export const verdictZh: Readonly<Record<Verdict['result'], string>> = { valid: '有效', invalid: '失效', unverifiable: '无法验证' };

/** Print, stamp, upload the scan. */
export const stampedByHand: SealPort = {
  means: 'scan',
  say: '请打印、盖章，再上传盖章件（pdf、ofd、jpg、png）。平台没有接入签章服务，扫描件上的章由人核对。',
  request: async () => undefined,
  verify: async () => ({ result: 'unverifiable', signer: null, signedAt: null }),
};
