import { createHash } from 'node:crypto';
import { canonical, type Plain } from '../ledger/canonical.ts';
import type { CaseProof } from '../ledger/case-proof.ts';
import { bodyLike, type MoveFacts } from '../ledger/move-entry.ts';
import { proofProblems } from '../ledger/proof-file.ts';
import type { OutsideHead } from '../ledger/verify.ts';
import { proofByHand } from './by-hand.ts';
import type { ArchivedMove } from './contents.ts';
import type { Manifest } from './files.ts';
import { openArchive, type ArchiveReader } from './zip-reader.ts';

export interface ArchiveReport {
  readonly ok: boolean;
  readonly case: string;
  readonly files: number;
  /** Moves whose text was made into their entry again, and those of which another organisation keeps the text. */
  readonly moves: number; readonly withheld: number;
  /** Moves and papers that no signed head covered yet when the archive was made. */
  readonly waiting: number;
  readonly head: { readonly size: number; readonly root: string } | null;
  /** The caller brought a head, and the archive's is the same. */
  readonly againstOutside: boolean;
  readonly problems: readonly string[];
  readonly say: string;
}

interface CaseData { readonly ref: string; readonly version: number; readonly moves: readonly ArchivedMove[] }
type Entry = CaseProof['entries'][number];

/** Checks an archive by itself: files by their digests, moves and papers by their entries, entries by the signed head. */
export async function verifyArchive(path: string, given?: OutsideHead): Promise<ArchiveReport> {
  const archive = await openArchive(path);
  try {
    const [manifest, data, proof] = [await json<Manifest>(archive, 'manifest.json'), await json<CaseData>(archive, 'case.json'), await json<CaseProof>(archive, 'proof.json')];
    if (manifest.format !== 'shuqiao-archive-1' || proof.format !== 'shuqiao-proof-1') throw new Error('不是整案归档包：清单或者存证证明的格式不符。');
    const moves = checkMoves(data, proof, new Set([...manifest.files, ...manifest.missing].map((file) => file.sha256)));
    const problems = [...await checkFiles(archive, manifest), ...sameCase(manifest, data, proof), ...await sameByHand(archive, proof), ...proofProblems(proof, given, '本归档包').map((problem) => problem.say), ...moves.problems, ...await checkPapers(archive, proof)];
    return reported({ case: manifest.case, files: archive.names.length, moves: moves.checked, withheld: moves.withheld, waiting: proof.waiting, head: proof.head, againstOutside: given !== undefined, problems });
  } finally {
    archive.close();
  }
}

async function json<T>(archive: ArchiveReader, name: string): Promise<T> {
  const text = await archive.text(name);
  if (text === undefined) throw new Error(`不是整案归档包：缺少 ${name}。`);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new Error(`归档包中的 ${name} 已损坏，不能核对。`);
  }
}

async function checkFiles(archive: ArchiveReader, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  const rest = new Set(archive.names.filter((name) => name !== 'manifest.json' && name !== 'SHA256SUMS'));
  for (const file of manifest.files) {
    if (!rest.delete(file.path)) problems.push(`缺少文件 ${file.path}。`);
    else if ((await archive.digest(file.path)).sha256 !== file.sha256) problems.push(`文件 ${file.path} 与清单的摘要不符，已被改动。`);
  }
  for (const name of rest) problems.push(`文件 ${name} 不在清单中，是后来添加的。`);
  for (const file of manifest.missing) problems.push(`制作时 ${file.path} 已与存证的摘要不一致，未收入。`);
  const sums = new Map((await archive.text('SHA256SUMS') ?? '').split('\n').flatMap((line) => (line.length > 66 ? [[line.slice(66), line.slice(0, 64)] as const] : [])));
  const listed = [...manifest.files, { path: 'manifest.json', sha256: (await archive.digest('manifest.json')).sha256 }];
  if (sums.size !== listed.length || listed.some((file) => sums.get(file.path) !== file.sha256)) problems.push('SHA256SUMS 与清单不一致，已被改动。');
  return problems;
}

function sameCase(manifest: Manifest, data: CaseData, proof: CaseProof): string[] {
  return manifest.case === data.ref && data.ref === proof.case && manifest.version === data.version ? [] : ['清单、事项数据和存证证明不属于同一事项或者同一时刻。'];
}

