import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect, test } from 'vitest';
import { blockListOf, certificateEnd, readConfig } from './config.ts';

test('nothing set: loopback, embedded, all roles, no reach', () => {
  expect(readConfig({})).toMatchObject({
    port: 8090, host: '127.0.0.1', home: join(process.cwd(), '.shuqiao'), database: undefined, masterKey: undefined, tls: undefined,
    trustProxy: [], insecureHttp: false, reach: [], roles: new Set(['console', 'gateway', 'jobs']), records: 'file', recordsMaxBytes: 4 * 1024 ** 3, mark: undefined,
  });
  expect(readConfig({ PORT: '', SHUQIAO_REACH: ' ' }).port).toBe(8090);
});

test.each([
  [{ PORT: '70000' }, 'PORT'],
  [{ PORT: '80a' }, 'PORT'],
  [{ HOST: '0.0.0.0' }, 'INSECURE_HTTP=1'],
  [{ HOST: '10.0.0.5', INSECURE_HTTP: 'yes' }, 'INSECURE_HTTP=yes'],
  [{ TLS_CERT: '/nowhere' }, 'TLS_KEY'],
  [{ TLS_CERT: '/nowhere', TLS_KEY: '/nowhere' }, '/nowhere'],
  [{ TLS_CERT: 'package.json', TLS_KEY: 'package.json' }, '不是 PEM 格式的证书和私钥'],
  [{ SHUQIAO_LOG: 'loud' }, 'SHUQIAO_LOG=loud'],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY'],
  [{ SHUQIAO_REACH: '10.0.0.0/33' }, 'SHUQIAO_REACH'],
  [{ SHUQIAO_ROLES: 'console,web' }, 'SHUQIAO_ROLES=web'],
  [{ SHUQIAO_ROLES: ',' }, 'SHUQIAO_ROLES=,'],
  [{ SHUQIAO_RECORDS: 'memory' }, 'SHUQIAO_RECORDS'],
  [{ SHUQIAO_RECORDS_MAX: '10' }, 'SHUQIAO_RECORDS_MAX'],
  [{ SHUQIAO_MARK: 'production' }, 'SHUQIAO_MARK'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgresql://u:p@127.0.0.1:99999/x' }, '设置 DATABASE_URL 有误：须为 postgresql://账号:口令@主机'],
  [{ DATABASE_URL: 'postgresql://x', DATABASE_ADMIN_URL: 'postgresql://u:a#b@host/x' }, 'DATABASE_ADMIN_URL'],
  [{ DATABASE_ADMIN_URL: 'postgresql://x' }, 'DATABASE_URL'],
  [{ SHUQIAO_MASTER_KEY: 'short' }, 'SHUQIAO_MASTER_KEY'],
  [{ SHUQIAO_MASTER_KEY: 'a'.repeat(64), SHUQIAO_MASTER_KEY_FILE: '/x' }, 'SHUQIAO_MASTER_KEY_FILE'],
])('%j is refused by name', (env, name) => {
  expect(() => readConfig(env as NodeJS.ProcessEnv)).toThrow(name);
});

test('all that is wrong is said at once, and no password is repeated', () => {
  const read = () => readConfig({ PORT: 'x', SHUQIAO_MARK: 'y', DATABASE_URL: 'http://user:hidden@db' });
  expect(read).toThrow(/PORT[^]*DATABASE_URL[^]*SHUQIAO_MARK/);
  expect(read).not.toThrow('hidden');
  expect(() => readConfig({ DATABASE_URL: 'postgresql://u:p@ss/hidden@127.0.0.1/x' })).toThrow(/^(?!.*hidden).*%40/); // the driver would look for a host ss
});

test.each([[{ TRUST_PROXY: '10.0.0.1' }], [{ INSECURE_HTTP: '1' }]])('beyond loopback with %j', (env) => {
  expect(readConfig({ HOST: '0.0.0.0', ...env } as NodeJS.ProcessEnv).host).toBe('0.0.0.0');
});

test('when a certificate ends is read from it', () => {
  expect(certificateEnd(rootCertificates[0] ?? '')).toBeGreaterThan(Date.parse('2020-01-01'));
});

test('a master key as hex, base64, or in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'config-'));
  const bytes = Buffer.alloc(32, 7);
  const file = join(folder, 'key');
  writeFileSync(file, `${bytes.toString('base64')}\n`);
  for (const env of [{ SHUQIAO_MASTER_KEY: bytes.toString('hex') }, { SHUQIAO_MASTER_KEY: bytes.toString('base64url') }, { SHUQIAO_MASTER_KEY_FILE: file }]) {
    expect(readConfig(env).masterKey).toEqual(bytes);
  }
  rmSync(folder, { recursive: true });
});

test('networks are addresses or prefixes of both families', () => {
  const { reach } = readConfig({ SHUQIAO_REACH: '127.0.0.0/8, 10.1.2.3 fd00::/8' });
  const list = blockListOf(reach);
  expect([list.check('127.9.9.9'), list.check('10.1.2.3'), list.check('10.1.2.4'), list.check('fd12::1', 'ipv6'), list.check('fe80::1', 'ipv6')])
    .toEqual([true, true, false, true, false]);
});

test('the operating manual names every variable', () => {
  const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8');
  const manual = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8');
  const names = [...source.matchAll(/value\('([A-Z_]+)'\)/g)].map(([, name]) => name as string);
  expect(names.length).toBeGreaterThan(12);
  for (const name of names.filter((each) => each !== 'SHUQIAO_CONSOLE_DIR')) expect(manual).toContain(`\`${name}\``);
});
