/**
 * A reflux taken whole (Art. 24 ¶1): a million rows under codes of three lists of divisions (2019, 2021, 2023), of districts, townships and
 * villages, cut for a province and for a city with all that lies below them. Asked by the statement that the gateway runs for such a grant
 * (`planOf`), against the same SELECT by hand with a plain IN over the same codes; page after page of 1,000 by the key of the last row, both on
 * one connection, in turn.
 *
 *   npm run bench -- reflux [--json] [--rows n] [--quick]       (1,000,000 rows; quick: 100,000)
 *
 * `ratio`: pages a second of ours to pages a second by hand, the lower of province and city, a table without an index on the code; `ratioIndexed`:
 * with an index on left(code, 6). `blocks…`: blocks read for one page in the middle, which hang on no load. `lastPageMs` and `lastByNumberMs`: the
 * last page of the province by where it goes on, and by its number, as the national door asks. Rows that are counted: both answer the same.
 *
 * Seen at 1,000,000 rows under load (25, twelve times the work of two cores; times count for their ratio alone), 2026-11-29: `ratio` 0.985, `ratioIndexed`
 * 0.946; blocks of a page the same on both sides, 27,346 without and 2,947 with the index; last page of 35,651 rows by where it goes on 112 ms, by its number
 * 11,024 ms. So whoever holds such a table gives it an index on left(code, 6). Not done: the quiet run.
 */
import { loadavg } from 'node:os';
import pg from 'pg';
import { codesOf } from '../law/region-area.ts';
import { planOf, type Plan } from '../plane/service/plan.ts';
import type { CompiledGrant } from '../processes/grant/index.ts';
import { divisions } from '../processes/organisation/index.ts';
import type { Binding } from '../processes/resource/index.ts';
import { benchHome } from './home.ts';
import { machine, median, round, say } from './machine.ts';
import type { Bench } from './run.ts';

const pageRows = 1_000;
const areas = { province: ['320000'], city: ['320600'] } as const;
const columns = ['pupil_id', 'school', 'area_code'] as const;

/** Every code of every list, in turn: of six digits, of a township, of a village. */
async function fill(client: pg.Client, rows: number): Promise<void> {
  const codes = [...new Set([...divisions().present.keys(), ...divisions().former.keys()])].filter((code) => !code.endsWith('00'));
  await client.query('create schema share');
  await client.query('create table share.pupil (pupil_id text primary key, school text not null, area_code text)');
  await client.query(`insert into share.pupil select 'P' || lpad(n::text, 9, '0'), '虚构第 ' || n % 5000 || ' 小学',
      ($2::text[])[1 + (hashint8(n)::bigint & 2147483647) % array_length($2::text[], 1)] || case when n % 10 < 6 then '' when n % 10 < 8 then '001' else '001002' end
    from generate_series(1, $1::int) n order by hashint8(n + 7)`, [rows, codes]);
  await client.query('vacuum (analyze) share.pupil');
}

function planFor(codes: readonly string[]): Plan {
  const binding = {
    region: '320000', resource: '', entry: '', version: 1, connection: '', connectionVersion: 1, windows: [], schema: 'share', table: 'pupil', services: ['query'], order: [], keys: [], pageSize: pageRows, maxBytes: 16_777_216, timeoutMs: 30_000,
    columns: columns.map((column, i) => ({ n: i + 1, column, udt: 'text', kind: 'text', recordKey: i === 0 })),
  } as unknown as Binding;
  const grant = { serviceKind: 'query', masks: {}, items: columns.map((field, i) => ({ n: i + 1, field })), rowFilter: [{ item: 3, op: 'area', values: codes }] } as unknown as CompiledGrant;
  return planOf(grant, binding, Buffer.alloc(32));
}

type Statement = (after: string | undefined) => { readonly name: string; readonly text: string; readonly values: readonly unknown[] };
const ours = (plan: Plan): Statement => (after) => ({ ...plan.statement([], after !== undefined), values: plan.values([], pageRows + 1, 0, after === undefined ? undefined : [after]) });
const byHand = (codes: readonly string[]): Statement => (after) => ({
  name: `hand_${codes.length}${after === undefined ? '' : '>'}`,
  text: `select pupil_id, school, area_code, pupil_id from share.pupil where left(area_code, 6) in (${codes.map((code) => `'${code}'`).join(', ')})${after === undefined ? '' : ' and pupil_id > $1'} order by pupil_id limit ${pageRows + 1}`,
  values: after === undefined ? [] : [after],
});

