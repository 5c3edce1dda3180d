import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { Db } from '../postgres/database.ts';
import { headHolds, type Head } from './heads.ts';
import { canonical } from './canonical.ts';
import type { CaseProof } from './case-proof.ts';
import { verifyProof } from './proof-file.ts';
import { readEntries, readLog, type EntryRow } from './store.ts';
import { report, verifyEntries, type OutsideHead, type Report } from './verify.ts';

/** First line of an exported ledger: what follows, and the newest signed head. */
interface Title { readonly format: 'shuqiao-ledger-1'; readonly log: string; readonly size: number; readonly root: string; readonly head: Head | null }

const page = 5_000;
const mostProofBytes = 64 * 1024 * 1024;

/**
 * Writes the ledger to a file, one line an entry, readable without the platform: its check needs only SHA-256.
 * Entries numbered while it runs are left for the next export.
 */
export async function exportLedger(db: Db, file: string, head: Head | undefined): Promise<{ readonly size: number; readonly root: string }> {
  const log = await readLog(db);
  const title: Title = { format: 'shuqiao-ledger-1', log: 'main', size: log.next, root: log.root.toString('hex'), head: head ?? null };
  await pipeline(linesOf(db, title), createWriteStream(file, { mode: 0o600 }));
  return { size: title.size, root: title.root };
}

async function* linesOf(db: Db, title: Title): AsyncIterable<string> {
  yield `${JSON.stringify(title)}\n`;
  for (let from = 0; from < title.size; from += page) {
    for (const row of await readEntries(db, from, Math.min(page, title.size - from))) yield `${lineOf(row)}\n`;
  }
}

function lineOf(row: EntryRow): string {
  return canonical({ seq: row.seq, region: row.region, id: row.id, kind: row.kind, subject: row.subject, body: row.body, hash: row.hash.toString('hex') });
}

/** Checks an exported ledger, or the proof of one case, by itself, against the root in its title, and against a head that the caller brings. */
export async function verifyFile(file: string, given: OutsideHead | undefined): Promise<Report> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })[Symbol.asyncIterator]();
  const title = parsed<Title>((await lines.next()).value);
  if (title?.format !== 'shuqiao-ledger-1') return verifyProof(await proofIn(file), given);
  const signed = title.head && headHolds(title.head) ? [title.head] : [];
  const outside = given ? [...signed, given] : signed;
  const { walk } = await verifyEntries(entriesIn(lines), [...outside, { size: title.size, root: title.root }]);
  if (walk.frontier.size > title.size) walk.add({ what: 'root-differs', seq: title.size, say: `文件首行载明 ${title.size} 条，读到 ${walk.frontier.size} 条：条目是后来添加的。` });
  if (title.head && signed.length === 0) walk.add({ what: 'head-unsigned', say: '文件首行的账本头签名无效。' });
  return report(walk, { pending: 0, moves: 0, headsChecked: outside.length });
}

/** Of one case, as its page gives it away: one JSON, not lines. @throws where the file is neither */
async function proofIn(file: string): Promise<CaseProof> {
  const proof = (await stat(file)).size > mostProofBytes ? undefined : parsed<CaseProof>(await readFile(file, 'utf8'));
  if (proof?.format !== 'shuqiao-proof-1' || !Array.isArray(proof.entries)) throw new Error('这不是导出的账本文件，也不是事项的存证证明：首行应为 shuqiao-ledger-1 的说明，或者格式为 shuqiao-proof-1。');
  return proof;
}

async function* entriesIn(lines: AsyncIterator<string>): AsyncIterable<EntryRow> {
  for (let seq = 0; ; seq += 1) {
    const line = await lines.next();
    if (line.done) return;
    const row = parsed<Omit<EntryRow, 'hash'> & { hash: string }>(line.value);
    yield row !== undefined && isWhole(row) ? { ...row, hash: Buffer.from(row.hash, 'hex') } : unreadable(seq);
  }
}

function parsed<T>(line: unknown): T | undefined {
  try {
    const value: unknown = JSON.parse(String(line));
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

function isWhole({ seq, region, id, kind, subject, body, hash }: Readonly<Record<keyof EntryRow, unknown>>): boolean {
  return Number.isInteger(seq) && (subject === null || typeof subject === 'string') && [region, id, kind, body, hash].every((text) => typeof text === 'string');
}

/** In the place of a line that is none: its digest is nobody's, so it is told as changed. */
function unreadable(seq: number): EntryRow {
  return { seq, region: '', id: '', kind: '无法读取', subject: null, body: '', hash: Buffer.alloc(0) };
}
