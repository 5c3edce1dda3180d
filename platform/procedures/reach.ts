import { generatedActs } from '../../law/generated-moves.ts';
import { movesIn } from '../../law/next.ts';
import type { AnyMove, AnyProcedure, Situation } from '../../law/procedure.ts';
import type { Parties } from './parties.ts';
import { meantBy, rolesOf } from './parties.ts';
import { seatsOf } from './posts.ts';
import type { Actor, OrgCode } from './ports.ts';
import type { CaseRecord } from './store/case-record.ts';

const generated: ReadonlySet<string> = new Set(generatedActs);

/** 系统管理员、安全管理员、审计管理员: they look after accounts and the machine, not after anybody's business (Art. 35.2). */
export function isOfficer(actor: Pick<Actor, 'post'>): boolean {
  return actor.post.startsWith('platform-');
}

/**
 * Whether this person sees a case: his organisation is a party, and the case has reached more than the organisation that
 * began it. An organisation that runs the platform is party of accounts as `platform`, through its officers alone; where
 * the same organisation is also the authority, its officers see nothing of that, and its staff nothing of others' accounts.
 */
export function maySee(row: Pick<CaseRecord, 'privateTo' | 'madeBy'>, parties: Parties, actor: Pick<Actor, 'org' | 'post' | 'person'>): boolean {
  const officer = isOfficer(actor);
  const roles = rolesOf(parties, actor.org).filter((role) => (role === 'platform') === officer);
  const begunByHim = officer && row.madeBy === actor.person; // an incident that an officer reported
  return (roles.length > 0 || begunByHim) && (row.privateTo === null || row.privateTo === actor.org);
}

/**
 * To whom a case is private after a move: to whom it was, until a row tells another organisation, or the state it
 * enters lies with another (not where it waits for whoever did an act: a draft is his), waits for one, or gives one a move. What has reached somebody stays known to all its parties.
 */
export function privateAfter(p: AnyProcedure, c: Situation, move: AnyMove, before: OrgCode | null): OrgCode | null {
  if (before === null) return null;
  const state = p.states[c.state];
  const told = (move.tells ?? []).flatMap((party) => meantBy(c.orgs, party));
  const awaited = (state?.awaits ?? []).flatMap((by) => seatsOf(p, c, move, typeof by === 'object' && 'when' in by ? by.seat : by)).flatMap((found) => found.orgs);
  const own = state?.awaits?.every((by) => typeof by === 'object' && 'did' in by) === true;
  const lane = state?.lane === undefined || own ? [] : meantBy(c.orgs, state.lane);
  const able = movesIn(p, c).filter((row) => !generated.has(row.act)).flatMap((row) => row.by.flatMap((by) => seatsOf(p, c, row, by))).flatMap((found) => found.orgs);
  return [...told, ...awaited, ...lane, ...able].some((org) => org !== before) ? null : before;
}
