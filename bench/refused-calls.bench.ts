/**
 * A million bad calls (engine.md §7): strangers with wrong signatures and pairs that do not exist. Wanted: the
 * database grows by less than 1 MB, and no answer but one text. `--quick`: a hundred thousand.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { childPath } from './gateway/child.ts';
import { prepare, region } from './gateway/data.ts';
import type { Load, Measured } from './gateway/load.ts';
import type { ServedStart } from './gateway/served.ts';
import { machine, round, say } from './machine.ts';
import type { Bench } from './run.ts';

export const bench: Bench = {
  about: 'a million bad calls and what they leave in the database',
  async run({ quick }) {
    const wanted = quick ? 100_000 : 1_000_000;
    const data = await prepare();
    const children: ChildProcess[] = [];
    try {
      say(machine());
      const served = fork(childPath('served'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const client = fork(childPath('load'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      children.push(served, client);
      served.send({ url: data.platformUrl, home: data.home, masterKey: data.masterKey, region, records: 'file' } satisfies ServedStart);
      const [{ port }] = (await once(served, 'message')) as [{ port: number }];
      const before = await data.bytes();
      let [answers, wrong, seconds] = [0, 0, 0];
      while (answers < wanted) {
        client.send({ port, requests: requests(data.key), connections: 64, ms: 5_000, expect: 'E-106' } satisfies Load);
        const [measured] = (await once(client, 'message')) as [Measured];
        answers += measured.answers;
        wrong += measured.wrong;
        seconds += measured.answers / measured.perSecond;
        say(`${answers} refused, ${Math.round(measured.perSecond)}/s, P99 ${round(measured.p99Ms, 2)} ms`);
      }
      if (wrong > 0) throw new Error(`${wrong} answers were another text`);
      served.send('done');
      const [{ maxRssMb }] = (await once(served, 'message')) as [{ maxRssMb: number }];
      served.kill('SIGTERM');
      await once(served, 'exit');
      return { calls: answers, perSecond: Math.round(answers / seconds), grewKb: Math.round((await data.bytes() - before) / 1_024), maxRssMb: round(maxRssMb, 1) };
    } finally {
      for (const child of children) child.kill('SIGTERM');
      await data.stop();
    }
  },
};

/** Half with a pair that stands and a wrong signature, half with pairs that never were. */
function requests(key: { readonly rid: string; readonly sid: string }): string[] {
  return Array.from({ length: 1_000 }, (_, n) => {
    const [rid, sid] = n % 2 === 0 ? [key.rid, key.sid] : [`nobody-${n}`, 's_sys_service001'];
    const sign = Buffer.alloc(32, n % 251).toString('base64');
    return `GET /httpproxy?id=1 HTTP/1.1\r\nhost: bench\r\ngjgxjhpt_rid: ${rid}\r\ngjgxjhpt_sid: ${sid}\r\ngjgxjhpt_rtime: ${Date.now()}\r\ngjgxjhpt_sign: ${sign}\r\n\r\n`;
  });
}
