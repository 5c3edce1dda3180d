import { awaited, barredFrom, movesFrom, movesIn } from '../../law/next.ts';
import { generatedActs } from '../../law/generated-moves.ts';
import type { AnyProcedure, By, Seat, Situation } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { partyOf } from '../../law/seats.ts';
import type { Deed } from './deed.ts';
import { leadingRow } from './leading.ts';
import { authoritiesOf, worksHere } from './on-paper.ts';
import { accountPost, actingPost, seatsOf } from './posts.ts';
import type { OrgCode, PersonId } from './ports.ts';
import type { ClockRecord, WorkRecord } from './store/cases.ts';
import type { NewWork } from './store/write-move.ts';

export const never = '9999-12-31' as PlainDate;
const generated: ReadonlySet<string> = new Set(generatedActs);

/**
 * The rows that stand on worklists for a case as it is now: one per awaited seat and organisation, one per organisation that
 * owes something by a date of its own, one per extension asked, and one at the authority where a post is empty to the top of its
 * ladder. Derived from table, past and clocks, so that it can be rebuilt; posts, vacancies below the top and delegations are not in it, the page asks for those; a top that empties or
 * fills meanwhile is found by vacancies.ts. `before` lends who was assigned and who had opened, while the state stands.
 * `known`: the case has reached others than the organisation that began it; before that no authority hears of it.
 */
export async function worklistRows(deed: Deed, p: AnyProcedure, c: Situation, clocks: readonly ClockRecord[], before: readonly WorkRecord[], known: boolean): Promise<NewWork[]> {
  const rows = new Map<string, NewWork>();
  const put = (row: NewWork) => {
    const key = `${row.org} ${row.post} ${row.why}`;
    if (!rows.has(key)) rows.set(key, carry(row, before));
  };
  for (const by of awaited(p, c)) {
    for (const { seat, orgs } of awaitedSeats(p, c, by)) {
      for (const org of orgs) for (const row of await rowsOf(deed, p, c, clocks, seat, org)) if (known || row.why !== 'vacancy') put(row);
    }
  }
  for (const { seat, clock } of p.states[c.state]?.owes ?? []) {
    const bound = new Set(clocks.filter((one) => one.name === clock && one.stoppedOn === null).map((one) => one.bound));
    for (const org of bound) for (const row of await rowsOf(deed, p, c, clocks, seat, org)) put(row);
  }
  for (const clock of clocks) {
    if (clock.stoppedOn !== null || clock.asked === null || clock.asked.answered !== undefined) continue;
    const grants = p.clocks[clock.name]?.extension?.grants;
    if (grants === undefined) continue;
    for (const { seat, orgs } of seatsOf(p, c, {}, grants)) {
      for (const org of orgs) put(await extensionRow(deed, seat, org, clock));
    }
  }
  return [...rows.values()];
}

/** The seats of one awaited cause; an authority's under every side that the case knows, rows decide which has a move. */
function awaitedSeats(p: AnyProcedure, c: Situation, by: By<string>): readonly { readonly seat: Seat; readonly orgs: readonly OrgCode[] }[] {
  if (typeof by === 'string' && partyOf(by) === 'authority') {
    const all = Object.entries(c.orgs).filter(([party]) => party === 'authority' || party.startsWith('authority@')).flatMap(([, orgs]) => orgs);
    return [{ seat: by, orgs: [...new Set(all)] }];
  }
  if (by === 'department.any') return [];
  return seatsOf(p, c, {}, by);
}

