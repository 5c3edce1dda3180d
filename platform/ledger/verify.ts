import type { Reader } from '../postgres/database.ts';
import { entryText, type PendingRow } from './pending.ts';
import { headHolds, type Head } from './heads.ts';
import { append, leafHash, newFrontier, rootOf } from './merkle.ts';
import type { CaseUnlikeMoves, MoveFacts } from './move-entry.ts';
import { casesAltered, sayUnlike, type CaseSeen } from './cases.ts';
import { Seals } from './seals.ts';
import { sealedKinds, type Seal } from './sealing.ts';
import { Batches, sayStray, type BatchSeen, type Stray } from './batches.ts';
import { Clocks, type ClockSeen } from './clocks.ts';
import { Moves } from './moves.ts';
import { Papers, type PaperSeen } from './papers.ts';
import { grantsAltered, saysAgreed, type GrantSeen } from './grants.ts';
import { keptHeight } from './sequencer.ts';
import { countPending, findLog, pendingOf, readEntries, readNodes } from './store.ts';

/** What was found wrong. `seq` is the number of the entry, where one is meant. */
export interface Problem { readonly what: 'entry-changed' | 'entry-missing' | 'entry-forged' | 'root-differs' | 'head-differs' | 'head-unsigned' | 'node-differs' | 'move-changed' | 'move-missing' | 'move-without-entry' | 'case-differs' | 'clock-differs' | 'grant-differs' | 'binding-differs' | 'batch-differs' | 'paper-differs'; readonly seq?: number; readonly say: string }

export interface Report {
  readonly ok: boolean;
  readonly size: number;
  readonly root: string;
  /** Entries that wait for their number: written with their acts, in no head yet. */
  readonly pending: number;
  readonly moves: number;
  readonly headsChecked: number;
  /** False: nothing from outside the database was at hand, so this shows consistency only, not that nothing was rewritten. */
  readonly againstOutside: boolean;
  readonly problems: readonly Problem[];
  readonly say: string;
}

export interface OutsideHead { readonly size: number; readonly root: string }

/** What the ledger is compared with. */
export interface Compared {
  /** Heads from heads.log; signatures are checked. */
  readonly kept: readonly Head[];
  /** A head that the caller brings, from a printed 答复函 or elsewhere. */
  readonly given?: OutsideHead;
  /** All rows of case_move, from platform/procedures. */
  readonly moves?: AsyncIterable<MoveFacts>;
  /** Cases that do not stand where their moves left them. */
  readonly cases?: AsyncIterable<CaseUnlikeMoves>;
  /** All cases with what stands in them. */
  readonly contents?: AsyncIterable<CaseSeen>;
  /** All grants with the rows that gateways obey. */
  readonly grants?: AsyncIterable<GrantSeen>;
  /** Of grants that the ledger knows, by reference, those that are no more. */
  readonly grantsGone?: (subjects: readonly string[]) => Promise<readonly string[]>;
  /** Every provider's database and what entries are bound to there, and of these those that are no more. */
  readonly bindings?: AsyncIterable<GrantSeen>;
  readonly bindingsGone?: (subjects: readonly string[]) => Promise<readonly string[]>;
  /** The seals of this platform, of entries and of rows, where its keys are at hand. */
  readonly seal?: Seal | undefined;
  readonly rowSeal?: Seal | undefined;
  /** All clocks of all cases, with what of their dates does not follow from their events. */
  readonly clocks?: AsyncIterable<ClockSeen>;
  /** Every batch of call records and looks, with its root made again from the rows. */
  readonly batches?: AsyncIterable<BatchSeen>;
  /** Rows of call records and looks that stand in no batch: none, unless somebody added them. */
  readonly strays?: AsyncIterable<Stray>;
  /** Every kept paper and sealed file, with its digest made again from what is kept. */
  readonly papers?: AsyncIterable<PaperSeen>;
}

const page = 5_000;
const mostProblems = 100;

/** Walks entries in order, making the tree again and comparing each known root as it is passed. */
class Walk {
  readonly frontier = newFrontier();
  readonly problems: Problem[] = [];
  private readonly known: ReadonlyMap<number, readonly OutsideHead[]>;

  constructor(heads: readonly OutsideHead[]) {
    const known = new Map<number, OutsideHead[]>();
    for (const head of heads) known.set(head.size, [...(known.get(head.size) ?? []), head]);
    this.known = known;
    this.compare(); // a head of no entries has the root of none
  }

