import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { errors } from '../law/errors.ts';
import { projectRoot } from '../platform/project.ts';

/**
 * The house kept tidy: walls, sizes, names. The table of walls here and the one of docs/ARCHITECTURE.md are the same.
 * A failure says what to do.
 */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: projectRoot, encoding: 'utf8' }).split('\n')
  .filter((file) => file !== '' && existsSync(join(projectRoot, file)));
const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file));
const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const isTest = (file: string) => /\.(test|conformance|fixture|testing)\.tsx?$/.test(file) || /(^|\/)testing\.ts$/.test(file) || file.startsWith('tests/');

/** The order of processes (design.md §5): who may call whom. */
const processes = ['organisation', 'security', 'catalog', 'resource', 'grant', 'demand', 'application', 'reflux', 'usage', 'correction', 'dispute', 'supervision', 'complaint'];

interface Place { readonly house: string; readonly process?: string; readonly file: string }

function placeOf(file: string): Place {
  const [house = '', second = ''] = file.split('/');
  return house === 'processes' ? { house, process: second, file } : { house: file.includes('/') ? house : 'main', file };
}

const anyContract = (to: Place) => /(^|\/)contract\.ts$/.test(to.file);
const isIndex = (to: Place, process: string) => to.file === `processes/${process}/index.ts`;

/** Whether one file may import another, both in this project. Tests may import anything. */
function may(from: Place, to: Place): boolean {
  switch (from.house) {
    case 'law': return to.house === 'law';
    case 'platform': return ['law', 'platform'].includes(to.house);
    case 'processes': return mayProcess(from, to);
    case 'plane': return ['law', 'platform', 'plane'].includes(to.house) || ['grant', 'usage', 'resource'].some((process) => isIndex(to, process));
    case 'sdk': return ['law', 'sdk'].includes(to.house) || anyContract(to);
    case 'console': return ['law', 'sdk', 'console'].includes(to.house) || anyContract(to);
    case 'scenarios': return ['sdk', 'scenarios'].includes(to.house);
    case 'operate': return to.house !== 'console';
    default: return true; // main, bench, scripts, tests
  }
}

function mayProcess(from: Place, to: Place): boolean {
  const earlier = processes.indexOf(to.process ?? '') < processes.indexOf(from.process ?? '');
  if (anyContract(from)) return to.house === 'law' || (to.house === 'processes' && anyContract(to) && (earlier || to.process === from.process)) || to.file === 'platform/procedures/contract.ts';
  if (['law', 'platform'].includes(to.house)) return true;
  if (to.house !== 'processes') return false;
  return to.process === from.process || (earlier && (isIndex(to, to.process ?? '') || anyContract(to)));
}

function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"`]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|import\('([^']+)'\)/g)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
}

test('nobody imports through a wall', () => {
  const broken: string[] = [];
  for (const file of code.filter((one) => !isTest(one) && !one.endsWith('.mjs'))) {
    for (const to of importsOf(file)) {
      if (to.startsWith('.')) {
        const target = posix.normalize(posix.join(posix.dirname(file), to));
        if (!may(placeOf(file), placeOf(target))) broken.push(`${file} may not import ${target}. Move the rule to law/, or pass it in from main.ts.`);
      } else if (file.startsWith('law/')) broken.push(`${file} imports ${to}: law/ has no dependency at all.`);
    }
  }
  expect(broken).toEqual([]);
});

test('no file imports itself round about, not even by types alone', () => {
  const known = new Set(code);
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const enter = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') return void circles.push(`${[...way.slice(way.indexOf(file)), file].join(' > ')}: move what they share into a file of its own.`);
    state.set(file, 'open');
    for (const to of importsOf(file)) {
      const target = posix.normalize(posix.join(posix.dirname(file), to));
      if (to.startsWith('.') && known.has(target)) enter(target, [...way, file]);
    }
    state.set(file, 'done');
  };
  for (const file of code) enter(file, []);
  expect(circles).toEqual([]);
});

test('every process a wall knows stands in the order, and every folder of processes is one of them', () => {
  const folders = new Set(files.filter((file) => file.startsWith('processes/') && file.split('/').length > 2).map((file) => file.split('/')[1] ?? ''));
  folders.delete('journeys');
  expect([...folders].filter((folder) => !processes.includes(folder))).toEqual([]);
});

/** Data and generated files are as long as what they hold. */
const longByNature = new Set(['law/regulation.ts', 'law/articles.ts', 'law/holidays.ts', 'platform/postgres/schema.ts']);

test('files stay below 300 lines and functions below 60', () => {
  const long: string[] = [];
  for (const file of code.filter((one) => !isTest(one) && !longByNature.has(one))) {
    const lines = read(file).split('\n');
    if (lines.length > 301) long.push(`${file}: ${lines.length} lines. Make it a folder with one file per act.`);
    for (const [name, length] of functionsOf(lines)) if (length > 60) long.push(`${file}: ${name} has ${length} lines. Name its parts.`);
  }
  expect(long).toEqual([]);
});

