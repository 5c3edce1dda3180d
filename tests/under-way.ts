import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect } from 'vitest';
import { call, refresh, restCall, tokenFor } from '../plane/client.fixture.ts';
import type { WireKey } from '../plane/client.fixture.ts';
import type { Entry } from './market.ts';
import { someGraduate } from './provider.ts';
import { clientsOf } from './town.ts';

/** Work that goes on while servers are killed, ended or replaced: what was acknowledged is noted, to be found afterwards once. */
export interface Work {
  readonly entry: Entry;
  readonly tokens: ReadonlyMap<string, string>;
  /** A console, a gateway to turn to next. */
  readonly desk: () => string;
  readonly gate: () => string;
  readonly moves: Acknowledged[];
  /** Names that acknowledged calls carried, each with the moment of its answer. */
  readonly calls: Map<string, number>;
  /** Calls that were answered, and not with data: a refusal. What met no server is none. */
  readonly refused: string[];
  over: boolean;
}

export interface Acknowledged { readonly ref: string; readonly act: string; readonly requestId: string; readonly version: number }

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks with one request id until there is an answer, however often servers die meanwhile. */
async function insists(work: Work, path: string, body: object, version?: number): Promise<{ answer: { ref: string; version: number } | undefined; requestId: string }> {
  const requestId = randomUUID();
  while (!work.over) {
    const client = clientsOf(work.desk(), work.tokens)('labour.clerk');
    const got = await client.ask('POST', path, body, { 'idempotency-key': requestId, ...(version === undefined ? {} : { 'if-match': `"${version}"` }) }).catch(() => undefined);
    if (got?.status === 200) {
      await pause(10);
      return { answer: got.body, requestId };
    }
    if (got !== undefined && got.status < 500) throw new Error(`${path}: ${got.status} ${JSON.stringify(got.body)}`);
    await pause(40);
  }
  return { answer: undefined, requestId };
}

/** Opens applications and comments on them, four moves each. */
export async function mover(work: Work): Promise<void> {
  const { entry } = work;
  while (!work.over) {
    const opened = await insists(work, '/api/application', { entryRegion: entry.region, entry: entry.id });
    if (opened.answer === undefined) return;
    const { ref } = opened.answer;
    let { version } = opened.answer;
    work.moves.push({ ref, act: 'create', requestId: opened.requestId, version });
    for (const act of ['comment', 'comment', 'withdraw']) {
      const moved = await insists(work, `/api/application/${ref}/${act}`, act === 'comment' ? { opinion: '核对中' } : {}, version);
      if (moved.answer === undefined) return;
      ({ version } = moved.answer);
      work.moves.push({ ref, act, requestId: moved.requestId, version });
    }
  }
}

/** Calls the gateway, each call under a name of its own, which its record carries; at one door or the other. */
export async function caller(work: Work, key: WireKey, door: 'national' | 'rest', name: string): Promise<void> {
  let secret: string | undefined;
  for (let n = 0; !work.over; n += 1) {
    const person = `${name}-${n}`;
    const base = work.gate();
    const asked = { query: { id_number: someGraduate }, headers: { 'shuqiao-person': person } };
    secret ??= await (door === 'rest' ? tokenFor(base, key, { impatient: true }).then(({ token }) => token) : refresh(base, key, { impatient: true }).then((fetched) => fetched.secret)).catch(() => undefined);
    const answer = secret === undefined ? undefined : await (door === 'rest' ? restCall(base, key, { token: secret, impatient: true, ...asked }) : call(base, key, { secret, impatient: true, ...asked })).catch(() => undefined);
    const rows = door === 'rest' ? (answer?.json as { data?: unknown } | undefined)?.data : answer?.json;
    if (Array.isArray(rows) && rows.length === 1) {
      work.calls.set(person, Date.now());
      await pause(10); // servers that start beside it get their share of the machine
    } else {
      if (answer !== undefined) work.refused.push(answer.text.slice(0, 300));
      secret = answer === undefined ? secret : undefined;
      await pause(40);
    }
  }
}

/** Two movers and two callers a key, until the work is over. */
export function goesOn(work: Work, keys: readonly WireKey[]): Promise<unknown> {
  return Promise.all(keys.flatMap((key, n) => [mover(work), caller(work, key, n % 2 === 0 ? 'national' : 'rest', `c${n}-${randomUUID().slice(0, 8)}`)]));
}

/** Every acknowledged move and call is in the database, exactly once. Records are shipped within a second of a quiet machine. */
export async function foundOnce(work: Pick<Work, 'moves' | 'calls'>, pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ ref: string; act: string; version: number; request_id: string }>(
    "select region || '-' || case_id as ref, act, version, request_id::text from case_move where request_id is not null");
  const byRequest = new Map(rows.map((row) => [row.request_id, row]));
  expect(byRequest.size).toBe(rows.length);
  for (const { ref, act, requestId, version } of work.moves) expect(byRequest.get(requestId), `${act} of ${ref}`).toMatchObject({ ref, act, version });
  const counts = async (): Promise<Map<string, number>> => new Map((await pool.query<{ person: string; n: number }>(
    'select person, count(*)::int as n from call_record where person is not null group by person')).rows.map((row) => [row.person, row.n]));
  const missing = (found: Map<string, number>): string[] => [...work.calls.keys()].filter((person) => found.get(person) !== 1);
  let found = await counts();
  for (const end = Date.now() + 60_000; missing(found).length > 0 && Date.now() < end;) {
    await pause(200);
    found = await counts();
  }
  expect(missing(found)).toEqual([]);
  expect([...found.values()].filter((n) => n > 1)).toEqual([]);
}