async function rowsOf(deed: Deed, p: AnyProcedure, c: Situation, clocks: readonly ClockRecord[], seat: Seat, org: OrgCode): Promise<NewWork[]> {
  const moves = movesFrom(p, c, { org, seat, person: '' }).filter((move) => !generated.has(move.act));
  if (moves.length === 0) return [];
  const barred = [...new Set(movesIn(p, c).filter((move) => moves.includes(move)).flatMap((move) => barredFrom(c, move)))];
  const post = accountPost(seat);
  if (post === undefined) return [];
  const vacant = await vacancyRows(deed, c, clocks, seat, org, barred);
  const base = { ...(await placed(deed, org)), ...dates(clocks, org), why: 'move' as const, assignee: null, barred, act: leadingRow(p, c, moves)?.act ?? null, openedAt: null };
  const own: NewWork = { ...base, post };
  if (vacant.length > 0) return [own, ...vacant];
  if (barred.length === 0) return [own];
  // The maker is barred: where nobody else holds the post, a second row stands at the next post above.
  const acting = await actingPost(deed, org, seat, barred);
  const holders = await deed.holders(org, post);
  return acting === undefined || acting === post || holders.length === 0 ? [own] : [own, { ...base, post: acting }];
}

/**
 * Reading (Art. 11): nobody holds the post, nor any above it, or only who made the case: the authority's lead sees it, an authority's
 * `upper`. Only where that authority is a party and so can open it; officers have nobody above them (35.2). Of whom nobody works
 * here at all the authorities of the case see it, the reviewer too: he enters what comes on paper.
 */
async function vacancyRows(deed: Deed, c: Situation, clocks: readonly ClockRecord[], seat: Seat, org: OrgCode, barred: readonly PersonId[]): Promise<NewWork[]> {
  if (partyOf(seat) === 'platform' || (await actingPost(deed, org, seat, barred)) !== undefined) return [];
  const own = await deed.authorityOf(org);
  const above = own === org ? await deed.upperOf(org) : own;
  const here = await worksHere(deed, org);
  const seers = here ? [above].filter((one) => one !== undefined && Object.values(c.orgs).some((orgs) => orgs.includes(one))) : authoritiesOf(c.orgs).filter((one) => one !== org);
  const rows: NewWork[] = [];
  for (const seer of seers) {
    for (const post of here ? ['lead'] : ['lead', 'reviewer']) rows.push({ ...(await placed(deed, seer as OrgCode)), post, ...dates(clocks, org), why: 'vacancy', assignee: null, barred: [], act: null, openedAt: null });
  }
  return rows;
}

async function extensionRow(deed: Deed, seat: Seat, org: OrgCode, clock: ClockRecord): Promise<NewWork> {
  return {
    ...(await placed(deed, org)), post: accountPost(seat) ?? 'reviewer', why: 'extension', dueOn: clock.dueOn, nearOn: clock.nearOn, redOn: clock.redOn,
    paused: clock.stoodOn !== null, assignee: null, barred: clock.asked === null ? [] : [clock.asked.person], act: 'extend', openedAt: null,
  };
}

async function placed(deed: Deed, org: OrgCode): Promise<{ readonly org: OrgCode; readonly region: string }> {
  return { org, region: (await deed.organisation(org))?.region ?? '000000' };
}

/** What is due from this organisation next: the earliest of its clocks that run; a clock that stands has no end yet. */
export function dates(clocks: readonly ClockRecord[], org: OrgCode): { readonly dueOn: PlainDate; readonly nearOn: PlainDate; readonly redOn: PlainDate; readonly paused: boolean } {
  const own = clocks.filter((clock) => clock.bound === org && clock.stoppedOn === null);
  const running = own.filter((clock) => clock.stoodOn === null).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const [first] = running;
  if (first) return { dueOn: first.dueOn, nearOn: first.nearOn, redOn: first.redOn, paused: false };
  return { dueOn: never, nearOn: never, redOn: never, paused: own.length > 0 };
}

function carry(row: NewWork, before: readonly WorkRecord[]): NewWork {
  const same = before.find((old) => old.org === row.org && old.post === row.post && old.why === row.why);
  return same === undefined ? row : { ...row, assignee: same.assignee as PersonId | null, openedAt: same.openedAt };
}
