import type { AnyProcedure } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { caseRows } from './case-rows.ts';
import type { CasePage, Waiting, WorklistQuery } from './contract.ts';
import { dayKey, readCursor, writeCursor } from './cursor.ts';
import { deedAt } from './deed.ts';
import type { Actor } from './ports.ts';
import { questionOf } from './question.ts';
import type { Runner } from './runner.ts';
import { notesAsked } from './store/listed.ts';
import { countStanding, countWaiting, pageOfStanding, type WaitingCount } from './store/waiting.ts';
import { pageOfOwed, type Awaiting } from './store/owed.ts';
import { deskOf } from './worklist.ts';
import { sideOf } from './worklist-sides.ts';

/** The badges of the menu: what waits by kind and side. Extensions asked of an authority are an entry of their own. */
export async function readWaiting(run: Runner, tx: Tx, actor: Actor): Promise<Waiting> {
  const deed = await deedAt(tx, run.directory, actor);
  const lines = await countWaiting(tx, { ...(await deskOf(deed, actor)), today: deed.today });
  const key = (line: WaitingCount) => (line.why === 'extension' ? 'extension' : `${line.kind}.${sideOf(run.process(line.kind as never).table, line)}`);
  const sides: Record<string, { all: number; pressing: number }> = {};
  for (const name of ['all', ...new Set(lines.map(key))]) {
    const own = lines.filter((line) => name === 'all' || key(line) === name);
    sides[name] = { all: own.reduce((n, line) => n + line.all, 0), pressing: own.reduce((n, line) => n + line.pressing, 0) };
  }
  return { sides };
}

/** 停计，等对方: cases in which a clock of this organisation stands because another is awaited. Nobody here has to do anything. */
export async function readStanding(run: Runner, tx: Tx, actor: Actor, query: WorklistQuery): Promise<CasePage> {
  const deed = await deedAt(tx, run.directory, actor);
  const found = await pageOfStanding(tx, actor.org, { notes: notesAsked(run.all), kind: query.kind ?? null, question: questionOf(query.q), after: readCursor(query.after, dayKey), limit: query.size + 1 });
  const page = found.slice(0, query.size);
  const last = page.at(-1);
  const total = await countStanding(tx, actor.org);
  return {
    rows: await caseRows(run, deed, actor.org, page.map((row) => ({ ...row, note: `${row.stoodOn} 起停计` }))),
    after: found.length > query.size && last ? writeCursor(last.dueOn, last.row.id) : null, total, totalCapped: total >= 1_000,
  };
}

/** 对方已超期: cases of this organisation in which a limit of the other side, or of the authority, has passed. They may be pressed (催办). */
export async function readOwed(run: Runner, tx: Tx, actor: Actor, query: WorklistQuery): Promise<CasePage> {
  const deed = await deedAt(tx, run.directory, actor);
  const { rows: found, total } = await pageOfOwed(tx, actor.org, stepsOfOthers(run), { notes: notesAsked(run.all), today: deed.today, after: readCursor(query.after, dayKey), limit: query.size + 1 });
  const page = found.slice(0, query.size);
  const last = page.at(-1);
  const theirs = page.map((row) => ({ ...row, clocks: row.clocks.filter((clock) => clock.bound !== actor.org && clock.stoppedOn === null) }));
  return { rows: await caseRows(run, deed, actor.org, theirs), after: found.length > query.size && last ? writeCursor(last.dueOn, last.row.id) : null, total, totalCapped: false };
}

/** By side, the steps that another than this side takes. */
const stepsOfOthers = (run: Runner): Awaiting[] => run.all.flatMap(({ table }) => (['requester', 'provider'] as const).flatMap((side) => (table.parties.includes(side) ? Object.entries(table.states as AnyProcedure['states']) : [])
  .flatMap(([state, { final, lane }]) => (final === true || lane === side ? [] : [{ side, kind: table.name, state }]))));
