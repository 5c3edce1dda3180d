import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readConfig } from '../platform/config.ts';
import { projectRoot } from '../platform/project.ts';

/** deploy/ as far as it can be tried without a container engine or systemd (docs/operating.md says what was tried with them): what its files type is typed here. */
const read = (file: string): string => readFileSync(join(projectRoot, 'deploy', file), 'utf8');
const run = promisify(execFile);
const asTyped = (): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|DATABASE_|SHUQIAO_|NODE_ENV|VITEST)/i.test(name)));

test('what the image is built by does what it says: the server and console are there by the same commands', async () => {
  const file = read('Containerfile');
  const [, prepares = ''] = /^RUN (node scripts\/run\.mjs [^\\\n]+?) *\\?$/m.exec(file) ?? [];
  const [program = '', ...args] = prepares.split(' ');
  expect(program).toBe('node');
  expect((await run(process.execPath, args, { cwd: projectRoot, env: asTyped() })).stdout).toBe('2026-03-05\n');
  const [, imported = '', name = ''] = /import \{ (\w+) \} from '\/opt\/shuqiao\/([\w/.-]+)'/.exec(file) ?? [];
  expect(existsSync(join(projectRoot, name))).toBe(true);
  expect(readFileSync(join(projectRoot, name), 'utf8')).toContain(`export async function ${imported}(`);
});

test('what the image is started by refuses nothing but a line without TLS, which whoever runs it decides', () => {
  const set = Object.fromEntries([.../^ENV (.+)$/m.exec(read('Containerfile'))?.[1]?.matchAll(/(\w+)=(\S+)/g) ?? []].map(([, name, value]) => [name, value]));
  expect(() => readConfig(set)).toThrow('TRUST_PROXY');
  expect(readConfig({ ...set, TRUST_PROXY: '10.0.0.1' })).toMatchObject({ home: '/var/lib/shuqiao', host: '0.0.0.0', port: 8090 });
});

test('the health check of the image tells a server that is well from one that is not', async () => {
  const [, list = ''] = /^HEALTHCHECK .*CMD (\[.+\])$/m.exec(read('Containerfile')) ?? [];
  const [, ...args] = JSON.parse(list) as string[];
  let status = 200;
  const server = createServer((_, answer) => { answer.statusCode = status; answer.end(); }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const asks = () => run(process.execPath, args, { env: { ...asTyped(), PORT: String((server.address() as AddressInfo).port) } }).then(() => 0, (error: { code: number }) => error.code);
  expect(await asks()).toBe(0);
  status = 503;
  expect(await asks()).toBe(1);
  server.close();
});

test('the unit of systemd starts what is there and names only variables that are read', () => {
  const unit = read('shuqiao.service');
  const [, started = ''] = /^ExecStart=\/usr\/bin\/node (\S+) start$/m.exec(unit) ?? [];
  expect(existsSync(join(projectRoot, started))).toBe(true);
  const operating = readFileSync(join(projectRoot, 'docs/operating.md'), 'utf8');
  const named = [...unit.matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT)=/g)].map(([, name]) => name ?? '').filter((name) => !name.startsWith('AF_'));
  expect(named.filter((name) => !operating.includes(`\`${name}\``))).toEqual([]);
  expect(() => execFileSync(process.execPath, ['--check', join(projectRoot, started)])).not.toThrow();
});
