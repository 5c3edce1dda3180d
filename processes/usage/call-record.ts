/**
 * One call as it is kept. Art. 29 ¶2: “政务数据需求部门应当……对共享数据的使用场景、使用过程、应用成效、
 * 存储情况、销毁情况等进行记录，有关记录应当至少保存3年。” The process of use is recorded by the platform itself.
 */
export interface CallRecord {
  readonly id: string; // UUIDv7
  readonly atMs: number; // machine time
  readonly region: string; // of the grant
  readonly grant: string;
  readonly application: string | null;
  readonly caller: string; // organisation
  readonly person: string | null; // what the caller claims
  readonly purpose: string;
  readonly items: string; // numbers: 1,3,4
  readonly entryRegion: string;
  readonly entry: string;
  readonly rows: number;
  readonly bytes: number;
  readonly params: string | null; // keyed digest, 16 bytes in hex
  readonly status: 'ok' | 'refused' | 'failed';
  readonly reason: string | null;
  readonly repeats: number; // of refused calls: how many this row stands for
  readonly ms: number;
  readonly address: string;
  readonly claimed: string | null; // the address the caller wrote itself
  readonly ignored: string | null; // names of undeclared parameters
  /** Keyed digests of the record keys answered, hex, at most 1,000; for `received`, not kept with the call. */
  readonly keys: readonly string[];
}

/** Columns of a line, in order: the layout of the temporary table through which records are shipped. */
export const lineColumns = [
  'region', 'at', 'id', 'grant_id', 'application', 'caller', 'person', 'purpose', 'items', 'entry_region', 'entry', 'rows', 'bytes',
  'params', 'status', 'reason', 'repeats', 'ms', 'address', 'claimed', 'ignored', 'keys',
] as const;

/** What is the same for every call of a grant, written once: the hot path joins strings. */
export function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return /[\\\t\n\r\0]/.test(value) ? value.replace(/\0/g, '').replace(/\\/g, '\\\\').replace(/\t/g, '\\t').replace(/\n/g, '\\n').replace(/\r/g, '\\r') : value;
}

/** One line in PostgreSQL's COPY text format, newline included: shipped without being parsed again. */
export function copyLine(r: CallRecord): string {
  const params = r.params === null ? '\\N' : `\\\\x${r.params}`;
  return (
    `${r.region}\t${new Date(r.atMs).toISOString()}\t${r.id}\t${r.grant}\t${copyText(r.application)}\t${r.caller}\t${copyText(r.person)}\t${copyText(r.purpose)}\t${r.items}\t` +
    `${r.entryRegion}\t${r.entry}\t${r.rows}\t${r.bytes}\t${params}\t${r.status}\t${copyText(r.reason)}\t${r.repeats}\t${r.ms}\t` +
    `${copyText(r.address)}\t${copyText(r.claimed)}\t${copyText(r.ignored)}\t{${r.keys.join(',')}}\n`
  );
}
