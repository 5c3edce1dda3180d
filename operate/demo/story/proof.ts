import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { built } from '../platform.ts';
import type { Granted } from './conditional.ts';
import { desk, type World } from './world.ts';

const run = promisify(execFile);
interface Verified { readonly ok: boolean; readonly size: number; readonly root: string; readonly moves: number; readonly say: string; readonly problems: readonly { readonly say: string }[] }

/** 29 ¶2: who used it for what, written by the platform; the requester adds what it was good for. */
export async function usage(world: World, granted: Granted): Promise<number> {
  const { tell } = world;
  tell.chapter('使用记录与存证');
  const clerk = desk(world, 'rs-jingban');
  await clerk.post(`/usage/${granted.grant}/records`, { kind: 'effect', matters: 312, papers: 624, text: '就业见习补贴实现“免证办”，申请人不再提交毕业证明和就业登记证明。' });
  const seen = await desk(world, 'jy-jingban').get<{ total: number }>(`/usage/${granted.grant}/calls?size=10`);
  tell.step(`使用过程由平台逐次记录，应用成效由需求部门填报；提供部门查阅到调用记录 ${seen.total} 条，查阅本身也留痕（第二十九条第二款）`, { callRecords: seen.total });
  return seen.total;
}

/** Verifies the whole; then alters one byte of a copy and finds it. */
export async function proof(world: World): Promise<{ size: number; head: string }> {
  const { tell, platform } = world;
  const whole = await ledger(world, ['verify']);
  tell.step(`ledger verify：${whole.say}；${whole.moves} 步办理记录与账本逐条一致`, { ok: whole.ok, size: whole.size });
  if (!whole.ok) throw new Error(whole.say);
  const file = join(platform.home, 'ledger-export.jsonl');
  await ledger(world, ['export', file]);
  const altered = join(platform.home, 'ledger-altered.jsonl');
  await copyFile(file, altered);
  const bytes = await readFile(altered);
  const at = bytes.indexOf('grant', Math.floor(bytes.length / 2));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(altered, bytes);
  const found = await ledger(world, ['verify', '--file', altered]);
  if (found.ok) throw new Error('改动一个字节没有被发现');
  tell.step(`把导出副本改动一个字节，再核对：${found.problems[0]?.say ?? found.say}`, { ok: found.ok });
  return { size: whole.size, head: whole.root };
}

async function ledger(world: World, args: readonly string[]): Promise<Verified> {
  const done = await run(process.execPath, [built('operate/cli'), 'ledger', ...args, '--json'], { env: world.platform.env, maxBuffer: 64 << 20 })
    .catch((error: { stdout?: string; code?: number }) => {
      if (error.stdout) return { stdout: error.stdout };
      throw error;
    });
  return JSON.parse(done.stdout) as Verified;
}
