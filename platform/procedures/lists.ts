import type { AnyProcedure } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { caseRows, standing } from './case-rows.ts';
import type { CasePage, CaseQuery } from './contract.ts';
import { readCursor, timeKey, writeCursor } from './cursor.ts';
import { deedAt } from './deed.ts';
import type { Actor } from './ports.ts';
import type { Process } from './process.ts';
import { questionOf } from './question.ts';
import { isOfficer } from './reach.ts';
import type { Runner } from './runner.ts';
import { CAP, countCases, pageOfCases, type CaseFilter } from './store/case-lists.ts';
import { notesAsked } from './store/listed.ts';
import { searchCases, type Narrowed } from './store/case-search.ts';
import { besideOf } from './store/waiting.ts';
import { deskOf } from './worklist.ts';

/** The cases of one kind in which the actor's organisation has a part, by key, newest movement first. */
export async function listCases(run: Runner, tx: Tx, actor: Actor, process: Process, query: CaseQuery): Promise<CasePage> {
  const deed = await deedAt(tx, run.directory, actor);
  const filter: CaseFilter = {
    org: actor.org, kind: process.table.name, officer: isOfficer(actor), sides: sidesOf(actor, query), states: statesOf(process.table, query), notes: notesAsked([process]),
    after: readCursor(query.after, timeKey), limit: query.size + 1,
  };
  const narrow = { question: questionOf(query.q), lamp: query.lamp === undefined ? null : { kind: query.lamp, today: deed.today, weights: weightsOf(process.table) } };
  const found = narrow.question === null && narrow.lamp === null ? await wholeList(tx, filter) : await searchCases(tx, filter, narrow);
  const page = found.rows.slice(0, query.size);
  const last = page.at(-1);
  const next = found.rows.length > query.size && last ? writeCursor(last.at, last.row.id) : found.lookedTo === null ? null : writeCursor(found.lookedTo.at, found.lookedTo.id);
  const beside = await besideOf(tx, await deskOf(deed, actor), page.map(({ row }) => row));
  return { rows: await caseRows(run, deed, actor.org, page.map((each) => ({ ...each, ...beside.get(each.row.id) }))), after: next, total: found.total, totalCapped: found.more };
}

async function wholeList(tx: Tx, filter: CaseFilter): Promise<Narrowed> {
  const rows = await pageOfCases(tx, filter);
  const total = await countCases(tx, filter);
  return { rows, total, more: total >= CAP, lookedTo: null };
}

function sidesOf(actor: Actor, { side }: CaseQuery): CaseFilter['sides'] {
  if (isOfficer(actor)) return ['other'];
  return side === 'any' ? ['requester', 'provider', 'authority', 'other'] : side === 'authority' ? ['authority', 'other'] : [side];
}

/** A case is open until a final state, so this too is a choice of states. */
function statesOf(table: AnyProcedure, { state, open }: CaseQuery): string[] {
  const states: AnyProcedure['states'] = table.states;
  return Object.keys(states).filter((each) => (state === undefined || each === state) && (open === undefined || (states[each]?.final !== true) === (open === 'true')));
}

const weightsOf = (table: AnyProcedure): Readonly<Record<string, number>> => Object.fromEntries(Object.keys(table.clocks).map((name) => [name, standing(table, name)]));
