import type { Tx } from '../postgres/database.ts';
import { caseRows } from './case-rows.ts';
import type { CasePage, CaseQuery } from './contract.ts';
import { readCursor, timeKey, writeCursor } from './cursor.ts';
import { deedOf } from './deed.ts';
import type { Actor } from './ports.ts';
import type { Process } from './process.ts';
import { isOfficer } from './reach.ts';
import type { Runner } from './run.ts';
import { countCases, pageOfCases, type CaseFilter } from './store/lists.ts';

/** The cases of one kind in which the actor's organisation has a part, by key, newest movement first. */
export async function listCases(run: Runner, tx: Tx, actor: Actor, process: Process, query: CaseQuery): Promise<CasePage> {
  const deed = await deedOf(tx, run.directory);
  const filter: CaseFilter = {
    org: actor.org, kind: process.table.name, officer: isOfficer(actor), sides: isOfficer(actor) ? ['other'] : query.side === 'any' ? ['requester', 'provider', 'authority', 'other'] : query.side === 'authority' ? ['authority', 'other'] : [query.side],
    state: query.state ?? null, open: query.open === undefined ? null : query.open === 'true', q: query.q?.trim() || null,
    after: readCursor(query.after, timeKey), limit: query.size + 1,
  };
  const found = await pageOfCases(tx, filter);
  const total = await countCases(tx, filter);
  const page = found.slice(0, query.size);
  const last = page.at(-1);
  const rows = await caseRows(run, deed, actor.org, page);
  return {
    rows: query.lamp === undefined ? rows : rows.filter((row) => row.lamp.kind === query.lamp),
    after: found.length > query.size && last ? writeCursor(last.at, last.id) : null,
    total, totalCapped: total >= 1_000,
  };
}
