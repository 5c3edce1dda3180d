import type { Plain } from './canonical.ts';
import type { Head } from './heads.ts';
import type { PendingRow } from './pending.ts';
import { sealedKinds, sealFits, type Seal } from './sealing.ts';

/**
 * Looks at the seals as the ledger is walked: entries of the platform's own hand carry one since the entry that says from when. An upgrade
 * lets processes of before go on beside those of after for a while; until then, and not after the first head signed later, one without is let be.
 */
export class Seals {
  checked = 0;
  /** Since when, by the names of the beginnings. */
  private readonly begun = new Map<string | null, number>();
  private readonly seal: Seal | undefined;
  private readonly closed: (until: number) => number;

  constructor(seal: Seal | undefined, heads: readonly Head[]) {
    this.seal = seal;
    this.closed = (until) => Math.min(Infinity, ...heads.filter((head) => Date.parse(head.at) > until).map((head) => head.size));
  }

  /** Whether a seal may still lack: of the rows of grants, or of what entries are bound to. */
  lenient(beginning: 'sealing' | 'sealing-bindings'): boolean { return Date.now() <= (this.begun.get(beginning) ?? Infinity); }

  /** What is wrong with the seal of this entry, in Chinese. `seq`: its number; none where it waits for one. */
  take(row: Omit<PendingRow, 'hash'>, seq: number = Infinity): string | undefined {
    if (!sealedKinds.has(row.kind)) return undefined;
    const body = JSON.parse(row.body) as Readonly<Record<string, Plain>>;
    const which = `${Number.isFinite(seq) ? `第 ${seq} 条` : '待编号的一条'}账本条目（${row.kind}${row.subject === null ? '' : `，${row.subject}`}）`;
    const first = this.begun.get('sealing');
    if (row.kind === 'sealing' && this.begun.has(row.subject)) return `${which}不是平台写入的：封印只有一个起点。`;
    if (row.kind === 'sealing') this.begun.set(row.subject, Date.parse(String(body['until'])));
    if (body['seal'] === undefined) return this.mayLack(row, seq, first) ? undefined : `${which}没有封印，不是平台写入的。`;
    if (this.seal === undefined) return undefined;
    this.checked += 1;
    return sealFits({ ...row, body }, this.seal) ? undefined : `${which}的封印不符，不是平台写入的。`;
  }

  private mayLack(row: Pick<PendingRow, 'id' | 'kind'>, seq: number, until: number | undefined): boolean {
    if (row.kind === 'sealing') return this.seal === undefined;
    return until === undefined || (madeAt(row.id) <= until && seq < this.closed(until));
  }
}

/** The first 48 bits of a UUIDv7 are the milliseconds at which it was made. */
const madeAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
