import { sql, type RawBuilder } from 'kysely';
import { canonical } from '../../ledger/canonical.ts';
import { caseEntry, contentSaid, type CaseContent, type ContentSaid } from '../../ledger/case-content.ts';
import { addSealed } from '../../ledger/pending.ts';
import { beforeCommit, type Reader, type Tx } from '../../postgres/database.ts';
import type { Ref } from './case-record.ts';

/** What stands in a case, and the salt of its newest move, under which the ledger speaks of it. */
export interface ContentRow extends CaseContent, Ref { readonly version: number; readonly salt: Buffer | null }

interface Known { readonly said: Map<string, string>; readonly touched: Map<string, Ref>; rounds: number }
const known = new WeakMap<Tx, Known>();
const knownIn = (tx: Tx): Known => known.get(tx) ?? (known.set(tx, { said: new Map(), touched: new Map(), rounds: 0 }).get(tx) as Known);
const keyOf = (ref: Ref): string => `${ref.region}-${ref.id}`;

/** What the entry of a move of this transaction says of its case. */
export function contentIsSaid(tx: Tx, ref: Ref, said: ContentSaid): void {
  knownIn(tx).said.set(keyOf(ref), canonical(said));
}

/**
 * Title, parties or facts of a case are written beside its moves, in the same transaction or in one of their own: at its end, before
 * the numbers, the case is read again, and where no move has told the ledger already, an entry of its own does.
 */
export function contentTouched(tx: Tx, { region, id }: Ref): void {
  const it = knownIn(tx);
  if (it.touched.size === 0) beforeCommit(tx, `contents ${it.rounds}`, 0.5, () => tell(tx, it));
  it.touched.set(keyOf({ region, id }), { region, id });
}

async function tell(tx: Tx, it: Known): Promise<void> {
  const refs = [...it.touched.values()];
  it.touched.clear();
  it.rounds += 1;
  const changed = (await contentsOf(tx, refs)).flatMap((row) => {
    const said = row.salt === null ? undefined : contentSaid(row.salt, row);
    return said === undefined || it.said.get(keyOf(row)) === canonical(said) ? [] : [{ row, said }];
  });
  for (const { row, said } of changed) it.said.set(keyOf(row), canonical(said));
  await addSealed(tx, changed.map(({ row, said }) => caseEntry(row, said)));
}

const columns = sql`
    select c.region, c.id, c.version, c.kind, c.title, c.number, c.open, c.requester, c.provider, c.authority, c.forum, c.made_by, c.private_to, c.facts, c.created_at,
      coalesce((select json_agg(json_build_object('party', party, 'org', org)) from case_party p where p.region = c.region and p.case_id = c.id), '[]') as others,
      (select salt from case_move m where m.region = c.region and m.case_id = c.id order by version desc limit 1) as salt`;

async function contentsOf(db: Reader, refs: readonly Ref[]): Promise<readonly ContentRow[]> {
  return rowsOf(db, sql`${columns}
    from unnest(${refs.map((ref) => ref.region)}::text[], ${refs.map((ref) => ref.id)}::uuid[]) as named (region, id)
    join legal_case c on c.region = named.region and c.id = named.id`);
}

/** The next cases by primary key. `limit` is rows, 1..1000. */
export function contentsAfter(db: Reader, after: Ref | undefined, limit: number): Promise<readonly ContentRow[]> {
  return rowsOf(db, sql`${columns}
    from legal_case c
    where (c.region, c.id) > (${after?.region ?? ''}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
    order by c.region, c.id
    limit ${limit}`);
}

async function rowsOf(db: Reader, query: RawBuilder<unknown>): Promise<readonly ContentRow[]> {
  return (await sql<ContentRow>`${query}`.execute(db)).rows;
}
