import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installStale } from './install.mjs';
import { withLock } from './lock.mjs';
import { buildFolder, modules, root, say } from './place.mjs';
import { Failed, runToStderr } from './run-child.mjs';

/** Types of server and console, then the rules of the house. All are run, whatever the first says. */
export async function check() {
  mkdirSync(buildFolder, { recursive: true });
  await withLock(join(buildFolder, 'bootstrap.lock'), installStale);
  const tsc = join(modules, 'typescript', 'bin', 'tsc');
  const steps = [
    ['types of the server', [tsc, '-p', 'tsconfig.json', '--noEmit']],
    ...(existsSync(join(root, 'console', 'tsconfig.json')) ? [['types of the console', [tsc, '-p', 'console/tsconfig.json', '--noEmit']]] : []),
    ['rules of the house', [join(modules, 'vitest', 'vitest.mjs'), 'run', 'scripts/tidy']],
  ];
  let failed = 0;
  for (const [name, args] of steps) {
    try {
      await runToStderr(process.execPath, args, { cwd: root });
      say(`${name}: ok`);
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      say(`${name}: failed`);
      failed += 1;
    }
  }
  return failed === 0 ? 0 : 1;
}
