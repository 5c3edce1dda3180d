import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from '../../platform/config.ts';
import { makeFolder } from '../../platform/folder.ts';
import { placeOf, removeTemporary } from '../../platform/postgres/place.ts';
import { findPostmaster } from '../../platform/postgres/postmaster.ts';
import { sayRefusedFile } from '../../platform/system-refusal.ts';
import { newPassword } from './cast.ts';
import { startConsumer } from './consumer.ts';
import { startPlatform } from './platform.ts';
import { startProvider } from './provider.ts';
import { catalogue } from './story/catalogue.ts';
import { conditional, query } from './story/conditional.ts';
import { correction } from './story/correction.ts';
import { dispute } from './story/dispute.ts';
import { late, quota, suspension } from './story/in-force.ts';
import { proof, usage } from './story/proof.ts';
import { setUp } from './story/set-up.ts';
import { unconditional } from './story/unconditional.ts';
import type { World } from './story/world.ts';
import { teller } from './tell.ts';

/**
 * `npm run demo`: the main job on real input, through the interfaces that console and systems use. Stays up until
 * Ctrl-C; with `--json` it prints one object a step and ends, unless `--keep`.
 */
const asJson = process.argv.includes('--json');
const stay = !asJson || process.argv.includes('--keep');
const tell = teller(asJson, Date.now());
const closing: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
let starting: Promise<unknown> = Promise.resolve();

/** What starts is ended with the rest; a signal that comes meanwhile waits for it, or it would outlive us. */
function opened<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
  const whole = start.then((it) => {
    closing.push(() => it.stop());
    return it;
  });
  starting = whole.catch(() => undefined);
  return whole;
}

/** Everything in the reverse order of its start; twice is once. */
function end(): Promise<void> {
  ending ??= (async () => {
    await starting;
    for (const close of closing.reverse()) await close().catch((error: unknown) => tell.say(String(error)));
  })();
  return ending;
}

const markFile = '.shuqiao-demo';

/** The home must be empty or an earlier demonstration's, which is cleared; without one a temporary home is made and removed at the end. */
function demoHome(): string {
  const named = process.env['SHUQIAO_HOME']?.trim();
  if (!named) {
    const home = mkdtempSync(join(tmpdir(), 'shuqiao-demo-'));
    closing.push(async () => removeTemporary(home));
    return home;
  }
  const home = resolve(named);
  makeFolder(home);
  const used = readdirSync(home);
  if (used.length > 0 && !used.includes(markFile)) throw new Error(`SHUQIAO_HOME=${home} 里已有别的内容。演示只在空目录或者以前演示留下的目录中进行，不会动已有的数据；请换一个目录，或者不设 SHUQIAO_HOME。`);
  if (used.some((name) => isRunning(join(home, name)))) throw new Error(`SHUQIAO_HOME=${home} 里有一个平台正在运行。请先结束它，或者换一个目录。`);
  for (const name of used) removeTemporary(join(home, name));
  writeFileSync(join(home, markFile), '');
  return home;
}

/** Whether a database runs in this home. */
function isRunning(home: string): boolean {
  return existsSync(join(home, 'postgres')) && findPostmaster(placeOf(home).data) !== undefined;
}

async function main(): Promise<void> {
  const home = demoHome();
  const port = process.env['PORT'] ? readConfig({ PORT: process.env['PORT'] }).port : undefined;
  const provider = await opened(startProvider(join(home, 'provider'), newPassword()));
  if (ending !== undefined) return;
  const platform = await startPlatform(join(home, 'platform'), port, (stop) => closing.push(stop));
  const consumer = startConsumer();
  closing.push(() => consumer.stop());
  const world: World = { platform, provider, tell, desks: new Map(), consumer };

  await setUp(world);
  const { schools, people } = await catalogue(world);
  await unconditional(world, schools);
  const granted = await conditional(world, people);
  await quota(world, people);
  await suspension(world, granted);
  await correction(world, people, granted);
  const overdue = await late(world, people);
  await dispute(world, overdue);
  const callRecords = await usage(world, granted);
  const ledger = await proof(world);
  const { rid, sid, appKey } = granted.credential;
  tell.done({ done: true, baseUrl: platform.base, rid, sid, appKey, query, case: granted.number, callRecords, ledger });
  if (stay) farewell(world);
}

function farewell({ platform, desks }: World): void {
  const lines = [...desks.values()].map(({ account }) => `  ${account.login.padEnd(12)} ${account.password}  ${account.label}${account.otpauth === null ? '' : `\n               ${account.otpauth}`}`);
  tell.say(`\n演示完成，平台仍在运行：${platform.base}\n\n账号和口令（只在这一次运行中有效；带 otpauth 的须用动态码）：\n${lines.join('\n')}\n\n按 Ctrl-C 结束。`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void end().then(() => process.exit(0)));
}
try {
  await main();
  if (!stay) await end();
} catch (error) {
  if (ending === undefined) tell.say(sayRefusedFile(error) ?? (error instanceof Error ? error.message : String(error)));
  await end();
  process.exitCode = 1;
}