interface Taken { readonly rows: number; readonly ms: number; readonly middle: string | undefined; readonly last: string | undefined }

/** All of an area, page after page. */
async function take(client: pg.Client, statement: Statement): Promise<Taken> {
  const began = performance.now();
  const starts: (string | undefined)[] = [undefined];
  for (let rows = 0; ;) {
    const { rows: page } = await client.query<(string | null)[]>({ ...statement(starts.at(-1)), values: [...statement(starts.at(-1)).values], rowMode: 'array' });
    rows += Math.min(page.length, pageRows);
    if (page.length <= pageRows) return { rows, ms: performance.now() - began, middle: starts[starts.length >> 1], last: starts.at(-1) };
    starts.push(page[pageRows - 1]?.[0] as string);
  }
}

async function blocksOf(client: pg.Client, { text, values }: ReturnType<Statement>): Promise<number> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { readonly Plan: Readonly<Record<string, number>> }[] }>(`explain (analyze, buffers, format json) ${text}`, [...values]);
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan ?? {};
  return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
}

interface Compared { readonly ratio: number; readonly rows: number; readonly blocks: readonly [ours: number, byHand: number]; readonly last: string | undefined }

async function compare(client: pg.Client, codes: readonly string[], rounds: number, of: string): Promise<Compared> {
  const [mine, hand] = [ours(planFor(codes)), byHand(codes)];
  const ratios: number[] = [];
  let [one, other] = [await take(client, mine), await take(client, hand)]; // warm
  for (let n = 0; n < rounds; n += 1) {
    if (n % 2 === 0) [one, other] = [await take(client, mine), await take(client, hand)];
    else [other, one] = [await take(client, hand), await take(client, mine)];
    if (one.rows !== other.rows) throw new Error(`${of}: ${one.rows} rows against ${other.rows}`);
    ratios.push(other.ms / one.ms);
    say(`${of}: ${one.rows} rows under ${codes.length} codes, ours ${round(one.ms, 0)} ms, by hand ${round(other.ms, 0)} ms`);
  }
  return { ratio: round(median(ratios)), rows: one.rows, blocks: [await blocksOf(client, mine(one.middle)), await blocksOf(client, hand(one.middle))], last: one.last };
}

async function timed(client: pg.Client, statement: { readonly text: string; readonly values: readonly unknown[] }): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const began = performance.now();
    await client.query({ text: statement.text, values: [...statement.values] });
    took.push(performance.now() - began);
  }
  return round(median(took), 1);
}

export const bench: Bench = {
  about: 'a reflux taken whole, cut by the codes of three lists, against a plain IN',
  async run({ quick, rows: wanted }) {
    const rows = wanted ?? (quick ? 100_000 : 1_000_000);
    const home = await benchHome(undefined, { durable: false });
    const client = new pg.Client({ connectionString: home.superUrl });
    await client.connect();
    try {
      await fill(client, rows);
      say(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}; ${rows} rows, PostgreSQL 18, fsync off`);
      const codes = { province: codesOf(divisions(), areas.province), city: codesOf(divisions(), areas.city) };
      const rounds = quick ? 3 : 5;
      const plain = [await compare(client, codes.province, rounds, 'province'), await compare(client, codes.city, rounds, 'city')] as const;
      const [{ last, rows: provinceRows }] = plain;
      const plan = planFor(codes.province);
      const lastPageMs = await timed(client, ours(plan)(last));
      const lastByNumberMs = await timed(client, { ...plan.statement([]), values: plan.values([], pageRows + 1, Math.floor((provinceRows - 1) / pageRows) * pageRows) });
      await client.query('create index on share.pupil (left(area_code, 6))');
      await client.query('vacuum (analyze) share.pupil');
      const indexed = [await compare(client, codes.province, rounds, 'province, indexed'), await compare(client, codes.city, rounds, 'city, indexed')] as const;
      return {
        rows, provinceRows, cityRows: plain[1].rows, codes: codes.province.length, ratio: Math.min(plain[0].ratio, plain[1].ratio), ratioIndexed: Math.min(indexed[0].ratio, indexed[1].ratio),
        blocks: plain[0].blocks[0], blocksByHand: plain[0].blocks[1], blocksIndexed: indexed[1].blocks[0], blocksIndexedByHand: indexed[1].blocks[1], lastPageMs, lastByNumberMs,
      };
    } finally {
      await client.end();
      await home.stop();
    }
  },
};
