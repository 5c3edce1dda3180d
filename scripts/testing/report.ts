import { readFileSync, writeFileSync } from 'node:fs';
import type { Duty } from '../../law/duties.ts';

/** Name of each test → its result, sorted: docs/test-report.json, by which 条例对照 calls a duty carried. */
export type TestReport = Readonly<Record<string, 'passed' | 'failed'>>;

interface Assertion { readonly fullName: string; readonly status: string }
interface VitestJson { readonly testResults: readonly { readonly name: string; readonly status: string; readonly message?: string; readonly assertionResults: readonly Assertion[] }[] }

export interface Outcome { readonly report: TestReport; readonly passed: number; readonly failed: number; readonly notRun: readonly string[] }

/** Reads what the runner wrote. A test that did not run (skipped, todo) and a file that broke count as failed: nothing is left out quietly. */
export function outcomeOf(file: string): Outcome {
  const json = JSON.parse(readFileSync(file, 'utf8')) as VitestJson;
  const all = json.testResults.flatMap((one) => one.assertionResults);
  const broken = json.testResults.filter((one) => one.status === 'failed' && one.assertionResults.every((test) => test.status !== 'failed'));
  const report: Record<string, 'passed' | 'failed'> = {};
  for (const { fullName, status } of [...all].sort((a, b) => (a.fullName < b.fullName ? -1 : 1))) {
    report[fullName] = status === 'passed' && report[fullName] !== 'failed' ? 'passed' : 'failed';
  }
  const notRun = [...all.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName), ...broken.map((one) => `${one.name}: ${one.message ?? ''}`)];
  const passed = all.filter((test) => test.status === 'passed').length;
  return { report, passed, failed: all.length - passed + broken.length, notRun };
}

/**
 * What a duty's claim lacks: its test is not in the committed report, or went otherwise in this run.
 *
 * @param committed  docs/test-report.json as it was before this run
 */
export function claimsBroken(duties: readonly Duty[], committed: TestReport, now: TestReport): string[] {
  return duties.filter((duty) => duty.status === 'carried').flatMap((duty) => {
    if (duty.tests.length === 0) return [`${duty.id}: 称已实现而没有指明测试`];
    return duty.tests.flatMap((name) => {
      if (now[name] === undefined) return [`${duty.id}: 测试“${name}”不存在`];
      if (now[name] !== 'passed') return [`${duty.id}: 测试“${name}”未通过`];
      return committed[name] === now[name] ? [] : [`${duty.id}: docs/test-report.json 中“${name}”为 ${committed[name] ?? '缺'}，本次为 ${now[name]}；请提交新的报告`];
    });
  });
}

export function readReport(file: string): TestReport {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as TestReport;
  } catch {
    return {};
  }
}

export function writeReport(file: string, report: TestReport): void {
  writeFileSync(file, `${JSON.stringify(report, null, 1)}\n`);
}
