// `npm run test:examples`: every example of sdk/examples against a real gateway, in the languages of their readers.
// Says the one line that installs what is missing; then keeps in docs/examples-run.json what ran.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = [['bash', '--version'], ['curl', '--version'], ['openssl', 'version'], ['python3', '--version'], ['java', '-version']];
const missing = tools.filter(([name, flag]) => spawnSync(name, [flag], { stdio: 'ignore' }).status !== 0).map(([name]) => name);
if (missing.length > 0) {
  console.error(`缺少 ${missing.join('、')}。 / Missing. On Debian or Ubuntu:\n  sudo apt-get install -y curl openssl python3 openjdk-17-jdk-headless`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['scripts/run.mjs', 'test', 'tests/examples.test.ts'], { cwd: root, stdio: 'inherit', env: { ...process.env, SHUQIAO_EXAMPLES: 'all' } });
process.exitCode = status ?? 1;
