import { beforeCommit, type Reader, type Tx } from '../postgres/database.ts';
import { canonical, type Plain } from './canonical.ts';
import { rowSaid, type RowsSaid } from './grants.ts';
import { addSealed, type Fact } from './pending.ts';
import { sealingIn, type Seal, type Sealing, type Until } from './sealing.ts';

/** A row that gateways obey, with its seal over all of its columns, whatever columns there are. */
export interface SealedRow {
  readonly region: string;
  readonly id: string;
  /** What it is: each kind of row is sealed as what it is. */
  readonly of: string;
  /** Which of several of one thing; empty where there is one. */
  readonly which: string;
  /** All columns but the seal, and but those that say how it fares, as the database writes them in JSON. */
  readonly row: Readonly<Record<string, Plain>>;
  /** In hex; null: none. */
  readonly seal: string | null;
}
export interface SealedRef { readonly region: string; readonly id: string }

const page = 500;

/** The references of all things of a kind, in pages by key. */
export async function* refPages(db: Reader, after: (db: Reader, last: SealedRef | undefined, size: number) => Promise<readonly SealedRef[]>): AsyncIterable<readonly SealedRef[]> {
  for (let last: SealedRef | undefined; ; ) {
    const refs = await after(db, last, page);
    if (refs.length > 0) yield refs;
    last = refs.at(-1);
    if (refs.length < page) return;
  }
}

/** The text that a row's seal is over. What is null is left out, so that a column that comes later leaves the seals of before as they are. */
export function textOfRow({ of, row }: Pick<SealedRow, 'of' | 'row'>): string {
  return canonical({ of, row: Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) });
}

export const bearsSeal = (row: Pick<SealedRow, 'of' | 'row' | 'seal'>, seal: Seal): boolean => row.seal === seal(textOfRow(row));

/** Whether a row may be obeyed: it bears the seal of the platform. */
export type Sound = (row: Pick<SealedRow, 'region' | 'id' | 'of' | 'row' | 'seal'>) => boolean;

/** The same for whoever reads through this database: all are sound where nobody seals, and while a seal may lack. */
export function soundIn(db: Reader, until: Until): Sound {
  const sealing = sealingIn(db);
  return (row) => sealing === undefined || Date.now() <= sealing[until] || bearsSeal(row, sealing.rows);
}

/** Rows of one kind of thing: how they are read and written, and what the ledger is told. */
export interface SealedKind<R extends SealedRow> {
  /** Of the work before commit. */
  readonly name: string;
  readonly until: Until;
  nameOf(row: R): string;
  read(tx: Tx, refs: readonly SealedRef[]): Promise<R[]>;
  write(tx: Tx, rows: readonly (R & { readonly seal: string })[]): Promise<void>;
  entry(ref: SealedRef, rows: RowsSaid): Fact;
}

interface Touched { readonly ref: SealedRef; readonly before: ReadonlyMap<string, string | null>; readonly broken: Set<string> }

/**
 * To be called before a row that bears a seal is written: at the end of the transaction it is sealed anew, and the ledger is told. One that
 * somebody altered past the platform is not: its seal goes on being none, or this act would bless what he did. Answers the names of those,
 * of the first; whoever writes all of such a row anew takes its name out. At most 1,000 at once.
 */
export function sealsRows<R extends SealedRow>(kind: SealedKind<R>): (tx: Tx, ...refs: readonly SealedRef[]) => Promise<Set<string>> {
  const touched = new WeakMap<Tx, Map<string, Touched>>();
  const begun = (tx: Tx, sealing: Sealing): Map<string, Touched> => {
    const all = new Map<string, Touched>();
    touched.set(tx, all);
    beforeCommit(tx, kind.name, 1.9, async () => {
      touched.delete(tx);
      await sealAll(tx, kind, sealing, [...all.values()]);
    });
    return all;
  };

  return async (tx, ...refs) => {
    const sealing = sealingIn(tx);
    if (sealing === undefined) return new Set(); // nobody seals: in tests of parts
    const all = touched.get(tx) ?? begun(tx, sealing);
    const fresh = refs.filter((ref) => !all.has(keyOf(ref)));
    const rows = fresh.length === 0 ? new Map<string, R[]>() : byThing(await kind.read(tx, fresh));
    for (const { region, id } of fresh) {
      const own = rows.get(keyOf({ region, id })) ?? [];
      const broken = new Set(Date.now() > sealing[kind.until] ? own.filter((row) => !bearsSeal(row, sealing.rows)).map(kind.nameOf) : []);
      all.set(keyOf({ region, id }), { ref: { region, id }, before: new Map(own.map((row) => [kind.nameOf(row), row.seal])), broken });
    }
    return (refs[0] && all.get(keyOf(refs[0]))?.broken) ?? new Set();
  };
}

const keyOf = ({ region, id }: SealedRef): string => `${region}-${id}`;

function byThing<R extends SealedRow>(rows: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return found;
}

async function sealAll<R extends SealedRow>(tx: Tx, kind: SealedKind<R>, { rows: seal }: Sealing, all: readonly Touched[]): Promise<void> {
  const now = byThing(await kind.read(tx, all.map((one) => one.ref)));
  const fresh: (R & { seal: string })[] = [];
  const facts = all.flatMap(({ ref, before, broken }) => {
    const stand = now.get(keyOf(ref)) ?? [];
    const sealable = stand.filter((row) => !broken.has(kind.nameOf(row)));
    const rows = sealable.map((row) => ({ ...row, seal: seal(textOfRow(row)) }));
    const changed = rows.filter((row) => before.get(kind.nameOf(row)) !== row.seal);
    fresh.push(...rows.filter((row, n) => sealable[n]?.seal !== row.seal));
    const names = new Set(stand.map(kind.nameOf));
    const gone = [...before.keys()].filter((name) => !names.has(name)).map((name) => [name, null] as const);
    const said = Object.fromEntries([...changed.map((row) => [kind.nameOf(row), rowSaid(row.seal, textOfRow(row))] as const), ...gone]);
    return Object.keys(said).length === 0 ? [] : [kind.entry(ref, said)];
  });
  await kind.write(tx, fresh);
  await addSealed(tx, facts);
}
