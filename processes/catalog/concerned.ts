import { findProcedure } from '../../law/procedures/index.ts';
import { stateZh } from '../../law/words.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { casesOf, type CaseNamed } from '../../platform/procedures/store/cases.ts';
import type { ConcernPage, ConcernQuery } from './contract.ts';
import { addConcerned, concerningOf } from './store/concerned.ts';
import type { Key } from './store/entries.ts';

/** Processes that come later say that a case of theirs is about an entry: its page shows the case to those who take part. `orgs`: who came in since. */
export async function concerns(tx: Tx, at: { readonly entryRegion: string; readonly entry: string }, it: Pick<Case, 'region' | 'id' | 'requester' | 'provider' | 'authority'>, orgs: readonly string[] = []): Promise<void> {
  const sides = [it.requester, it.provider, it.authority, ...orgs].filter((org) => org !== null);
  await addConcerned(tx, { region: at.entryRegion, entry: at.entry }, it, [...new Set(sides)]);
}

/** What this organisation has under way, or had, about an entry: applications, demands, corrections, refluxes, disputes. Drafts of others are theirs. */
export async function concernPage(tx: Tx, directory: Directory, actor: Actor, at: Key, { after, size }: ConcernQuery): Promise<ConcernPage> {
  const named = await concerningOf(tx, at, actor.org, after, size + 1);
  const page = named.slice(0, size);
  const known = new Map((await casesOf(tx, page)).map((row) => [row.id, row]));
  const seen = page.map(({ id }) => known.get(id)).filter((row): row is CaseNamed => row !== undefined && (row.privateTo === null || row.privateTo === actor.org));
  const names = await directory.organisations(tx, [...new Set(seen.map((row) => row.requester).filter((org) => org !== null))]);
  return { rows: seen.map((row) => rowOf(row, actor, names)), after: named.length > size ? page.at(-1)?.id ?? null : null };
}

/** Who asked is said to the sides alone: whoever received a record does not see who filed the correction. */
function rowOf(row: CaseNamed, actor: Actor, names: ReadonlyMap<string, { readonly shortName: string }>): ConcernPage['rows'][number] {
  const table = findProcedure(row.kind);
  const near = actor.org === row.provider || actor.org === row.authority;
  return {
    ref: `${row.region}-${row.id}`, kind: row.kind, kindZh: table?.zh ?? row.kind, number: row.number, state: row.state, stateZh: table === undefined ? row.state : stateZh(table, row.state), open: row.open,
    otherName: !near || row.requester === null ? null : names.get(row.requester)?.shortName ?? row.requester, movedOn: row.movedOn,
  };
}
