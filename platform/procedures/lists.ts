import type { AnyProcedure } from '../../law/procedure.ts';
import type { Tx } from '../postgres/database.ts';
import { caseRows, standing } from './case-rows.ts';
import type { CasePage, CaseQuery } from './contract.ts';
import { readCursor, timeKey, writeCursor } from './cursor.ts';
import { deedAt } from './deed.ts';
import type { Actor } from './ports.ts';
import type { Process } from './process.ts';
import { isOfficer } from './reach.ts';
import type { Runner } from './run.ts';
import { countCases, pageOfCases, type CaseFilter } from './store/lists.ts';

/** The cases of one kind in which the actor's organisation has a part, by key, newest movement first. */
export async function listCases(run: Runner, tx: Tx, actor: Actor, process: Process, query: CaseQuery): Promise<CasePage> {
  const deed = await deedAt(tx, run.directory, actor);
  const filter: CaseFilter = {
    org: actor.org, kind: process.table.name, officer: isOfficer(actor), sides: isOfficer(actor) ? ['other'] : query.side === 'any' ? ['requester', 'provider', 'authority', 'other'] : query.side === 'authority' ? ['authority', 'other'] : [query.side],
    state: query.state ?? null, open: query.open === undefined ? null : query.open === 'true', q: query.q?.trim() || null,
    lamp: query.lamp === undefined ? null : { kind: query.lamp, today: deed.today, weights: weightsOf(process.table) },
    after: readCursor(query.after, timeKey), limit: query.size + 1,
  };
  const found = await pageOfCases(tx, filter);
  const total = await countCases(tx, filter);
  const page = found.slice(0, query.size);
  const last = page.at(-1);
  return {
    rows: await caseRows(run, deed, actor.org, page),
    after: found.length > query.size && last ? writeCursor(last.at, last.row.id) : null,
    total, totalCapped: total >= 1_000,
  };
}

const weightsOf = (table: AnyProcedure): Readonly<Record<string, number>> => Object.fromEntries(Object.keys(table.clocks).map((name) => [name, standing(table, name)]));
