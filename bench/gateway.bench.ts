/**
 * Gateway call against bare Fastify and `pg` with the same named SELECT (design.md §8, engine.md §7): 32 connections,
 * interleaved rounds, all checks and the durable record on, records shipped to the database meanwhile. Client,
 * gateway, bare server and both databases share the machine. Wanted: ratio ≥ 0.80, P99 ≤ 1.5 × that of bare.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { refresh } from '../plane/client.fixture.ts';
import { idOf, prepare, region, rows } from './gateway/data.ts';
import { childPath } from './gateway/child.ts';
import { cpuMs } from './gateway/cpu.ts';
import type { BareStart } from './gateway/bare.ts';
import type { Load, Measured } from './gateway/load.ts';
import type { ServedStart } from './gateway/served.ts';
import { machine, median, round, say } from './machine.ts';
import type { Bench } from './run.ts';

const connections = 32;
const pool = 16;

export const bench: Bench = {
  about: 'gateway call, all checks and the durable record, against bare Fastify + pg',
  async run({ quick }) {
    const [rounds, ms] = quick ? [3, 1_500] : [9, 4_000];
    const data = await prepare();
    const children: ChildProcess[] = [];
    const start = async <T>(file: string, message: object): Promise<{ child: ChildProcess; answer: T }> => {
      const child = fork(childPath(file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      children.push(child);
      child.send(message);
      return { child, answer: ((await once(child, 'message')) as [T])[0] };
    };
    try {
      say(machine());
      say(`data: ${rows} invented people, six columns, one masked in SQL, one row a call by primary key; PostgreSQL 18 twice, fsync on; ${connections} connections, ${pool} to the provider, ${rounds} rounds of ${ms} ms`);
      const given = [idOf(0)];
      const values = data.plan.values(given, 101, 0);
      if (values.some(Buffer.isBuffer)) throw new Error('the bench sends its values as JSON');
      const bare = await start<{ port: number }>('bare', { url: data.providerUrl, statement: data.plan.statement(given), values: values as string[], keyAt: values.indexOf(idOf(0)), pool } satisfies BareStart);
      const served = await start<{ port: number }>('served', { url: data.platformUrl, home: data.home, masterKey: data.masterKey, region, records: 'file' } satisfies ServedStart);
      const client = fork(childPath('load'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      children.push(client);
      const load = async (of: Load): Promise<Measured> => {
        client.send(of);
        return ((await once(client, 'message')) as [Measured])[0];
      };
      const secret = (await refresh(`http://127.0.0.1:${served.answer.port}`, data.key)).secret as string;
      const sides = {
        bare: (): Load => ({ port: bare.answer.port, requests: requests((n) => `GET /bare?id=${idOf(n)} HTTP/1.1\r\nhost: bench\r\n\r\n`), connections, ms, expect: 'school' }),
        gateway: (): Load => ({ port: served.answer.port, requests: requests((n) => `GET /httpproxy?id=${idOf(n)} HTTP/1.1\r\nhost: bench\r\n${signed(data.key, secret)}\r\n`), connections, ms, expect: 'school' }),
      };
      for (const side of ['bare', 'gateway'] as const) await load({ ...sides[side](), ms: quick ? 500 : 2_000 }); // warm
      const seen: Record<'bare' | 'gateway', Measured[]> = { bare: [], gateway: [] };
      for (let n = 0; n < rounds; n += 1) {
        for (const side of n % 2 === 0 ? (['bare', 'gateway'] as const) : (['gateway', 'bare'] as const)) {
          const cpus = () => [cpuMs({ pid: (side === 'bare' ? bare : served).child.pid }), cpuMs({ postmaster: data.postmasters[0] }), cpuMs({ postmaster: data.postmasters[1] }), cpuMs({ pid: client.pid })];
          const before = cpus();
          const measured = await load(sides[side]());
          const used = cpus().map((ms, at) => Math.round(((ms - (before[at] as number)) * 1_000) / measured.answers));
          if (measured.wrong > 0) throw new Error(`${measured.wrong} answers of ${side} were wrong`);
          seen[side].push(measured);
          say(`round ${n + 1} ${side.padEnd(8)} ${Math.round(measured.perSecond)}/s  P50 ${round(measured.p50Ms, 2)} ms  P99 ${round(measured.p99Ms, 2)} ms  processor µs a call: server ${used[0]}, platform's database ${used[1]}, provider's ${used[2]}, client ${used[3]}`);
        }
      }
      served.child.send('done');
      const { maxRssMb } = ((await once(served.child, 'message')) as [{ maxRssMb: number }])[0];
      served.child.kill('SIGTERM');
      await once(served.child, 'exit');
      const answered = seen.gateway.reduce((sum, each) => sum + each.answers, 0);
      const stored = await data.stored();
      say(`records: ${stored} in the database for ${answered} answers in rounds, and those of the warm-up`);
      if (stored < answered) throw new Error('answers without a record');
      const ratios = seen.gateway.map((each, n) => each.perSecond / (seen.bare[n] as Measured).perSecond);
      say(`ratios: ${ratios.map((ratio) => round(ratio, 2)).join(' ')}`);
      return { ratio: round(median(ratios)), p99Ms: round(median(seen.gateway.map((each) => each.p99Ms))), bareP99Ms: round(median(seen.bare.map((each) => each.p99Ms))), maxRssMb: round(maxRssMb, 1) };
    } finally {
      for (const child of children) child.kill('SIGTERM');
      await data.stop();
    }
  },
};

/** A thousand prepared requests over the whole table. */
function requests(make: (n: number) => string): string[] {
  return Array.from({ length: 1_000 }, (_, n) => make((n * 7_919) % rows));
}

/** Each with its own time, as a client that signs every call would send them. */
let clock = 0;
function signed(key: { readonly rid: string; readonly sid: string }, secret: string): string {
  const rtime = String(Date.now() - (clock = (clock + 1) % 1_000));
  const sign = createHmac('sha256', secret).update(key.sid + key.rid + rtime).digest('base64');
  return `gjgxjhpt_rid: ${key.rid}\r\ngjgxjhpt_sid: ${key.sid}\r\ngjgxjhpt_rtime: ${rtime}\r\ngjgxjhpt_sign: ${sign}\r\n`;
}