/** What is checked by hand says what the proof says; archives of before have no such files. */
async function sameByHand(archive: ArchiveReader, proof: CaseProof): Promise<string[]> {
  const problems: string[] = [];
  for (const [path, , body] of proofByHand(proof)) {
    if (archive.names.includes(path) && (await archive.digest(path)).sha256 !== createHash('sha256').update(body).digest('hex')) problems.push(`文件 ${path} 与 proof.json 不一致，已被改动。`);
  }
  return problems;
}

function checkMoves({ ref, moves, version }: CaseData, proof: CaseProof, files: ReadonlySet<string>): { readonly problems: string[]; readonly checked: number; readonly withheld: number } {
  const entries = new Map(proof.entries.flatMap((entry) => (entry.kind === 'move' ? [[(JSON.parse(entry.body) as { version: number }).version, entry] as const] : [])));
  const problems: string[] = [];
  let [uncovered, withheld] = [0, 0];
  for (const move of moves) {
    const entry = entries.get(move.version);
    entries.delete(move.version);
    if (entry === undefined) uncovered += 1;
    else if (!fits(move, entry)) problems.push(`第 ${move.version} 步与账本条目不符，办理记录已被改动。`);
    if (move.salt === null) withheld += 1;
    if (move.salt !== null && move.attachments.some((digest) => !files.has(digest))) problems.push(`第 ${move.version} 步的附件不在归档包中。`);
    if (`${move.region}-${move.caseId}` !== ref) problems.push(`第 ${move.version} 步不属于本事项。`);
  }
  if (uncovered > proof.waiting) problems.push(`有 ${uncovered} 步没有对应的账本条目。`);
  for (const later of entries.keys()) if (later <= version) problems.push(`账本记有第 ${later} 步，归档包中没有。`);
  return { problems, checked: moves.length - uncovered - withheld, withheld };
}

/** With its salt a move makes its entry again; without, all but what another organisation keeps is compared. */
function fits(move: ArchivedMove, entry: Entry): boolean {
  const said = JSON.parse(entry.body) as Record<string, Plain>;
  const body = bodyLike({ ...move, salt: Buffer.from(move.salt ?? '', 'hex') } as MoveFacts, said);
  if (move.salt !== null) return canonical(body) === entry.body;
  const withheld = ['opinion', 'states', 'signs', 'effects'].filter((name) => said[name] !== undefined);
  return canonical({ ...body, ...Object.fromEntries(withheld.map((name) => [name, said[name] ?? null])) }) === entry.body;
}

async function checkPapers(archive: ArchiveReader, proof: CaseProof): Promise<string[]> {
  const said = new Map(proof.entries.flatMap((entry) => (entry.kind === 'document' ? [(JSON.parse(entry.body) as { document: string; digest: string })] : [])).map((one) => [one.document, one.digest]));
  const problems: string[] = [];
  for (const name of archive.names.filter((one) => one.startsWith('papers/') && one.endsWith('.json'))) {
    const text = await archive.text(name) ?? '';
    const { region, id } = JSON.parse(text) as { region: string; id: string };
    const digest = said.get(`${region}-${id}`);
    if (digest === undefined ? proof.waiting === 0 : digest !== createHash('sha256').update(text).digest('hex')) problems.push(`文书 ${name} 与账本条目不符，已被改动。`);
  }
  return problems;
}

function reported(it: Omit<ArchiveReport, 'ok' | 'say'>): ArchiveReport {
  const ok = it.problems.length === 0;
  const proven = `文件 ${it.files} 个，办理 ${it.moves} 步逐字核对${it.withheld > 0 ? `，${it.withheld} 步的内容由其他单位保管，只核对时间和行为` : ''}${it.waiting > 0 ? `，${it.waiting} 条制作时尚无账本头覆盖` : ''}`;
  return { ...it, ok, say: ok ? `归档包核对无误：${proven}${it.againstOutside ? '，并与您给出的账本头一致。' : '。没有给出库外的账本头（--head），只能说明本包前后一致。'}` : `发现 ${it.problems.length} 处问题：${it.problems[0] ?? ''}` };
}
