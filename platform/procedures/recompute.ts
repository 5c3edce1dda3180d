import type { AnyProcedure } from '../../law/procedure.ts';
import { transact, type Db, type Tx } from '../postgres/database.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import { deedOf } from './deed.ts';
import { refold } from './clockwork.ts';
import type { RegionCode } from './ports.ts';
import { rewriteWork } from './rewrite-work.ts';
import { loadLocked } from './run.ts';
import type { Runner } from './runner.ts';
import type { ClockRecord, Loaded } from './store/cases.ts';
import { keptCalendarMark, keepCalendarMark, openClocks, regionsWithClocks, type OpenClock } from './store/open-clocks.ts';
import { addOutbox } from './store/outbox.ts';
import { writeClocks } from './store/write-move.ts';

const page = 1_000;

/**
 * Every open clock is folded again from its events under the notices that stand now (design.md §4.2, engine.md §3): a
 * provisional date becomes firm, a later version or a local notice moves what spans its days, and the lists move with it, and whom it concerns is told.
 * Reads without locks; only cases whose dates differ are locked, one by one. Safe to run again, by any number of processes.
 *
 * @returns how many clocks changed
 */
export async function recomputeClocks(db: Db, run: Runner): Promise<number> {
  const mark = await markOf(db, run);
  let changed = 0;
  for (const region of await regionsWithClocks(db)) {
    for (let after: OpenClock | undefined; ; ) {
      const clocks = await openClocks(db, region, after, page);
      for (const caseId of await differing(db, run, clocks)) changed += await transact(db, (tx) => recomputeCase(tx, run, region, caseId));
      after = clocks.at(-1);
      if (clocks.length < page) break;
    }
  }
  if (mark !== undefined) await keepCalendarMark(db, mark);
  return changed;
}

/** Whether the notices are others than those the clocks were last computed under; then computes them. */
export async function followCalendars(db: Db, run: Runner): Promise<void> {
  const mark = await markOf(db, run);
  if (mark !== undefined && mark !== await keptCalendarMark(db)) await recomputeClocks(db, run);
}

function markOf(db: Db, run: Runner): Promise<string | undefined> {
  return transact(db, async (tx) => run.directory.calendarMark?.(tx));
}

async function differing(db: Db, run: Runner, clocks: readonly OpenClock[]): Promise<ReadonlySet<string>> {
  return transact(db, async (tx) => {
    const deed = await deedOf(tx, run.directory);
    const found = new Set<string>();
    for (const clock of clocks) if (!found.has(clock.caseId) && !isSame(clock, refold(clock, await deed.calendar(clock.calendar)))) found.add(clock.caseId);
    return found;
  });
}

async function recomputeCase(tx: Tx, run: Runner, region: RegionCode, id: string): Promise<number> {
  const deed = await deedOf(tx, run.directory);
  const loaded = await loadLocked(tx, { region, id });
  if (loaded === undefined) return 0;
  const clocks: ClockRecord[] = [];
  const changed: ClockRecord[] = [];
  for (const clock of loaded.clocks) {
    const next = clock.stoppedOn === null ? refold(clock, await deed.calendar(clock.calendar)) : clock;
    // A day that is still to come has not been missed.
    const fresh = next !== clock && next.dueOn >= deed.today ? { ...next, lapsedOn: null } : next;
    clocks.push(fresh);
    if (!isSame(clock, fresh)) changed.push(fresh);
  }
  const { table } = run.process(loaded.row.kind);
  await writeClocks(tx, region, id, changed);
  await rewriteWork(deed, table, { ...loaded, clocks });
  for (const clock of changed) await tell(tx, table, loaded, clock);
  return changed.length;
}

/** Never silently (design.md §4.2): whoever is bound hears of a day that moved, and both sides of a case that has left its department. */
async function tell(tx: Tx, table: AnyProcedure, { row, clocks }: Loaded, now: ClockRecord): Promise<void> {
  const before = clocks.find((clock) => clock.name === now.name && clock.nth === now.nth);
  if (before === undefined || before.dueOn === now.dueOn || now.stoodOn !== null) return;
  const text = `{number} {title}：${table.clocks[now.name]?.zh ?? now.name}的截止日由${before.provisional ? '暂定的' : ''} ${before.dueOn} 改为 ${now.dueOn}，系放假安排公布、变更后重新计算`;
  const orgs = new Set([now.bound, ...(row.privateTo === null ? [row.requester, row.provider] : [])]);
  for (const org of orgs) if (org !== null) await addOutbox(tx, { region: row.region, id: uuidv7(), topic: 'notice.org', body: { org, post: null, text, caseId: row.id } });
}

function isSame(a: ClockRecord, b: ClockRecord): boolean {
  return a.dueOn === b.dueOn && a.plainOn === b.plainOn && a.provisional === b.provisional && a.nearOn === b.nearOn && a.redOn === b.redOn && a.stoodOn === b.stoodOn;
}
