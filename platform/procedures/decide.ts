import { fail, failBy, LawError } from '../../law/errors.ts';
import { isGenerated } from '../../law/generated-moves.ts';
import { barredFrom, movesIn, next, type Decision } from '../../law/next.ts';
import type { AnyMove, AnyProcedure, Basis, Seat, Situation, Who } from '../../law/procedure.ts';
import { ladderOf } from '../../law/seats.ts';
import type { Deed } from './deed.ts';
import { accountPost, actingPost, seatFor, seatsOf } from './posts.ts';
import type { Actor, OrgCode } from './ports.ts';
import type { Process } from './process.ts';
import { actWord, postWord, stateWord } from './wording.ts';

export interface Decided { readonly move: AnyMove; readonly to: string; readonly signed: boolean; readonly seat: Seat; readonly org: OrgCode }

/** A seat this person may take a row in, and through which organisation. */
interface Claim { readonly seat: Seat; readonly org: OrgCode }

/**
 * Whether this person may take the act now, and where it leads.
 * `may(person, move)`: he holds the seat's post (or acts for its empty ladder below) in an organisation that is that
 * party, is not barred, and nobody nearer holds it. A refusal names the post that may and the article of the row.
 *
 * @throws NO_SUCH_MOVE, NOT_YOUR_MOVE, NEARER_POST_HELD, ALREADY_DONE, OWN_WORK
 */
export async function decide(deed: Deed, p: AnyProcedure, c: Situation, act: string, actor: Actor, options: { readonly text?: string; readonly onPaper?: boolean; readonly articleOf?: Process['articleOf'] } = {}): Promise<Decided> {
  const rows = movesIn(p, c).filter((move) => move.act === act);
  if (rows.length === 0 && act === 'take-back') return fail('TAKE_BACK_TOO_LATE');
  if (rows.length === 0) return fail('NO_SUCH_MOVE', { act: actWord(p, act), state: stateWord(p, c.state) });
  const refusals = new Set<string>();
  const claims = options.onPaper ? paperClaims(p, c, rows, actor) : await claimsOf(deed, p, c, rows, actor, refusals);
  for (const claim of claims) {
    const decision = next(p, c, act, whoIs(claim, actor, options.text));
    if (decision.ok) return { ...decision, seat: claim.seat, org: claim.org };
    refusals.add(decision.why);
  }
  return refuse(p, c, rows, refusals, (basis) => options.articleOf?.(c, basis) ?? basis);
}

/** As `decide`, for many rows at once and without refusing: what this person may do now. */
export async function decideAll(deed: Deed, p: AnyProcedure, c: Situation, actor: Actor): Promise<ReadonlyMap<string, Decided | 'done' | 'own'>> {
  const found = new Map<string, Decided | 'done' | 'own'>();
  const rows = movesIn(p, c);
  for (const act of new Set(rows.map((move) => move.act))) {
    const own = rows.filter((move) => move.act === act);
    for (const claim of await claimsOf(deed, p, c, own, actor, new Set())) {
      const decision: Decision = next(p, c, act, whoIs(claim, actor));
      if (decision.ok) {
        found.set(act, { ...decision, seat: claim.seat, org: claim.org });
        break;
      }
      if (decision.why === 'ALREADY_DONE') found.set(act, 'done');
      if (decision.why === 'OWN_WORK' && !found.has(act)) found.set(act, 'own');
    }
  }
  return found;
}

/** What may be entered for this organisation from its paper (代录): rows of the table alone, each act once. */
export function decideOnPaper(p: AnyProcedure, c: Situation, actor: Actor, org: OrgCode): readonly AnyMove[] {
  const rows = movesIn(p, c).filter((move) => !isGenerated(move.act));
  return [...new Set(rows.map((move) => move.act))].flatMap((act) => {
    for (const claim of paperClaims(p, c, rows.filter((move) => move.act === act), { ...actor, org })) {
      const decision = next(p, c, act, whoIs(claim, actor));
      if (decision.ok) return [decision.move];
    }
    return [];
  });
}

/** Of several causes the first row whose trigger this is; undefined where the table has none now. */
export function decideClock(p: AnyProcedure, c: Situation, act: string, clock: string): Decision {
  return next(p, c, act, { clock });
}

function whoIs(claim: Claim, actor: Actor, text?: string): Who {
  return {
    org: claim.org, seat: claim.seat, person: actor.person,
    ...(actor.behalfOf === undefined ? {} : { behalfOf: actor.behalfOf }),
    ...(text === undefined ? {} : { text }),
  };
}

async function claimsOf(deed: Deed, p: AnyProcedure, c: Situation, rows: readonly AnyMove[], actor: Actor, refusals: Set<string>): Promise<readonly Claim[]> {
  const [exact, above]: [Claim[], Claim[]] = [[], []];
  const add = (list: Claim[], claim: Claim) => {
    if (!list.some((known) => known.seat === claim.seat && known.org === claim.org)) list.push(claim);
  };
  for (const row of rows) {
    for (const by of row.by) {
      for (const { seat, orgs } of seatsOf(p, c, row, by)) {
        if (seat === 'handler') add(exact, { seat, org: actor.org });
        if (!orgs.includes(actor.org)) continue;
        if (seat === 'department.any') add(exact, { seat: seatFor('department', actor.post), org: actor.org });
        else if (accountPost(seat) === actor.post) add(exact, { seat, org: actor.org });
        else if (ladderOf(seat).some((rung) => accountPost(rung) === actor.post)) {
          const barred = barredFrom(c, row);
          const acting = await actingPost(deed, actor.org, seat, barred);
          if (acting === actor.post) add(above, { seat, org: actor.org });
          else refusals.add(acting === undefined && barred.includes(actor.person) ? 'OWN_WORK' : 'NEARER_POST_HELD');
        }
      }
    }
  }
  return [...exact, ...above];
}

/** 代录: whichever seat of the party the row asks for; it has nobody here who could be nearer. */
function paperClaims(p: AnyProcedure, c: Situation, rows: readonly AnyMove[], actor: Actor): readonly Claim[] {
  return rows.flatMap((row) => row.by.flatMap((by) => seatsOf(p, c, row, by)).filter(({ orgs }) => orgs.includes(actor.org)).map(({ seat }) => ({ seat, org: actor.org })));
}

function refuse(p: AnyProcedure, c: Situation, rows: readonly AnyMove[], refusals: ReadonlySet<string>, under: (basis: Basis) => Basis): never {
  const [row] = rows as readonly [AnyMove, ...AnyMove[]];
  const act = actWord(p, row.act, row);
  const posts = postsThatMay(p, c, rows);
  const article = under(row.basis);
  if (refusals.has('OWN_WORK')) return failBy(article, 'OWN_WORK', { act });
  if (refusals.has('ALREADY_DONE')) return failBy(article, 'ALREADY_DONE', { act });
  const may = posts.length === 0 ? '平台自动' : posts.join('、');
  throw new LawError(refusals.has('NEARER_POST_HELD') ? 'NEARER_POST_HELD' : 'NOT_YOUR_MOVE', { act, may, post: posts }, article);
}

/** 提供部门·经办人: the posts that a row is for. */
export function postsThatMay(p: AnyProcedure, c: Situation, rows: readonly AnyMove[]): readonly string[] {
  const seats = rows.flatMap((row) => row.by.flatMap((by) => seatsOf(p, c, row, by).map((found) => found.seat)));
  return [...new Set(seats.map((seat) => postWord(seat, p)))];
}
