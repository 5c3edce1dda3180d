import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectRoot } from '../platform/project.ts';

/** A project of one file with our bootstrap, beside the packages that are installed here. */
let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  for (const name of ['scripts/run.mjs', 'scripts/bootstrap', 'package.json', 'package-lock.json', 'tsconfig.json', '.npmrc']) {
    cpSync(join(projectRoot, name), join(project, name), { recursive: true });
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(project, 'node_modules'));
  mkdirSync(join(project, 'operate'));
  mkdirSync(join(project, 'law'));
  writeFileSync(join(project, 'law', 'text.sql'), 'select 1;');
  write("console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = Number(process.argv[2]);");
});
afterEach(() => rmSync(project, { recursive: true }));

const write = (text: string) => writeFileSync(join(project, 'operate', 'cli.ts'), text);
const builds = () => readdirSync(join(project, '.build')).filter((name) => /^[0-9a-f]{16}$/.test(name));

interface Ended { readonly code: number | null; readonly signal: string | null; readonly out: string; readonly err: string }

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(project, 'scripts', 'run.mjs'), ...args], { cwd: project });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part: Buffer) => { out += part.toString(); });
  child.stderr.on('data', (part: Buffer) => { err += part.toString(); });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code: code as number | null, signal: signal as string | null, out, err }));
  return { child, ended, said: () => out };
}

test('builds once, says so on standard error only, and passes arguments and exit code', async () => {
  const first = await start('shuqiao', '3', '--json').ended;
  expect(first).toMatchObject({ code: 3, out: '["3","--json"]\n' });
  expect(first.err).toContain('compiling');
  expect(await start('shuqiao', '0').ended).toEqual({ code: 0, signal: null, out: '["0"]\n', err: '' });
  expect(existsSync(join(project, '.build', builds()[0] as string, 'law', 'text.sql'))).toBe(true);
});

test('what is built beforehand is not run, and the start that follows makes nothing', async () => {
  writeFileSync(join(project, 'main.ts'), "console.log('up')");
  const ended = await start('build').ended;
  expect(ended).toMatchObject({ code: 0, out: '' });
  expect(ended.err).toContain('compiling');
  expect(await start('start').ended).toEqual({ code: 0, signal: null, out: 'up\n', err: '' });
});

test('a start that may note nothing in the folder of the program runs what is built there all the same', async () => {
  await start('build').ended;
  for (const name of ['in-use', 'server.stamp']) rmSync(join(project, '.build', name), { recursive: true });
  writeFileSync(join(project, '.build', 'in-use'), ''); // a file where a folder belongs, a folder where a file does
  mkdirSync(join(project, '.build', 'server.stamp', 'x'), { recursive: true });
  expect(await start('shuqiao', '0').ended).toEqual({ code: 0, signal: null, out: '["0"]\n', err: '' });
});

test('a change of the sources builds again, a touched file does not', async () => {
  await start('shuqiao', '0').ended;
  utimesSync(join(project, 'operate', 'cli.ts'), new Date(), new Date());
  expect((await start('shuqiao', '0').ended).err).toBe('');
  write("console.log('changed')");
  expect(await start('shuqiao').ended).toMatchObject({ out: 'changed\n', code: 0 });
  expect(builds()).toHaveLength(2);
});

test('two starts at once build once', async () => {
  const both = await Promise.all([start('shuqiao', '0').ended, start('shuqiao', '0').ended, start('shuqiao', '0').ended]);
  expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(both.filter(({ err }) => err.includes('compiling'))).toHaveLength(1);
});

test('a lock left by a start that was killed is broken', async () => {
  mkdirSync(join(project, '.build'));
  writeFileSync(join(project, '.build', 'bootstrap.lock'), '999999999');
  expect((await start('shuqiao', '0').ended).code).toBe(0);
});

test('sources that do not parse fail, with the place, and leave no build', async () => {
  write('const broken = ;');
  const ended = await start('shuqiao', '0').ended;
  expect(ended.code).not.toBe(0);
  expect(ended.err).toContain('operate/cli.ts');
  expect(builds()).toEqual([]);
});

test('signals reach the program, and its end is ours', async () => {
  write("process.on('SIGTERM', () => process.exit(7)); setInterval(() => undefined, 1000); console.log('up');");
  const running = start('shuqiao');
  while (!running.said().includes('up')) await once(running.child.stdout, 'data');
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 7 });
});

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm alone ends the program below it, in order', async (signal) => {
  const mark = join(project, 'ended');
  write(`import { writeFileSync } from 'node:fs';
    process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(mark)}, 'in order'); process.exit(0); });
    setInterval(() => undefined, 1000); console.log('up');`);
  const npm = spawn('npm', ['run', 'shuqiao'], { cwd: project, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(npm.stdout, 'data');
  npm.kill(signal);
  await once(npm, 'close'); // its standard output is the program's, too
  expect(readFileSync(mark, 'utf8')).toBe('in order');
});

test('of old builds four stay, and whichever a living process runs from', async () => {
  write("setInterval(() => undefined, 1000); console.log('up');");
  const running = start('shuqiao');
  while (!running.said().includes('up')) await once(running.child.stdout, 'data');
  const [used] = builds();
  const old = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(16));
  const hourAgo = (name: string, hours: number) => utimesSync(join(project, '.build', name), new Date(Date.now() - hours * 3_600_000), new Date(Date.now() - hours * 3_600_000));
  old.forEach((name, at) => {
    mkdirSync(join(project, '.build', name));
    hourAgo(name, at + 1);
  });
  hourAgo(used as string, 9);
  write("console.log('new')");
  await start('shuqiao').ended;
  running.child.kill('SIGKILL');
  await running.ended;
  expect(builds()).toHaveLength(5);
  expect(builds()).toContain(used);
  expect(builds()).not.toContain(old[4]);
});

test('an unknown command is told what there is', async () => {
  const ended = await start('sing').ended;
  expect(ended).toMatchObject({ code: 2, out: '' });
  for (const name of ['start', 'demo', 'test', 'check', 'shuqiao', 'bench']) expect(ended.err).toContain(name);
});

test('npm keeps standard output clean, and its scripts are ours', () => {
  expect(readFileSync(join(projectRoot, '.npmrc'), 'utf8')).toMatch(/^loglevel=silent$/m);
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
  // Tests on another Node or PostgreSQL bring their own: they begin beside the bootstrap.
  for (const [name, line] of Object.entries(scripts)) expect(line).toMatch(name.includes(':') ? /^node scripts\/elsewhere\/[a-z0-9-]+\.mjs( \d+)?$/ : `node scripts/run.mjs ${name}`);
});
