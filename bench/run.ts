import { readdirSync } from 'node:fs';

/** A claim of speed, measured. Prints machine, data, settings and every round to stderr; answers the figures. */
export interface Bench { readonly about: string; run(options: { readonly quick: boolean; /** How large the data is, where a bench lets it be chosen. */ readonly rows?: number }): Promise<Readonly<Record<string, number>>> }

/** A program or package that a bench compares with is not here. */
export class PeerMissing extends Error {
  readonly packageName: string;
  constructor(packageName: string) {
    super(`needs the package ${packageName}`);
    this.packageName = packageName;
  }
}

const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+(\.bench)?\.[jt]s$/.test(file) && !/^(run|machine)\./.test(file));
const names = [...new Set(files.map((file) => file.replace(/(\.bench)?\.[jt]s$/, '')))].sort();
const [name, ...rest] = process.argv.slice(2).filter((argument) => argument !== '--');

if (name === undefined || !names.includes(name)) {
  process.stderr.write(`usage: npm run bench -- <${names.join(' | ')}> [--json] [--quick] [--rows n]\n`);
  process.exit(name === undefined || name === '--help' ? 0 : 1);
}
const file = files.find((each) => each.startsWith(`${name}.bench.`)) ?? (files.find((each) => each.startsWith(`${name}.`)) as string);
const { bench } = (await import(`./${file}`)) as { bench?: Bench };
try {
  if (bench === undefined) process.exit(); // a program of its own, done when it was imported
  const rows = Number(rest[rest.indexOf('--rows') + 1]);
  const figures = await bench.run({ quick: rest.includes('--quick'), ...(rest.includes('--rows') && Number.isInteger(rows) && rows > 0 ? { rows } : {}) });
  process.stdout.write(rest.includes('--json') ? `${JSON.stringify(figures)}\n` : `${Object.entries(figures).map(([key, value]) => `${key.padEnd(16)} ${value}`).join('\n')}\n`);
  process.exit(0);
} catch (error) {
  if (!(error instanceof PeerMissing)) throw error;
  process.stderr.write(`${error.message}\n${error.packageName}\n`);
  process.exit(2);
}
