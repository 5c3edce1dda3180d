import type { AnyProcedure, Side } from '../../law/procedure.ts';
import { partyOf } from '../../law/seats.ts';
import type { Deed } from './deed.ts';
import type { OrgCode } from './ports.ts';
import type { Opening } from './process.ts';
import type { CaseRecord } from './store/case-record.ts';
import type { PartyRecord } from './store/cases.ts';

export type Parties = Readonly<Record<string, readonly OrgCode[]>>;

/** The organisations of a case by party; the authority of a side stands under `authority@side`, the procedure's own also under `authority`. */
export function partiesOf(table: AnyProcedure, row: Pick<CaseRecord, 'requester' | 'provider' | 'authority' | 'forum'>, others: readonly PartyRecord[]): Parties {
  const parties: Record<string, OrgCode[]> = {};
  const add = (party: string, org: OrgCode | null) => {
    if (org !== null && !(parties[party] ??= []).includes(org)) parties[party].push(org);
  };
  add('requester', row.requester);
  add('provider', row.provider);
  add('authority', row.authority);
  add('forum', row.forum);
  if (table.authority !== 'none') add(`authority@${table.authority === 'either' ? 'provider' : table.authority}`, row.authority);
  for (const other of others) add(other.party, other.org);
  return parties;
}

/** The parties through which an organisation takes part in a case; empty: for it the case is absent. */
export function rolesOf(parties: Parties, org: OrgCode): readonly string[] {
  return Object.entries(parties).filter(([, orgs]) => orgs.includes(org)).map(([party]) => party);
}

/** Whose authorities the rows of a table call for, so that they are entered when the case is opened. */
function sidesOf(table: AnyProcedure): ReadonlySet<Side> {
  const sides = new Set<Side>();
  const add = (side: Side | 'none') => {
    if (side === 'none') return;
    if (side === 'either') sides.add('provider').add('requester');
    else sides.add(side);
  };
  add(table.authority);
  for (const move of table.moves) {
    const byAuthority = move.by.some((by) => typeof by === 'string' && partyOf(by) === 'authority');
    if (move.whose !== undefined && byAuthority) add(move.whose);
    const actor = move.by.find((by) => typeof by !== 'string' && 'did' in by && by.as !== undefined && partyOf(by.as) === 'authority');
    if (actor !== undefined) add('either');
  }
  for (const side of table.copies ?? []) sides.add(side);
  if (table.parties.includes('upper')) sides.add('upper');
  return sides;
}

export interface Opened { readonly requester: OrgCode | null; readonly provider: OrgCode | null; readonly authority: OrgCode | null; readonly others: readonly PartyRecord[] }

/**
 * Who takes part in a case that is being opened: as the process says, and the authorities that its rows call for.
 * Art. 8.3: the authority is that of the same level, as recorded for each organisation.
 */
export async function openingParties(deed: Deed, table: AnyProcedure, opening: Opening): Promise<Opened> {
  const others: PartyRecord[] = [];
  const add = (party: string, org: OrgCode | null | undefined) => {
    if (org != null && !others.some((other) => other.party === party && other.org === org)) others.push({ party, org });
  };
  for (const [party, orgs] of Object.entries(opening.parties ?? {})) for (const org of orgs) add(party, org);
  const [requester, provider] = [opening.requester ?? null, opening.provider ?? null];
  const bySide: Readonly<Record<string, readonly OrgCode[]>> = {
    requester: only(requester ?? opening.parties?.['receiver']?.[0]),
    provider: only(provider ?? opening.parties?.['sender']?.[0]),
    department: opening.parties?.['department'] ?? [],
  };
  const own = table.authority === 'either' ? ((bySide['provider']?.length ?? 0) > 0 ? 'provider' : 'requester') : table.authority;
  let authority = opening.authority ?? null;
  for (const side of sidesOf(table)) {
    for (const org of bySide[side] ?? []) {
      const found = await deed.authorityOf(org);
      if (found === undefined) continue;
      if (side === own && authority === null) authority = found;
      if (side !== own || found !== authority) add(`authority@${side}`, found);
    }
  }
  // A process may name it: the authority above a dispute's forum is not that above the provider's.
  if (authority !== null && opening.parties?.['upper'] === undefined && (sidesOf(table).has('upper') || own === 'upper')) add('upper', await deed.upperOf(authority));
  return { requester, provider, authority, others };
}

/** The organisations that a row means by a party; by `authority` those of every side that takes part or knows. */
export function meantBy(parties: Parties, party: string): readonly OrgCode[] {
  return Object.entries(parties).filter(([name]) => name === party || name.startsWith(`${party}@`)).flatMap(([, orgs]) => orgs);
}

const only = (org: OrgCode | null | undefined): readonly OrgCode[] => (org == null ? [] : [org]);
