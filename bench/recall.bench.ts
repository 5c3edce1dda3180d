/**
 * Who received a record that was put right (Art. 26 ¶2): a correction that is upheld asks it for every record it names.
 *
 *   npm run bench -- recall [--json] [--rows n] [--quick]       (10,000,000 call records; quick: 1,000,000)
 *
 * So many calls of one record each, under forty grants on one entry and as many on others, a record received by four grants in the mean and
 * some by all; records of calls and `received` filled by SQL, as shipping fills them. Asked at a tenth of the size and at the whole,
 * each time of records chosen at random: the look-up as the product does it, grants of the entry included, one client, fsync on.
 * Bytes are those of the tables with their indexes. A record more in an answer, an index entry more: what it costs hangs on the number of
 * grants that received it, not on the number of calls.
 *
 * Disk: some 660 bytes a call, so 7 GB and 2 GB of log beside them for ten million, in the temporary folder's and the database's place; removed at the end.
 * Seen 2026-11-29, quiet, two cores, 10,000,000 calls, 9.7 million rows received: P50 0.91, P99 4.99 ms; at a tenth of the size 0.92 and 4.69; 500 records
 * at once 21 ms (4.8: each has 2.2 receivers instead of 0.2); 213 bytes a record received, 629 a call; five and a half minutes with everything.
 */
import { createHash, randomInt } from 'node:crypto';
import { loadavg } from 'node:os';
import pg from 'pg';
import type { Db } from '../platform/postgres/database.ts';
import { everGivenOn } from '../processes/grant/index.ts';
import { receiptsOf } from '../processes/usage/index.ts';
import { benchHome } from './home.ts';
import { machine, round, say } from './machine.ts';
import type { Bench } from './run.ts';

const region = '320800';
const entry = '01930000-0000-7000-8000-00000000e001';
const grantsOnEntry = 40;
const slice = 500_000;
const looks = 2_000;

/** Call n is of grant n % 80; the first forty are on the entry. The record of a call: in the mean four calls name the same. */
const grantOf = (n: string): string => `('01930000-0000-7000-8000-' || lpad(to_hex((${n}) % 80), 12, '0'))::uuid`;
const entryOf = (n: string): string => `case when (${n}) % 80 < ${grantsOnEntry} then '${entry}'::uuid else '01930000-0000-7000-8000-00000000e002'::uuid end`;
const keyOf = (n: string): string => `decode(md5('record ' || ${n}), 'hex')`;
/** Every hundredth call is for one of a thousand records that everybody asks for, the others for one of a quarter as many as there are calls. */
const recordOf = (n: string, calls: number): string => `case when hashint8(${n})::bigint & 127 = 0 then (hashint8(${n} + 1)::bigint & 2147483647) % 1000 else 1000 + (hashint8(${n})::bigint & 2147483647) % ${Math.max(1, Math.floor(calls / 4))} end`;

async function fill(client: pg.Client, from: number, to: number, calls: number): Promise<void> {
  for (let at = from; at < to; at += slice) {
    const made = `generate_series(${at}::bigint, ${Math.min(to, at + slice) - 1}::bigint) n`;
    await client.query(`insert into call_record (region, at, id, grant_id, application, caller, person, purpose, items, rows, bytes, params, status, ms, address, batch)
      select '${region}', now() - (random() * 3600) * interval '1 second', gen_random_uuid(), ${grantOf('n')}, '320800-01930000-0000-7000-8000-00000000a001', '11320800PDY0000286', 'clerk' || n % 50, '高校毕业生就业见习补贴资格核验',
        '1,2,4,5,6,7,8,9', 1, 240, ${keyOf("'p' || n")}, 'ok', 6, '10.32.8.17', '01930000-0000-7000-8000-00000000b001' from ${made}`);
    await client.query(`insert into received (region, entry, key_digest, grant_id, first_at, last_at)
      select '${region}', e, k, g, now(), now() from (select distinct ${entryOf('n')} as e, ${keyOf(recordOf('n', calls))} as k, ${grantOf('n')} as g from ${made}) fresh order by 2, 3, 4
      on conflict (region, entry, key_digest, grant_id) do update set last_at = excluded.last_at`);
  }
  await client.query('vacuum (analyze) received');
}

