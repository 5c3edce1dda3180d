import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../platform/project.ts';

/** The built platform as processes of its own, as `npm start` runs it: for tests that kill, end and replace them. */
export interface Served {
  readonly base: string;
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly startedInMs: number;
  /** Ends it and waits until it is gone; answers how long that took. */
  ends(signal: NodeJS.Signals): Promise<number>;
}

/** The build of the present sources. */
export async function builtMain(): Promise<string> {
  const { prepare } = await import(pathToFileURL(join(projectRoot, 'scripts/bootstrap/prepare.mjs')).href) as { prepare(of: { entry: string; console: boolean }): Promise<string> };
  return prepare({ entry: 'main.js', console: false });
}

/** A port that nobody has, below those that the system gives to whoever asks for any: nobody is given it before it is used, or while its server is away. */
export function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(freePort())).listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });
}

type Env = Readonly<Record<string, string>>;

/** What a fresh terminal has, and `env`. */
function environmentOf(env: Env): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST|HOST$|PORT$)/i.test(name));
  return { ...Object.fromEntries(clean), ...env };
}

/** Starts `main` as a group of its own; resolves when it can be used, fails with what it said where it ends. */
export async function serve(main: string, env: Env & { readonly PORT: string }): Promise<Served> {
  const child = spawn(process.execPath, [main], { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: environmentOf(env) });
  const gone = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
  const base = `http://127.0.0.1:${env.PORT}`;
  const began = Date.now();
  while (Date.now() < began + 100_000 && child.exitCode === null && child.signalCode === null) {
    if (await fetch(`${base}/healthz`).then((answer) => answer.ok, () => false)) {
      return { base, child, said: () => said, startedInMs: Date.now() - began, ends: (signal) => ends(child, gone, signal) };
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ends(child, gone, 'SIGKILL');
  throw new Error(`did not start:\n${said}`);
}

async function ends(child: ChildProcess, gone: Promise<void>, signal: NodeJS.Signals): Promise<number> {
  const began = Date.now();
  if (child.exitCode === null && child.signalCode === null) process.kill(signal === 'SIGKILL' ? -(child.pid as number) : (child.pid as number), signal);
  await gone;
  return Date.now() - began;
}

/** A command of the built command line; answers its standard output, fails with its standard error where there is none. */
export function shuqiao(main: string, args: readonly string[], env: Env): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dirname(main), 'operate/cli.js'), ...args], { env: environmentOf(env), stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, said] = ['', ''];
    child.stdout.on('data', (bytes: Buffer) => { out += bytes.toString(); });
    child.stderr.on('data', (bytes: Buffer) => { said += bytes.toString(); });
    child.once('exit', () => (out === '' ? reject(new Error(said)) : resolve(out)));
  });
}