  add(problem: Problem): void {
    if (this.problems.length < mostProblems) this.problems.push(problem);
  }

  take(row: PendingRow & { readonly seq: number }, completed?: (height: number, index: number, hash: Buffer) => void): void {
    const expected = this.frontier.size;
    if (row.seq !== expected) {
      this.add({ what: 'entry-missing', seq: expected, say: `第 ${expected} 条缺失或次序被改动，读到的是第 ${row.seq} 条。` });
    }
    const hash = leafHash(entryText(row));
    if (!hash.equals(row.hash)) this.add({ what: 'entry-changed', seq: row.seq, say: `第 ${row.seq} 条（${row.kind}）的内容与其摘要不符，已被改动。` });
    append(this.frontier, hash, completed);
    this.compare();
  }

  private compare(): void {
    for (const head of this.known.get(this.frontier.size) ?? []) {
      const root = rootOf(this.frontier).toString('hex');
      if (root !== head.root) this.add({ what: 'head-differs', seq: Math.max(0, this.frontier.size - 1), say: `前 ${head.size} 条重新计算的根与已签名的账本头不符：此前的条目已被改动、删除、增加或调换。` });
    }
  }

  finish(heads: readonly OutsideHead[]): void {
    for (const head of heads) {
      if (head.size > this.frontier.size) this.add({ what: 'entry-missing', seq: this.frontier.size, say: `账本头载明 ${head.size} 条，现只有 ${this.frontier.size} 条：条目已被删除。` });
    }
  }
}

/** Checks entries that come from anywhere: the database, an exported file. */
export async function verifyEntries(entries: AsyncIterable<PendingRow & { readonly seq: number }>, heads: readonly OutsideHead[]): Promise<{ walk: Walk }> {
  const walk = new Walk(heads);
  for await (const row of entries) walk.take(row);
  walk.finish(heads);
  return { walk };
}

async function* entriesOfDatabase(db: Reader): AsyncIterable<PendingRow & { seq: number }> {
  for (let from = 0; ; ) {
    const rows = await readEntries(db, from, page);
    yield* rows;
    if (rows.length < page) return;
    from = (rows[rows.length - 1] as { seq: number }).seq + 1;
  }
}

/**
 * Recomputes all: every entry's hash, their order and number, the tree's root against `ledger_log`, against every
 * signed head kept outside, and every move and every clock of every case against its entries.
 *
 * While the platform runs: in one snapshot, with the heads read before it, or what is written meanwhile looks like a change.
 */
export async function verifyLedger(db: Reader, from: Compared): Promise<Report> {
  const signed = from.kept.filter((head) => headHolds(head));
  const outside: OutsideHead[] = [...signed, ...(from.given ? [from.given] : [])];
  const walk = new Walk(outside);
  for (const head of from.kept) if (!signed.includes(head)) walk.add({ what: 'head-unsigned', say: `heads.log 中 ${head.at} 的账本头签名无效，该行已被改动。` });
  const [moves, clocks, batches, papers] = [new Moves(), new Clocks(), new Batches(), new Papers()];
  const seals = new Seals(from.seal, signed);
  const known = { grant: new Set<string>(), binding: new Set<string>() };
  const nodes: { height: number; index: number; hash: Buffer }[] = [];
  for await (const row of entriesOfDatabase(db)) {
    walk.take(row, (height, index, hash) => void (keptHeight(height) && nodes.push({ height, index, hash })));
    for (const one of [moves, clocks, batches, papers]) one.take(row.kind, row.body);
    forged(walk, seals.take(row, row.seq), row.seq);
    await gone(walk, known, from, row);
  }
  for (const row of await pendingOf(db, [...sealedKinds])) {
    forged(walk, seals.take(row));
    await gone(walk, known, from, row);
  }
  await gone(walk, known, from);
  walk.finish(outside);
  await compareStored(db, walk, nodes);
  if (from.moves) for (const problem of await moves.compare(db, from.moves)) walk.add(problem);
  if (from.cases) for await (const one of from.cases) walk.add({ what: 'case-differs', say: await sayUnlike(db, one) });
  if (from.contents) for await (const say of casesAltered(db, from.contents)) walk.add({ what: 'case-differs', say });
  if (from.clocks) for (const say of await clocks.compare(db, from.clocks)) walk.add({ what: 'clock-differs', say });
  if (from.grants) for await (const say of grantsAltered(db, from.grants, { kind: 'grant', seal: from.rowSeal, lenient: seals.lenient('sealing') })) walk.add({ what: 'grant-differs', say });
  if (from.bindings) for await (const say of grantsAltered(db, from.bindings, { kind: 'binding', seal: from.rowSeal, lenient: seals.lenient('sealing-bindings') })) walk.add({ what: 'binding-differs', say });
  if (from.batches) for (const say of await batches.compare(db, from.batches)) walk.add({ what: 'batch-differs', say });
  if (from.strays) for await (const stray of from.strays) if (stray.rows > 0) walk.add({ what: 'batch-differs', say: sayStray(stray) });
  if (from.papers) for (const say of await papers.compare(db, from.papers)) walk.add({ what: 'paper-differs', say });
  return report(walk, { pending: await countPending(db), moves: moves.count, headsChecked: outside.length });
}

