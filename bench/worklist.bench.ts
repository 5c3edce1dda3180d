/**
 * Worklist page (design.md §8: 1 M open cases, P99 < 50 ms), as `GET /api/worklist` answers it: posts acted in, page by key,
 * counts by lamp, what was done this month, fifty rows with lamp and parties: one transaction each, the directory of the product.
 *
 *   npm run bench -- worklist [--json] [--quick]       (quick: 100,000 cases)
 *
 * Cases of every procedure that is registered, each in a state where somebody is awaited (`cases/kinds.ts`), with the product's own processes, so that
 * each kind on a page also reads its notes. A post of which a tenth of all cases wait, all kinds that ever await a clerk; eight clients without a
 * pause in one process with the engine, each in turn asks for the first page, the two after it, what is near its end, and what is late. Database in a
 * home of its own, fsync on.
 *
 * Seen before 2026-11-29 on two quiet cores (eleven statements a page in a transaction, applications alone): P50 55, P99 100 ms at 1,000,000
 * cases. Since then a page is three statements without a transaction, and all fourteen kinds are there. 2026-11-29, quiet, 1,000,000: P50 27.0, P99
 * 55.2 ms (engine and clients 2.1, database 3.7 ms of processor a page); once what is near no longer reads the late ones before it, 26.9 and 51.4
 * (2.3, 3.4). Counters come with the first page alone since: in one quarter of an hour in which the same machine was a seventh slower, 100,000 cases
 * without it 30.7 and 56.9, with it 28.6 and 54.7; the million then 30.7 and 64.2. Eight clients on two cores wait for each other: a page alone takes 6 ms.
 * Since the same day names and notes are read in the statement of the page, where each kind had one of its own, and a department that has few cases no longer
 * has its page planned anew (1.5 ms of the database, 0.3 since): two statements a page. Beside others (load 22, which raises all figures), 1,000,000 cases, the program
 * before and this in turn, engine and database: eight clients 3.95 and 4.03 ms of processor a page before, 1.80 and 2.56 since; one client 7.1 and 4.2, 2.7 and 2.8. The quiet run
 * with it, 1,000,000: P50 16.3, P99 36.4 ms, the worst kind of page 39.6 (1.2, 2.4).
 * Case lists at 1,000,000, one client: plain or by state 3 to 16 ms, a number 5 to 12, a word of one in a hundred titles 38, ten thousand late ones 240
 * (by index and sorted); these 107 ms of the database's processor then and 35 since clock_lit tells the case and its kind:
 * quiet 64 ms, 38 for the next page.
 */
import { loadavg } from 'node:os';
import { createDirectory } from '../processes/organisation/index.ts';
import { createEngine } from '../platform/procedures/index.ts';
import { allProcesses, type Parts } from '../operate/serve/processes.ts';
import type { Actor } from '../platform/procedures/ports.ts';
import type { Engine } from '../platform/procedures/engine.ts';
import { cpuMs } from './gateway/cpu.ts';
import { casesAtHome, type Cases } from './cases/data.ts';
import { awaitingEach } from './cases/kinds.ts';
import { machine, round, say } from './machine.ts';
import type { Bench } from './run.ts';

const size = 50;

/** One after the other until the time is up; times of each page in milliseconds. */
async function client(engine: Engine, actor: Actor, until: number): Promise<Map<string, number[]>> {
  const took = new Map<string, number[]>();
  const ask = async (name: string, query: { readonly after?: string; readonly lamp?: 'near' | 'late' }) => {
    const start = performance.now();
    const page = await engine.worklist(actor, { size, ...query });
    took.set(name, [...(took.get(name) ?? []), performance.now() - start]);
    if (page.rows.length !== size) throw new Error(`${name}: ${page.rows.length} rows`);
    return page.after ?? undefined;
  };
  while (performance.now() < until) {
    let after: string | undefined;
    for (const name of ['first', 'second', 'third']) after = await ask(name, after === undefined ? {} : { after });
    await ask('near', { lamp: 'near' });
    await ask('late', { lamp: 'late' });
  }
  return took;
}

/** Case lists of an authority, of an authority above with a part in every case, and of a party of a hundred: one client, for the eye. */
async function lists(engine: Engine, home: Cases): Promise<void> {
  for (const [n, actor] of home.readers.entries()) {
    const who = ['authority', 'above', 'aside'][n] ?? '';
    for (const query of [{}, { lamp: 'late' as const }, { state: 'received', open: 'true' as const }, { q: '2026-0000100' }, { q: '信息1000' }]) {
      const start = performance.now();
      const first = await engine.list(actor, 'application', { side: 'any', size, ...query });
      const half = performance.now();
      if (first.after !== null) await engine.list(actor, 'application', { side: 'any', size, ...query, after: first.after });
      say(`list of ${who.padEnd(9)} ${JSON.stringify(query).padEnd(36)} ${first.rows.length} of ${first.total}: ${round(half - start, 1)} ms, next ${round(performance.now() - half, 1)} ms`);
    }
  }
}

export const bench: Bench = {
  about: 'worklist page of a post at a million open cases, eight clients',
  async run({ quick }) {
    const count = quick ? 100_000 : 1_000_000;
    const home = await casesAtHome(count, Math.max(1_000, count / 100), awaitingEach);
    try {
      const engine = createEngine({ db: home.db, directory: createDirectory(), processes: allProcesses({ db: home.db, directory: createDirectory() } as Parts) }); // a list asks for neither keys nor providers
      const round8 = (ms: number) => Promise.all(home.clerks.map((actor) => client(engine, actor, performance.now() + ms)));
      await round8(2_000);
      say(`${machine()}, load ${loadavg()[0]?.toFixed(1) ?? ''}; ${count} open cases of ${awaitingEach.length} kinds, ${count / 10} of one post, ${home.clerks.length} clients, PostgreSQL 18, fsync on`);
      await lists(engine, home);
      const cpus = () => [cpuMs({ pid: process.pid }), cpuMs({ postmaster: home.postmaster })] as const;
      const before = cpus();
      const all = new Map<string, number[]>();
      for (const one of await round8(quick ? 6_000 : 20_000)) for (const [name, list] of one) all.set(name, [...(all.get(name) ?? []), ...list]);
      for (const [name, list] of all) say(`${name.padEnd(8)} ${String(list.length).padStart(6)} pages  P50 ${at(list, 0.5)} ms  P99 ${at(list, 0.99)} ms  worst ${at(list, 1)} ms`);
      const times = [...all.values()].flat();
      const [server, database] = cpus().map((ms, n) => round((ms - (before[n] ?? 0)) / times.length, 1));
      say(`processor a page: engine with clients ${server} ms, database ${database} ms; load ${loadavg()[0]?.toFixed(1) ?? ''}`);
      return { cases: count, pages: times.length, p50Ms: at(times, 0.5), p99Ms: at(times, 0.99) };
    } finally {
      await home.stop();
    }
  },
};

function at(list: readonly number[], part: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0, 1);
}
