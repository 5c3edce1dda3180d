import { addSealed } from '../../../platform/ledger/pending.ts';
import { sealingIn, type Sealing } from '../../../platform/ledger/index.ts';
import { grantEntry, rowSaid } from '../../../platform/ledger/grants.ts';
import { beforeCommit, type Tx } from '../../../platform/postgres/database.ts';
import type { Ref } from './ref.ts';
import { bearsSeal, nameOfRow, sealedRowsOf, textOfRow, writeSeals, type SealedRow } from './sealed.ts';

interface Touched { readonly ref: Ref; readonly before: ReadonlyMap<string, string | null>; readonly broken: Set<string> }
const touched = new WeakMap<Tx, Map<string, Touched>>();

/**
 * Before a row that bears a seal is written: at the end of the transaction it is sealed anew, and the ledger is told. One that
 * somebody altered past the platform is not: its seal goes on being none, or this act would bless what he did. Answers the names of those.
 */
export async function grantTouched(tx: Tx, ref: Ref): Promise<Set<string>> {
  await grantsTouched(tx, [ref]);
  return touched.get(tx)?.get(keyOf(ref))?.broken ?? new Set();
}

/** The same of many, in one statement. At most 1,000. */
export async function grantsTouched(tx: Tx, refs: readonly Ref[]): Promise<void> {
  const sealing = sealingIn(tx);
  if (sealing === undefined) return; // nobody seals: in tests of parts
  const all = touched.get(tx) ?? begun(tx, sealing);
  const fresh = refs.filter((ref) => !all.has(keyOf(ref)));
  if (fresh.length === 0) return;
  const rows = byGrant(await sealedRowsOf(tx, fresh));
  for (const { region, id } of fresh) {
    const own = rows.get(keyOf({ region, id })) ?? [];
    const broken = new Set(Date.now() > sealing.until ? own.filter((row) => !bearsSeal(row, sealing.rows)).map(nameOfRow) : []);
    all.set(keyOf({ region, id }), { ref: { region, id }, before: new Map(own.map((row) => [nameOfRow(row), row.seal])), broken });
  }
}

const keyOf = ({ region, id }: Ref): string => `${region}-${id}`;

function byGrant(rows: readonly SealedRow[]): ReadonlyMap<string, readonly SealedRow[]> {
  const found = new Map<string, SealedRow[]>();
  for (const row of rows) found.set(keyOf(row), [...(found.get(keyOf(row)) ?? []), row]);
  return found;
}

function begun(tx: Tx, sealing: Sealing): Map<string, Touched> {
  const all = new Map<string, Touched>();
  touched.set(tx, all);
  beforeCommit(tx, 'grant seals', 1.9, async () => {
    touched.delete(tx);
    await sealAll(tx, sealing, [...all.values()]);
  });
  return all;
}

async function sealAll(tx: Tx, { rows: seal }: Sealing, all: readonly Touched[]): Promise<void> {
  const now = byGrant(await sealedRowsOf(tx, all.map((one) => one.ref)));
  const fresh: (SealedRow & { seal: string })[] = [];
  const facts = all.flatMap(({ ref, before, broken }) => {
    const stand = now.get(keyOf(ref)) ?? [];
    const sealable = stand.filter((row) => !broken.has(nameOfRow(row)));
    const rows = sealable.map((row) => ({ ...row, seal: seal(textOfRow(row)) }));
    const changed = rows.filter((row) => before.get(nameOfRow(row)) !== row.seal);
    fresh.push(...rows.filter((row, n) => sealable[n]?.seal !== row.seal));
    const names = new Set(stand.map(nameOfRow));
    const gone = [...before.keys()].filter((name) => !names.has(name)).map((name) => [name, null] as const);
    const said = Object.fromEntries([...changed.map((row) => [nameOfRow(row), rowSaid(row.seal, textOfRow(row))] as const), ...gone]);
    return Object.keys(said).length === 0 ? [] : [grantEntry(ref, said)];
  });
  await writeSeals(tx, fresh);
  await addSealed(tx, facts);
}
