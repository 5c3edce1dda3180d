import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BlobTooLarge, folderStore, mediaOf, safeName, type BlobStore } from './index.ts';

let [root, store] = ['', undefined as unknown as BlobStore];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'shuqiao-objects-'));
  store = await folderStore(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const put = (bytes: Buffer, maxBytes = 1_000_000) => store.put(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), { maxBytes, inspect: async (path) => mediaOf(path) });
const read = async (sha256: string, range?: { start: number; end: number }) => {
  const chunks: Buffer[] = [];
  for await (const chunk of (await store.open(sha256, range)) ?? []) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

test('bytes are kept under their digest, once, for their owner alone, and come back whole or in part', async () => {
  const bytes = Buffer.from('%PDF-1.7\nhello');
  const first = await put(bytes);
  expect(first).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, seen: 'pdf' });
  expect((await put(bytes)).sha256).toBe(first.sha256);
  expect(await read(first.sha256)).toBe(bytes.toString());
  expect(await read(first.sha256, { start: 1, end: 3 })).toBe('PDF');
  expect((await stat(join(root, first.sha256.slice(0, 2), first.sha256.slice(2, 4), first.sha256))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
});

test('bytes that were put again a moment ago are not removed; a second process of the home leaves alone what the first has under way', async () => {
  const { sha256 } = await put(Buffer.from('%PDF-1.7\nkept'));
  await store.remove(sha256);
  expect(await store.size(sha256)).toBe(13);
  await put(Buffer.from('%PDF-1.7\nkept'));
  await store.remove(sha256, 0);
  expect(await store.size(sha256)).toBeUndefined();
  await store.remove(sha256, 0); // gone is gone
  let go = (): void => undefined;
  const waiting = new Promise<void>((resolve) => { go = resolve; });
  const slow = store.put(Readable.from((async function* () { yield Buffer.from('%PDF-1.7\n'); await waiting; yield Buffer.from('late'); })()), { maxBytes: 100, inspect: async () => null });
  while ((await readdir(join(root, 'incoming'))).length === 0);
  await folderStore(root);
  go();
  expect(await store.size((await slow).sha256)).toBe(13);
});

test('too much, a stream that breaks, a file that is refused: nothing stays', async () => {
  await expect(put(Buffer.alloc(50), 40)).rejects.toBeInstanceOf(BlobTooLarge);
  const broken = Readable.from((async function* () { yield Buffer.from('ab'); throw new Error('line gone'); })());
  await expect(store.put(broken, { maxBytes: 10, inspect: async () => null })).rejects.toThrow('line gone');
  await expect(store.put(Readable.from([Buffer.from('ab')]), { maxBytes: 10, inspect: async () => { throw new Error('refused'); } })).rejects.toThrow('refused');
  expect(await readdir(join(root, 'incoming'))).toEqual([]);
  await expect(store.open('../../etc/passwd')).rejects.toThrow('digest');
});

/** A zip that holds one stored, empty entry of this name. */
function zip(name: string): Buffer {
  const text = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(text.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50);
  central.writeUInt16LE(text.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + text.length, 12);
  end.writeUInt32LE(30 + text.length, 16);
  return Buffer.concat([local, text, central, text, end]);
}

test('a file is what its content says: an OFD is told from any zip, a script is nothing', async () => {
  expect((await put(zip('OFD.xml'))).seen).toBe('ofd');
  expect((await put(zip('evil.exe'))).seen).toBeUndefined();
  expect((await put(Buffer.from('<script>alert(1)</script>'))).seen).toBeUndefined();
  expect((await put(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54]))).seen).toBe('png');
});

test('a name keeps its words and gets the extension of its content; paths, controls and turned writing are refused', () => {
  expect(safeName('依据 文件.pdf', 'pdf')).toBe('依据 文件.pdf');
  expect(safeName('照片.JPEG', 'jpg')).toBe('照片.JPEG');
  expect(safeName('表.exe', 'xlsx')).toBe('表.exe.xlsx');
  for (const name of ['', '  ', '..', '../x.pdf', 'a\\b.pdf', 'a\u0000.pdf', 'a\u202Efdp.exe', 'x'.repeat(300), '\ud800.pdf', 'a\nb.pdf']) {
    expect(() => safeName(name, 'pdf')).toThrow('附件名称');
  }
});
