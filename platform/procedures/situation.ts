import { adoptedOn } from '../../law/jurisdiction.ts';
import type { AnyProcedure, ClockSeen, Past, Seat, Situation } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import { partiesOf } from './parties.ts';
import type { ClockRecord, Loaded, PastRecord } from './store/cases.ts';

/** What `next` may know of a case, from what is stored. No today in it: whether a limit has passed, checks ask. */
export async function situationOf(deed: Deed, table: AnyProcedure, loaded: Loaded, cause?: string): Promise<Situation> {
  return {
    ...(cause === undefined ? {} : { cause }),
    state: loaded.row.state,
    facts: loaded.row.facts,
    past: loaded.past.map(pastOf),
    orgs: partiesOf(table, loaded.row, loaded.others),
    adopted: await adoptedIn(deed, table, loaded.row.region),
    opened: openedByNext(loaded),
    clocks: clocksSeen(loaded.clocks),
  };
}

/** The situation before a case exists: only the rows from `new` apply. */
export function emptySituation(orgs: Situation['orgs'], facts: Readonly<Record<string, string>>, adopted: ReadonlySet<string>): Situation {
  return { state: 'new', facts, past: [], orgs, adopted, opened: false, clocks: {} };
}

/** Local moves that this region has adopted by a document in force today; asked only where a row needs it. */
export async function adoptedIn(deed: Deed, table: AnyProcedure, region: string): Promise<ReadonlySet<string>> {
  if (!table.moves.some((move) => move.adopted !== undefined)) return new Set();
  return adoptedOn(await deed.jurisdiction(region), deed.today);
}

function pastOf(row: PastRecord): Past {
  return {
    act: row.act,
    from: row.fromState,
    org: row.org ?? '',
    seat: row.seat as Seat | 'clock',
    person: row.person ?? '',
    ...(row.behalfOf === null ? {} : { behalfOf: row.behalfOf }),
    ...(row.signs === null ? {} : { text: row.signs }),
    ...(row.cause === null ? {} : { cause: row.cause }),
  };
}

/** 撤回 is possible until somebody else opened the case from his list since the last move. */
function openedByNext(loaded: Loaded): boolean {
  return loaded.work.some((row) => row.why === 'move' && row.openedAt !== null);
}

function clocksSeen(clocks: readonly ClockRecord[]): Readonly<Record<string, ClockSeen>> {
  const seen: Record<string, ClockSeen> = {};
  for (const name of new Set(clocks.map((clock) => clock.name))) {
    const all = clocks.filter((clock) => clock.name === name);
    const open = all.filter((clock) => clock.stoppedOn === null);
    const deciding = open.length > 0 ? open : all; // of several, those that run decide
    seen[name] = {
      open: open.length > 0,
      asked: deciding.some((clock) => clock.asked !== null && clock.asked.answered === undefined),
      extended: deciding.every((clock) => clock.events.some((event) => event.do === 'extend')), // each once: a further cause has its own
    };
  }
  return seen;
}
