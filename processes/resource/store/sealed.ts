import { sql, type RawBuilder } from 'kysely';
import type { Plain } from '../../../platform/ledger/canonical.ts';
import { bindingEntry, sealsRows, soundIn, type SealedRow } from '../../../platform/ledger/index.ts';
import type { Reader, Tx } from '../../../platform/postgres/database.ts';
import type { BindingBody } from '../contract.ts';
import type { At, EntryId } from './at.ts';

/**
 * Where the data of an entry is, and how it is reached: each row bears a seal over all that was declared and decided. How it fares (up,
 * since, checked, and of a resource its fault) is written by the watch each minute, and covered by none. Earlier bindings are obeyed by nobody.
 */
export interface BindingRow extends SealedRow { readonly of: 'connection' | 'bound' }

type Row = SealedRow['row'];
const fares = (...more: readonly string[]) => sql.raw(`array[${['seal', 'up', 'since', 'checked_at', ...more].map((name) => `'${name}'`).join(', ')}]`);
/** A connection as its seal covers it. */
export const connectionRow = (of: string): RawBuilder<Row> => sql<Row>`to_jsonb(${sql.table(of)}) - ${fares()}`;
/** A resource `t` with the binding `b` that counts; how its test went is obeyed by nobody. */
const boundRow = sql<Row>`to_jsonb(t) - ${fares('fault')} || jsonb_build_object('binding', to_jsonb(b) - array['test', 'made_by', 'made_at'])`;
const counts = sql`b.region = t.region and b.resource = t.id and b.version = t.version`;
const refsOf = (refs: readonly At[]) => sql`unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)`;

/** The rows of these connections and resources, by primary key. */
export async function sealedBindings(db: Reader, refs: readonly At[]): Promise<BindingRow[]> {
  const { rows } = await sql<BindingRow>`
    select 'bound' as of, t.region, t.id, '' as which, ${boundRow} as row, encode(t.seal, 'hex') as seal
    from ${refsOf(refs)} join resource t on t.region = named.region and t.id = named.id left join resource_binding b on ${counts}`.execute(db);
  return [...await connectionRows(db, refs), ...rows];
}

export async function connectionRows(db: Reader, refs: readonly At[]): Promise<BindingRow[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<BindingRow>`
    select 'connection' as of, t.region, t.id, '' as which, ${connectionRow('t')} as row, encode(t.seal, 'hex') as seal
    from ${refsOf(refs)} join connection t on t.region = named.region and t.id = named.id`.execute(db);
  return rows;
}

/** A live resource with its binding. */
export interface LiveRow extends At {
  readonly row: { readonly entry: string; readonly version: number; readonly connection_id: string; readonly binding: { readonly body: BindingBody } & Row } & Row;
  readonly seal: string | null;
}

/** The next live service resources, of the named entries or of all, by primary key. */
export async function liveRows(db: Reader, only: readonly EntryId[] | undefined, after: At | undefined, limit: number): Promise<LiveRow[]> {
  const named = only === undefined ? sql`` : sql`and (t.region, t.entry) in (select * from unnest(${only.map((one) => one.region)}::text[], ${only.map((one) => one.entry)}::uuid[]))`;
  const beyond = after === undefined ? sql`` : sql`and (t.region, t.id) > (${after.region}, ${after.id}::uuid)`;
  const { rows } = await sql<LiveRow>`
    select t.region, t.id, ${boundRow} as row, encode(t.seal, 'hex') as seal
    from resource t join resource_binding b on ${counts}
    where t.mode = 'service' and t.state = 'live' ${named} ${beyond}
    order by t.region, t.id limit ${limit}`.execute(db);
  return rows;
}

const touched = sealsRows<BindingRow>({
  name: 'binding seals', until: 'bindingsUntil', nameOf: (row) => row.of, read: sealedBindings, entry: bindingEntry,
  write: async (tx, rows) => {
    for (const [of, table] of [['connection', 'connection'], ['bound', 'resource']] as const) {
      const own = rows.filter((row) => row.of === of);
      if (own.length === 0) continue;
      await sql`update ${sql.table(table)} t set seal = decode(fresh.seal, 'hex')
        from unnest(${own.map((row) => row.region)}::text[], ${own.map((row) => row.id)}::uuid[], ${own.map((row) => row.seal)}::text[]) as fresh (region, id, seal)
        where t.region = fresh.region and t.id = fresh.id`.execute(tx);
    }
  },
});

/** Before what a seal covers of a connection or a resource is written (platform/ledger/row-seals.ts). Answers what of it was altered past the platform: by name, `connection` or `bound`. */
export function bindingTouched(tx: Tx, at: At): Promise<Set<string>> {
  return touched(tx, { region: at.region, id: at.id });
}

/** The same of many. At most 1,000. */
export async function bindingsTouched(tx: Tx, refs: readonly At[]): Promise<void> {
  await touched(tx, ...refs);
}

/** Whether a resource stands as the platform wrote it. */
export async function isSoundlyBound(db: Reader, at: At): Promise<boolean> {
  return (await sealedBindings(db, [{ region: at.region, id: at.id }])).every(soundIn(db, 'bindingsUntil'));
}

/** Locks these rows, in the order in which the watch does, so that what is read of them is what is sealed. */
export async function lockBindings(tx: Tx, refs: readonly At[]): Promise<void> {
  for (const table of ['connection', 'resource']) {
    await sql`select 1 from ${refsOf(refs)} join ${sql.table(table)} t on t.region = named.region and t.id = named.id order by t.region, t.id for update of t`.execute(tx);
  }
}

/** The next connections and resources, by key. `limit`: 1..1000. */
export async function bindingRefsAfter(db: Reader, after: At | undefined, limit: number): Promise<At[]> {
  const [region, id] = [after?.region ?? '', after?.id ?? '00000000-0000-0000-0000-000000000000'];
  const { rows } = await sql<At>`
    (select region, id from connection where (region, id) > (${region}, ${id}::uuid) order by region, id limit ${limit})
    union (select region, id from resource where (region, id) > (${region}, ${id}::uuid) order by region, id limit ${limit})
    order by region, id limit ${limit}`.execute(db);
  return rows;
}

/** Of these those that are neither. */
export async function bindingRefsGone(db: Reader, refs: readonly At[]): Promise<At[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<At>`
    select named.region, named.id from ${refsOf(refs)}
    where not exists (select from connection c where c.region = named.region and c.id = named.id)
      and not exists (select from resource r where r.region = named.region and r.id = named.id) limit 10000`.execute(db);
  return rows;
}
