import { createPublicKey, verify } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Db } from '../postgres/database.ts';
import { canonical } from './canonical.ts';
import { mainLog, readHeads, readHeadsAfter, readLog, writeHead } from './store.ts';
import type { HeadRow } from './store.ts';

/** Signs heads with a key that is not in the database (platform/keys). Ed25519. */
export interface HeadSigner {
  readonly keyId: string;
  /** SPKI, DER, base64: travels with every head so that anyone can check it. */
  readonly publicKey: string;
  sign(text: Buffer): Buffer;
}

/** A signed head as it stands in heads.log, on 答复函 and 办理单, and in proofs. Root in hex, signature in base64. */
export interface Head {
  readonly log: string;
  readonly size: number;
  readonly root: string;
  readonly at: string;
  readonly key: string;
  readonly publicKey: string;
  readonly signature: string;
}

/** What the signature of a head is over. */
export function signedText(head: Pick<Head, 'log' | 'size' | 'root' | 'at' | 'key'>): Buffer {
  return Buffer.from(canonical({ log: head.log, size: head.size, root: head.root, at: head.at, key: head.key }), 'utf8');
}

/** Whether the signature fits the head and the key that it names. Whose key that is, the reader must know from outside. */
export function headHolds(head: Head): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(head.publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify(null, signedText(head), key, Buffer.from(head.signature, 'base64'));
  } catch {
    return false;
  }
}

export function signHead(signer: HeadSigner, size: number, root: Buffer, at: string): Head {
  const bare = { log: mainLog, size, root: root.toString('hex'), at, key: signer.keyId };
  return { ...bare, publicKey: signer.publicKey, signature: signer.sign(signedText(bare)).toString('base64') };
}

/**
 * Signs the present head and keeps it, in the home first: `heads.log` is what a changed database is compared with.
 * Nothing happens where the newest kept head covers as many entries, or is younger than a minute: the first entries get
 * theirs at once. Two processes may both keep one; that does no harm.
 */
export async function keepHead(db: Db, signer: HeadSigner, file: string, now: Date, leastMs = 0): Promise<Head | undefined> {
  const log = await readLog(db);
  const [newest] = await readHeads(db, 1);
  if (log.next === 0 || (newest && (newest.size >= log.next || now.getTime() - Date.parse(newest.at) < leastMs))) return undefined;
  const head = signHead(signer, log.next, log.root, now.toISOString());
  await appendDurably(file, `${JSON.stringify(head)}\n`);
  await writeHead(db, { size: head.size, at: head.at, root: log.root, keyId: head.key, publicKey: head.publicKey, signature: Buffer.from(head.signature, 'base64') });
  return head;
}

async function appendDurably(file: string, line: string): Promise<void> {
  await dropTornLine(file);
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(line);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

const longestLine = 4_096;

/** A line that a full disk or a power cut left half written goes, or the next one would be broken by it. */
async function dropTornLine(file: string): Promise<void> {
  const handle = await open(file, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return;
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - longestLine);
    const tail = Buffer.alloc(size - from);
    await handle.read(tail, 0, tail.length, from);
    if (size > 0 && tail.at(-1) !== lineEnd) await handle.truncate(from + tail.lastIndexOf(lineEnd) + 1);
  } finally {
    await handle.close();
  }
}

const lineEnd = 0x0a;

/** The kept heads, oldest first. A torn last line (killed while writing) is left out; a broken line elsewhere is a head that does not hold. */
export async function headsIn(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  lines.pop(); // what follows the last line end was never finished
  return lines.map((line, at) => headOf(line) ?? { log: mainLog, size: 0, root: '', at: `第 ${at + 1} 行`, key: '', publicKey: '', signature: '' });
}

function headOf(line: string): Head | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'signature' in value ? (value as Head) : undefined;
  } catch {
    return undefined;
  }
}

/** A row as the head it is. One of before public keys were kept beside it holds only where this process signed it. */
export function headOfRow(row: HeadRow, signer: Pick<HeadSigner, 'keyId' | 'publicKey'>): Head {
  const publicKey = row.publicKey ?? (row.keyId === signer.keyId ? signer.publicKey : '');
  return { log: mainLog, size: row.size, root: row.root.toString('hex'), at: row.at, key: row.keyId, publicKey, signature: row.signature.toString('base64') };
}

/** Every kept head as a line of heads.log, oldest first: for a console whose home has none, because others sign. */
export async function* headLines(db: Db, signer: Pick<HeadSigner, 'keyId' | 'publicKey'>): AsyncGenerator<string> {
  const page = 1_000;
  for (let last: Pick<HeadRow, 'size' | 'at'> | undefined = { size: 0, at: 'epoch' }; last !== undefined;) {
    const rows: readonly HeadRow[] = await readHeadsAfter(db, last, page);
    for (const row of rows) yield `${JSON.stringify(headOfRow(row, signer))}\n`;
    last = rows.at(-1);
  }
}
