import { sql } from 'kysely';
import { transact } from '../postgres/database.ts';
import { deedOf } from './deed.ts';
import type { Engine } from './engine.ts';
import { refOf } from './ref.ts';
import { rewriteWork, workOf } from './rewrite-work.ts';
import type { Ref } from './store/case-record.ts';
import { lockCase, readHistory, type Loaded, type WorkRecord } from './store/cases.ts';
import type { NewWork } from './store/write-move.ts';

const page = 200;

/**
 * Makes the worklist rows of every open case again and compares them with what stands; sets right what differs where
 * asked to. Returns the cases that differed: an empty list is what is expected.
 */
export async function checkWorklists(engine: Engine, repair: boolean): Promise<string[]> {
  const wrong: string[] = [];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<Ref>`select region, id from legal_case where id > ${after}::uuid and open order by id limit ${page}`.execute(engine.db);
    for (const ref of rows) if (!(await checkOne(engine, ref, repair))) wrong.push(refOf(ref));
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return wrong;
    after = last.id;
  }
}

async function checkOne(engine: Engine, ref: Ref, repair: boolean): Promise<boolean> {
  return transact(engine.db, async (tx) => {
    const row = await lockCase(tx, ref);
    const process = engine.processes.find((each) => each.table.name === row?.kind);
    if (row === undefined || process === undefined) return true;
    const deed = await deedOf(tx, engine.directory);
    const loaded: Loaded = await readHistory(tx, row);
    const same = equal(loaded.work, await workOf(deed, process.table, loaded));
    if (!same && repair) await rewriteWork(deed, process.table, loaded);
    return same;
  });
}

function equal(stands: readonly WorkRecord[], should: readonly NewWork[]): boolean {
  const key = (row: Pick<WorkRecord, 'org' | 'post' | 'dueOn' | 'why'>) => `${row.org} ${row.post} ${row.dueOn} ${row.why}`;
  const [a, b] = [stands.filter((row) => row.why !== 'copy').map(key).sort(), should.map(key).sort()];
  return a.length === b.length && a.every((each, at) => each === b[at]);
}
