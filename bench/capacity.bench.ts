import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { uuidv7 } from '../platform/postgres/uuid.ts';
import { copyLine, shipLines } from '../processes/usage/index.ts';
import { graduates, publishes, inUse, binds, connects } from '../tests/market.ts';
import { startProvider } from '../tests/provider.ts';
import { town } from '../tests/town.ts';
import { machine, say } from './machine.ts';
import type { Bench } from './run.ts';

/**
 * Disk per million calls, moves and entries: small numbers of each are really made, the growth of all tables with their
 * indexes is divided by how many there are. Bytes per row hardly depend on how many rows there are; B-trees that are
 * filled in order of time are as full small as large.
 */
const perBatch = 2_000;

/** Bytes on disk by what they belong to. */
const groups = {
  calls: ['call_record', 'call_batch', 'usage_day', 'usage_person', 'usage_sum', 'usage_added', 'usage_office'], received: ['received'], moves: ['case_move', 'legal_case', 'case_party', 'clock', 'worklist', 'case_request', 'case_number', 'case_find', 'work_done', 'outbox'],
  ledger: ['ledger_entry', 'ledger_pending', 'ledger_node', 'ledger_head', 'ledger_log'],
} as const;

async function sizes(client: pg.Client): Promise<Map<string, number>> {
  await client.query('vacuum');
  const { rows } = await client.query<{ name: string; bytes: string }>(`
    select coalesce(parent.relname, c.relname) as name, sum(pg_table_size(c.oid) + pg_indexes_size(c.oid))::bigint as bytes
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace group by 1`);
  return new Map(rows.map((row) => [row.name, Number(row.bytes)]));
}

function grown(before: Map<string, number>, after: Map<string, number>, tables?: readonly string[]): number {
  return [...after].filter(([name]) => tables === undefined || tables.includes(name)).reduce((sum, [name, bytes]) => sum + bytes - (before.get(name) ?? 0), 0);
}

const gb = (bytes: number): number => Math.round((bytes * 1e6) / 1024 ** 3 * 100) / 100;

async function measure(calls: number, entries: number): Promise<Readonly<Record<string, number>>> {
  const place = await town({ today: '2026-09-14', roles: 'console,gateway' });
  const provider = await startProvider();
  const client = new pg.Client({ connectionString: place.database.ownerUrl });
  await client.connect();
  const count = async (table: string): Promise<number> => Number((await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
  try {
    const connection = await connects(place, provider);
    const one = await publishes(place, graduates, { name: '样例零' });
    await binds(place, connection, one, 'graduate');
    await inUse(place, one);
    await place.settle();
    const start = await sizes(client);
    const [movesBefore, ledgerBefore] = [await count('case_move'), await count('ledger_entry')];
    for (let n = 0; n < entries; n += 1) await publishes(place, graduates, { name: `样例${n}` });
    await place.settle();
    const filled = await sizes(client);
    const [moves, ledgerEntries] = [await count('case_move') - movesBefore, await count('ledger_entry') - ledgerBefore];
    const grant = uuidv7();
    const ofEntry = uuidv7();
    for (let done = 0; done < calls; done += perBatch) await shipLines(place.database.pool, '320800', batch(grant, ofEntry));
    await place.settle();
    const last = await sizes(client);
    const of = (bytes: number, n: number): number => Math.round(bytes / n);
    const call = of(grown(filled, last, [...groups.calls, ...groups.ledger]), calls);
    const recordKey = of(grown(filled, last, groups.received), calls);
    const ledgerEntry = of(grown(start, filled, groups.ledger), ledgerEntries);
    const move = of(grown(start, filled, groups.moves), moves) + ledgerEntry;
    const entry = of(grown(start, filled) - grown(start, filled, [...groups.moves, ...groups.ledger]), entries); // versions, items, drafts, search; without the moves that made it
    say(`${machine()}; made ${calls} calls of one record key each, ${entries} entries of ${graduates.items.length} items, ${moves} moves, ${ledgerEntries} ledger entries`);
    return {
      bytesPerCall: call, bytesPerRecordKey: recordKey, bytesPerMove: move, bytesPerLedgerEntry: ledgerEntry, bytesPerEntry: entry,
      gbPerMillionCalls: gb(call), gbPerMillionRecordKeys: gb(recordKey), gbPerMillionMoves: gb(move), gbPerMillionEntries: gb(entry),
    };
  } finally {
    await client.end();
    await place.stop();
    await provider.stop();
  }
}

/** Calls as the gateway ships them: one row with one record key each, eight items asked. */
function batch(grant: string, entry: string): Buffer {
  let text = '';
  for (let n = 0; n < perBatch; n += 1) {
    text += copyLine({
      id: uuidv7(), atMs: Date.now(), region: '320800', grant, application: `320800-${entry}`, caller: '11320800PDY0000286', person: null, purpose: '高校毕业生就业见习补贴资格核验', items: '1,2,4,5,6,7,8,9',
      entryRegion: '320800', entry, rows: 1, bytes: 240, params: randomBytes(16).toString('hex'), status: 'ok', reason: null, repeats: 1, ms: 6, address: '10.32.8.17', claimed: null, ignored: null, keys: [randomBytes(16).toString('hex')],
    });
  }
  return Buffer.from(text, 'utf8');
}

export const bench: Bench = {
  about: 'disk per million calls, moves and entries',
  run: ({ quick }) => (quick ? measure(20_000, 10) : measure(100_000, 40)),
};
