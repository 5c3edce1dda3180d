// `npm run test:pg15`: the tests of the stores on PostgreSQL 15 as Debian packs it. A server of its own, on a free port
// of loopback, in a folder that goes with it. Where there is none it is installed by apt (as root), or this says so and fails.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = '/usr/lib/postgresql/15/bin';
const asRoot = process.getuid?.() === 0;
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-')); // for vitest: they narrow nothing
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const what = named.length > 0 ? named : ['platform/procedures', 'platform/ledger', 'platform/gate', 'platform/notify', 'platform/postgres/database', 'platform/postgres/migrate', 'platform/postgres/schema-rules', 'processes'];

function fail(text) {
  console.error(text);
  process.exit(1);
}

if (!existsSync(bin)) {
  if (!asRoot || !existsSync('/usr/bin/apt-get')) fail(`There is no PostgreSQL 15 at ${bin}, and it can be installed only as root on Debian 12: apt-get install postgresql-15.`);
  const got = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (got.status !== 0 || !existsSync(bin)) fail('apt could not install postgresql-15.');
}

const nobody = 65_534;
const user = asRoot ? { uid: nobody, gid: nobody } : {};
const folder = mkdtempSync(join(tmpdir(), 'pg15-'));
const data = join(folder, 'data');
const password = randomBytes(12).toString('hex');
const secret = join(folder, 'password');
writeFileSync(secret, password, { mode: 0o600 });
if (asRoot) for (const path of [folder, secret]) chownSync(path, nobody, nobody);

const pg = (program, args) => {
  const ran = spawnSync(join(bin, program), args, { ...user, cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  if (ran.status !== 0) throw new Error(`${program}: ${ran.stderr || ran.stdout || ran.error}`);
};
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

let status = 1;
try {
  pg('initdb', ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', `--pwfile=${secret}`, '--no-instructions', '--no-sync']);
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=400`;
  pg('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start']);
  console.log(`PostgreSQL 15 on port ${port}: ${what.join(' ')}`);
  const run = spawnSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...flags, ...what], { cwd: root, stdio: 'inherit', env: { ...process.env, SHUQIAO_TEST_SERVER: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres` } });
  status = run.status ?? 1;
} finally {
  if (existsSync(join(data, 'postmaster.pid'))) pg('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  rmSync(folder, { recursive: true, force: true });
}
process.exit(status);
