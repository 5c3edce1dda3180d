import { ladderOf, partyOf, postOf } from '../../law/seats.ts';
import type { By, Seat } from '../../law/procedure.ts';
import type { Past, Situation } from '../../law/procedure.ts';
import { authorityOrgs } from '../../law/next.ts';
import type { AnyMove, AnyProcedure } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import type { OrgCode, PersonId, Post } from './ports.ts';

/** The post of a seat as accounts know it. */
export function accountPost(seat: Seat): Post | undefined {
  return postOf(seat) as Post | undefined;
}

/** The post of an account as seats know it, under this party. */
export function seatFor(party: string, post: Post): Seat {
  return `${party}.${post.replace(/^platform-/, '')}` as Seat;
}

/**
 * The post that acts for a seat in this organisation today: the first of its ladder that has a holder who is not
 * barred for this case. Reading (Art. 11): an empty post stops no clock, the next above acts; so "what a head made,
 * the chief approves" needs no rule of its own. Undefined: nobody, to the top.
 */
export async function actingPost(deed: Deed, org: OrgCode, seat: Seat, barred: readonly PersonId[]): Promise<Post | undefined> {
  for (const above of ladderOf(seat)) {
    const post = accountPost(above);
    if (post === undefined) return undefined;
    const holders = await deed.holders(org, post);
    if (holders.some((person) => !barred.includes(person))) return post;
  }
  return undefined;
}

/** The seats that a cause stands for in this case, each with its organisations; clocks stand for none. */
export function seatsOf(p: AnyProcedure, c: Situation, move: Pick<AnyMove, 'whose'>, by: By<string>): readonly { readonly seat: Seat; readonly orgs: readonly OrgCode[] }[] {
  if (typeof by === 'string') {
    const party = partyOf(by);
    return [{ seat: by, orgs: party === 'authority' ? authorityOrgs(p, c, move.whose ?? p.authority) : c.orgs[party] ?? [] }];
  }
  if ('clock' in by) return [];
  const did = lastTaken(c, 'did' in by ? by.did : by.oppositeOf);
  if (did === undefined || did.seat === 'clock') return [];
  if ('oppositeOf' in by) {
    const other = opposite[partyOf(did.seat)];
    return other === undefined ? [] : [{ seat: `${other}.head` as Seat, orgs: c.orgs[other] ?? [] }];
  }
  if (by.as === undefined) return [{ seat: did.seat, orgs: [did.org] }];
  const side = partyOf(did.seat);
  if (partyOf(by.as) === side) return [{ seat: by.as, orgs: [did.org] }];
  return [{ seat: by.as, orgs: c.orgs[`authority@${side}`] ?? [] }];
}

const opposite: Readonly<Record<string, string>> = { requester: 'provider', provider: 'requester', sender: 'receiver', receiver: 'sender' };

function lastTaken(c: Situation, act: string): Past | undefined {
  return [...c.past].reverse().find((past) => past.act === act);
}
