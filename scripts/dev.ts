import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../platform/project.ts';

/**
 * `npm run dev`: database, server and a sample town (the demonstration, on port 8090), and beside it the console as it is
 * written (vite, port 8091), which asks that server. A change of the console shows at once; one of the server with the next start.
 */
const port = process.env['PORT'] ?? '8090';
const children: ChildProcess[] = [];

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, ...env } });
  child.once('exit', (code) => end(code ?? 1));
  children.push(child);
  return child;
}

let ending = false;
function end(code: number): void {
  if (ending) return;
  ending = true;
  process.exitCode = code;
  for (const child of children) child.kill('SIGTERM');
}
process.on('SIGINT', () => end(0));
process.on('SIGTERM', () => end(0));

run([join('scripts', 'run.mjs'), 'demo'], { PORT: port, SHUQIAO_CONSOLE_DIR: join(projectRoot, 'console') });
while (!ending && !(await isUp())) await pause(500);
if (!ending) run([join('node_modules', 'vite', 'bin', 'vite.js')], { NODE_ENV: 'development' });

async function isUp(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false);
}
