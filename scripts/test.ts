import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duties } from '../law/duties.ts';
import { projectRoot } from '../platform/project.ts';
import { needBrowser } from './testing/browser.ts';
import { claimsBroken, outcomeOf, readReport, writeReport } from './testing/report.ts';

/**
 * `npm test`: types, then every test, on a fresh machine. Sets up the browser it needs or says the one line to type.
 * Ends with `N passed, N failed`; the exit code is 0 only where nothing failed and nothing was left out.
 */
const reportFile = join(projectRoot, 'docs', 'test-report.json');

async function main(names: readonly string[]): Promise<number> {
  const browser = needBrowser();
  const typesHold = (await run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'])) === 0
    && (await run(['node_modules/typescript/bin/tsc', '-p', 'console/tsconfig.json', '--noEmit'])) === 0;
  const folder = mkdtempSync(join(tmpdir(), 'shuqiao-test-'));
  try {
    const file = join(folder, 'report.json');
    await run(['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...names], { CHROME_PATH: browser });
    return finish(file, typesHold, names.length > 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Prints what was left out and which claims do not hold, then the closing line. */
function finish(file: string, typesHold: boolean, partly: boolean): number {
  const outcome = outcomeOf(file);
  let failed = outcome.failed;
  for (const name of outcome.notRun) console.log(`没有运行：${name}`);
  if (!typesHold) {
    console.log('类型检查未通过。');
    failed += 1;
  }
  if (!partly) {
    const broken = claimsBroken(duties, readReport(reportFile), outcome.report);
    for (const claim of broken) console.log(`条例对照：${claim}`);
    failed += broken.length;
    if (process.env['CI'] === undefined) writeReport(reportFile, outcome.report);
  }
  console.log(`${outcome.passed} passed, ${failed} failed`);
  return failed === 0 && outcome.passed > 0 ? 0 : 1;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main(process.argv.slice(2));