/** Grants and bindings that the ledger knows and the database does not: gathered, asked for some thousands at once, and without a further entry what is left. */
async function gone(walk: Walk, known: { readonly grant: Set<string>; readonly binding: Set<string> }, from: Compared, entry?: Pick<PendingRow, 'kind' | 'subject' | 'body'>): Promise<void> {
  const subject = /^\d{6}-[0-9a-f-]{36}$/.exec(entry?.subject ?? '')?.[0];
  if (entry !== undefined && subject !== undefined && entry.kind === 'grant' && saysAgreed(entry.body)) known.grant.add(subject);
  if (entry !== undefined && subject !== undefined && entry.kind === 'binding') known.binding.add(subject);
  const due = (subjects: Set<string>) => subjects.size > 0 && (entry === undefined || subjects.size >= page);
  if (from.grantsGone !== undefined && due(known.grant)) {
    for (const one of await from.grantsGone([...known.grant])) walk.add({ what: 'grant-differs', say: `账本记有授权 ${one} 的约定内容，库中已不存在。` });
    known.grant.clear();
  }
  if (from.bindingsGone !== undefined && due(known.binding)) {
    for (const one of await from.bindingsGone([...known.binding])) walk.add({ what: 'binding-differs', say: `账本记有数据库连接或者数据资源 ${one}，库中已不存在。` });
    known.binding.clear();
  }
}

function forged(walk: Walk, say: string | undefined, seq?: number): void {
  if (say !== undefined) walk.add({ what: 'entry-forged', ...(seq === undefined ? {} : { seq }), say });
}

/** The database's own root and inner hashes. */
async function compareStored(db: Reader, walk: Walk, nodes: readonly { height: number; index: number; hash: Buffer }[]): Promise<void> {
  const log = await findLog(db);
  if (log === undefined) return walk.add({ what: 'root-differs', say: '库中没有账本的条数和根：已被删除。' });
  if (log.next === walk.frontier.size && !log.root.equals(rootOf(walk.frontier))) walk.add({ what: 'root-differs', say: '库中记载的根与重新计算的不符。' });
  if (log.next < walk.frontier.size) walk.add({ what: 'root-differs', say: `库中记载 ${log.next} 条，读到 ${walk.frontier.size} 条：条目是后来添加的。` });
  if (log.next > walk.frontier.size) walk.add({ what: 'entry-missing', seq: walk.frontier.size, say: `库中记载 ${log.next} 条，只读到 ${walk.frontier.size} 条：末尾的条目已被删除。` });
  for (const node of nodes) {
    const [stored] = await readNodes(db, node.height, node.index, node.index + 1);
    if (!stored?.equals(node.hash)) walk.add({ what: 'node-differs', say: `树的中间摘要（高 ${node.height}，第 ${node.index} 个）与条目不符。` });
  }
}

/** Sums up a walk. */
export function report(walk: Walk, counts: { readonly pending: number; readonly moves: number; readonly headsChecked: number }): Report {
  const size = walk.frontier.size;
  const ok = walk.problems.length === 0;
  const againstOutside = counts.headsChecked > 0;
  const say = !ok
    ? `发现 ${walk.problems.length} 处问题：${walk.problems[0]?.say ?? ''}`
    : `账本 ${size} 条，逐条核对无误${againstOutside ? `，并与库外 ${counts.headsChecked} 个账本头一致` : '。没有库外的账本头可比，只能说明前后一致，不能说明从未被整体改写'}`;
  return { ok, size, root: rootOf(walk.frontier).toString('hex'), ...counts, againstOutside, problems: walk.problems, say };
}