async function fillGrants(client: pg.Client): Promise<void> {
  await client.query(`insert into agreement (region, id, requester, provider, entry_region, entry, entry_version, purpose, term_from, state, body, disposal, delivered_on)
    select '${region}', ${grantOf('n')}, '11320800PD9' || lpad(n::text, 7, '0'), '11320800PDY00001X6', '${region}', ${entryOf('n')}, 1, '核验 ' || n, '2026-01-01', 'active',
      jsonb_build_object('mode', 'service', 'items', '[{"n":1},{"n":4}]'::jsonb, 'rowFilter', '[]'::jsonb, 'masks', '{}'::jsonb), '{}', '2026-01-02' from generate_series(0, 79) n`);
}

interface Times { readonly p50: number; readonly p99: number; readonly receivers: number; readonly page: number }

/** One record after the other, then five hundred at once, as a correction by file is worked off. */
async function ask(db: Db, calls: number): Promise<Times> {
  const chosen = (): Buffer => digest(randomInt(100) === 0 ? randomInt(1000) : 1000 + randomInt(Math.max(1, Math.floor(calls / 4))));
  const took: number[] = [];
  let receivers = 0;
  for (let n = 0; n < looks; n += 1) {
    const key = chosen();
    const began = performance.now();
    const [grants, receipts] = [await everGivenOn(db, region, entry), await receiptsOf(db, { region, entry }, [key])];
    const known = new Map(grants.map((grant) => [grant.id, grant.requester]));
    receivers += new Set(receipts.map((receipt) => known.get(receipt.grant))).size;
    took.push(performance.now() - began);
  }
  const many: Buffer[] = [];
  for (let n = 0; n < 500; n += 1) many.push(chosen());
  const began = performance.now();
  await receiptsOf(db, { region, entry }, many);
  const page = performance.now() - began;
  took.sort((a, b) => a - b);
  return { p50: round(took[Math.floor(looks / 2)] ?? 0, 2), p99: round(took[Math.floor(looks * 0.99)] ?? 0, 2), receivers: round(receivers / looks, 2), page: round(page, 1) };
}

const digest = (record: number): Buffer => createHash('md5').update(`record ${record}`).digest();

async function bytesOf(client: pg.Client, table: string): Promise<{ bytes: number; rows: number }> {
  const { rows } = await client.query<{ bytes: string; rows: string }>(`select (select sum(pg_total_relation_size(oid)) from pg_class where oid = '${table}'::regclass or oid in (select inhrelid from pg_inherits where inhparent = '${table}'::regclass)) as bytes, (select count(*) from ${table}) as rows`);
  return { bytes: Number(rows[0]?.bytes), rows: Number(rows[0]?.rows) };
}

export const bench: Bench = {
  about: 'who received a record, over ten million call records',
  async run({ quick, rows: given }) {
    const calls = given ?? (quick ? 1_000_000 : 10_000_000);
    const home = await benchHome();
    const client = new pg.Client({ connectionString: home.ownerUrl });
    try {
      await client.connect();
      await fillGrants(client);
      const tenth = Math.floor(calls / 10);
      await fill(client, 0, tenth, calls);
      const small = await ask(home.db, calls);
      await fill(client, tenth, calls, calls);
      const whole = await ask(home.db, calls);
      const [received, records] = [await bytesOf(client, 'received'), await bytesOf(client, 'call_record')];
      say(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}; ${calls} call records, ${received.rows} records received under a grant, PostgreSQL 18, fsync on`);
      say(`at ${tenth}: P50 ${small.p50} P99 ${small.p99} ms, ${small.receivers} receivers, 500 at once ${small.page} ms; at ${calls}: P50 ${whole.p50} P99 ${whole.p99} ms, ${whole.receivers} receivers, 500 at once ${whole.page} ms`);
      return {
        callRecords: calls, receivedRows: received.rows, p50Ms: whole.p50, p99Ms: whole.p99, p50MsAtTenth: small.p50, p99MsAtTenth: small.p99, ms500AtOnce: whole.page,
        bytesPerReceived: Math.round(received.bytes / Math.max(1, received.rows)), bytesPerCall: Math.round((received.bytes + records.bytes) / calls),
      };
    } finally {
      await client.end();
      await home.stop();
    }
  },
};
