import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The platform as an office would start it: a process of its own, on loopback, with a mark. */
export interface RunningPlatform {
  readonly base: string;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  /** One-time address of the first set-up, from the home. */
  setupToken(): string;
}

/** The root of the build: this file lies in operate/demo/. */
export const builtRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const built = (path: string) => join(builtRoot, `${path}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`);

const readyWithin = 60_000;

/** @param spawned  told how to end it as soon as there is something to end */
export async function startPlatform(home: string, port: number | undefined, spawned: (stop: () => Promise<void>) => void): Promise<RunningPlatform> {
  const chosen = port === undefined ? await freePort() : await mustBeFree(port);
  const env: NodeJS.ProcessEnv = { ...process.env, SHUQIAO_HOME: home, SHUQIAO_MARK: 'demo', SHUQIAO_REACH: '127.0.0.0/8', HOST: '127.0.0.1', PORT: String(chosen) };
  for (const name of ['DATABASE_URL', 'DATABASE_ADMIN_URL', 'TLS_CERT', 'TLS_KEY', 'TRUST_PROXY', 'SHUQIAO_ROLES', 'SHUQIAO_MASTER_KEY', 'SHUQIAO_MASTER_KEY_FILE']) delete env[name];
  const child = spawn(process.execPath, [built('main')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  spawned(() => stopChild(child));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => said.push(bytes.toString()));
  const base = `http://127.0.0.1:${chosen}`;
  await untilHealthy(base, child, said);
  return {
    base, home, env,
    setupToken: () => readFileSync(join(home, 'setup.url'), 'utf8').trim().split('/').at(-1) ?? '',
  };
}

async function untilHealthy(base: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const until = Date.now() + readyWithin;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const ok = await fetch(`${base}/healthz`).then((answer) => answer.ok, () => false);
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`平台没有启动：\n${said.join('')}`);
}

export function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Whatever answers there already is not our platform. 0 is any free one, as `npm start` has it. */
function mustBeFree(port: number): Promise<number> {
  return freePort(port).catch(() => {
    throw new Error(`端口 ${port} 已被占用，请用 PORT 另选一个，或者不设 PORT。`);
  });
}

export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