/** Functions by indentation: lines of their own, without those of functions inside them (a factory is as long as what it makes). */
function functionsOf(lines: readonly string[]): [string, number][] {
  const found: { name: string; from: number; to: number }[] = [];
  lines.forEach((line, from) => {
    const begins = /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|(?:readonly |private )?(?:async )?(\w+)\(.*\).*\{$|(?:const )?(\w+)(?:: \w+ =| =|:) (?:async )?\(?.*=> (?:\(?\{)$)/.exec(line);
    if (!begins || /^\s*(if|for|while|switch|return|catch)\b/.test(line)) return;
    const to = lines.findIndex((other, n) => n > from && other.startsWith(`${begins[1]}}`));
    if (to > 0) found.push({ name: begins[2] ?? begins[3] ?? begins[4] ?? '', from, to });
  });
  return found.map((outer) => {
    const inner = found.filter((one) => one.from > outer.from && one.to < outer.to);
    const outermost = inner.filter((one) => !inner.some((other) => other.from < one.from && other.to > one.to));
    return [outer.name, outer.to - outer.from + 1 - outermost.reduce((sum, one) => sum + one.to - one.from, 0)];
  });
}

test('names say what is inside: kebab-case, and no word that says nothing', () => {
  const wrong = code.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|tsx|mjs)$/.test(basename(file))
    || /^(utils?|common|helpers?|manager|misc|v2|deprecated)(\.|$)/.test(basename(file)));
  expect(wrong).toEqual([]);
});

test('no test is skipped, and none is the only one', () => {
  const marked = code.filter((file) => /\.test\.tsx?$/.test(file) && /\b(?:it|test|describe)\.(?:skip|only|todo|fails|skipIf|runIf)\b/.test(read(file)));
  expect(marked).toEqual([]);
});

test('nothing unfinished, no machine’s path, no registry’s address', () => {
  const words = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'not imple' + 'mented', 'coming ' + 'soon', '敬请' + '期待', 'registry\\.' + 'npm', '/ro' + 'ot/', '/work' + '/main'].join('|'));
  const text = files.filter((file) => /\.(ts|tsx|mjs|md|sql|json|css|html)$/.test(file) && !file.startsWith('data/') && !isTest(file));
  expect(text.filter((file) => words.test(read(file)))).toEqual([]);
});

test('decisions are numbered once each and say their status', () => {
  const decisions = files.filter((file) => file.startsWith('docs/decisions/'));
  const numbers = decisions.map((file) => basename(file).slice(0, 4));
  expect(numbers.every((n) => /^\d{4}$/.test(n))).toBe(true);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(decisions.filter((file) => !/^Status: /m.test(read(file)))).toEqual([]);
});

test('every process says on one page what it does', () => {
  const folders = [...new Set(files.filter((file) => /^processes\/[^/]+\/index\.ts$/.test(file)).map(dirname))];
  expect(folders.filter((folder) => !files.includes(`${folder}/README.md`)).map((folder) => `${folder} lacks README.md`)).toEqual([]);
});

test('every error is thrown somewhere', () => {
  const users = code.filter((file) => !file.startsWith('law/errors/')).map(read).join('\n');
  const named = new Set(users.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g));
  expect(Object.keys(errors).filter((each) => !named.has(each)), 'Take it out and name it in law/errors/retired.ts.').toEqual([]);
});

test('every dependency is named by some file, and the lock file names no registry', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const all = code.filter((file) => file !== 'scripts/tidy.test.ts').map(read).join('\n');
  const named = (name: string) => new RegExp(`['"\`/@]${name.replaceAll('.', '\\.')}['"\`/]`).test(all);
  const unused = Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith('@types/') ? name !== '@types/node' && !(name.slice(7) in dependencies) : !named(name));
  expect(unused, 'Remove it from package.json, package-lock.json and docs/decisions/0001-dependencies.md.').toEqual([]);
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose, 'Pin it exactly.').toEqual([]);
  expect(/"resolved"|https?:\/\/[^"]*registry/.test(read('package-lock.json')), 'npm config set omit-lockfile-registry-resolved true').toBe(false);
});

/** On one node by design.md §7: accounts, links, keys, credentials, the ledger's own; and the outbox, which stands where pg-boss would (docs/decisions/0195). */
const oneNode = /(from|selectFrom\(')\s*(account|one_time_link|outbox|ledgerLog|keyCheck|dataKey|credential)\b/;

test('region stands in every statement that locks rows: design.md §7', () => {
  const wrong: string[] = [];
  let locks = 0;
  for (const file of code.filter((one) => /^(platform|processes|plane|operate)\//.test(one) && !isTest(one))) {
    const text = read(file);
    for (const found of text.matchAll(/\bfor (no key )?update\b(?! of the| at )|\bfor share\b|\.forUpdate\(\)/g)) {
      const before = text.slice(0, found.index);
      const from = found[0].startsWith('.') ? before.lastIndexOf('.selectFrom(') : Math.max(before.lastIndexOf('sql`'), before.lastIndexOf('>`'), before.lastIndexOf('`\nwith'));
      const statement = before.slice(from);
      if (oneNode.test(statement)) continue;
      locks += 1;
      if (!/region = \$|'region', '=', |\(region, id\) in \(|= \w+\.region\b/.test(statement)) wrong.push(`${file}: ${statement.replace(/\s+/g, ' ').slice(0, 140)}`);
    }
  }
  expect(wrong, 'Claim region by region: platform/postgres/claims.ts').toEqual([]);
  expect(locks).toBeGreaterThan(20);
});
