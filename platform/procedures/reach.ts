import { generatedActs } from '../../law/generated-moves.ts';
import { movesIn } from '../../law/next.ts';
import type { AnyMove, AnyProcedure, Situation } from '../../law/procedure.ts';
import type { Parties } from './parties.ts';
import { rolesOf } from './parties.ts';
import { seatsOf } from './posts.ts';
import type { OrgCode } from './ports.ts';
import type { CaseRecord } from './store/cases.ts';

const generated: ReadonlySet<string> = new Set(generatedActs);

/** Whether an organisation sees a case: it is a party, and the case has reached more than the organisation that began it. */
export function maySee(row: Pick<CaseRecord, 'privateTo'>, parties: Parties, org: OrgCode): boolean {
  return rolesOf(parties, org).length > 0 && (row.privateTo === null || row.privateTo === org);
}

/**
 * To whom a case is private after a move: to whom it was, until a row tells another organisation, or the state it
 * enters lies with another, waits for one, or gives one a move. What has reached somebody stays known to all its parties.
 */
export function privateAfter(p: AnyProcedure, c: Situation, move: AnyMove, before: OrgCode | null): OrgCode | null {
  if (before === null) return null;
  const state = p.states[c.state];
  const told = (move.tells ?? []).flatMap((party) => orgsOf(c, party));
  const awaited = (state?.awaits ?? []).flatMap((by) => seatsOf(p, c, move, typeof by === 'object' && 'when' in by ? by.seat : by)).flatMap((found) => found.orgs);
  const lane = state?.lane === undefined ? [] : orgsOf(c, state.lane);
  const able = movesIn(p, c).filter((row) => !generated.has(row.act)).flatMap((row) => row.by.flatMap((by) => seatsOf(p, c, row, by))).flatMap((found) => found.orgs);
  return [...told, ...awaited, ...lane, ...able].some((org) => org !== before) ? null : before;
}

function orgsOf(c: Situation, party: string): readonly OrgCode[] {
  return Object.entries(c.orgs).filter(([name]) => name === party || name.startsWith(`${party}@`)).flatMap(([, orgs]) => orgs);
}
