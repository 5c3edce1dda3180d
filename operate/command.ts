import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { errors } from '../law/errors.ts';
import { sayRefusedFile } from '../platform/system-refusal.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** One command of `npm run shuqiao -- <name>`. */
export interface Command {
  /** Two words, as typed: `db migrate`. */
  readonly name: string;
  /** One line, what it does. */
  readonly help: string;
  /** What follows the name, for --help: `--from DATE --days N [--region CODE]`. */
  readonly usage: string;
  readonly options?: Options;
  run(call: Call): Promise<void>;
}

/** One call of a command. */
export interface Call {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
  /** Progress, for people: standard error. */
  say(text: string): void;
  /** The result: JSON with --json, else the text. Once per command. */
  print(value: unknown, text: string): void;
}

/** A command cannot do what it was asked, and says why in one sentence. */
export class CommandFailed extends Error {
  readonly exitCode: number;
  /** With --json the result is printed all the same (a ledger that does not verify). */
  readonly value: unknown;
  constructor(message: string, exitCode = 1, value?: unknown) {
    super(message);
    this.exitCode = exitCode;
    this.value = value;
  }
}

const always: Options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };

export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

const early: ReadonlySet<string> = new Set(['--json', '--help', '-h']);

/** `--json law due` as well as `law due --json`: what may stand before the name goes behind it. */
export function nameFirst(typed: readonly string[]): readonly string[] {
  const first = typed.findIndex((word) => !early.has(word));
  return first < 0 ? typed : [...typed.slice(first), ...typed.slice(0, first)];
}

/**
 * Runs what was typed.
 * @returns the exit code: 0 done, 1 not done, 2 typed wrongly
 */
export async function runCommand(commands: readonly Command[], typed: readonly string[], streams: Streams): Promise<number> {
  const named = nameFirst(typed);
  const command = commands.find((each) => each.name === named.slice(0, 2).join(' '));
  const json = typed.includes('--json');
  if (command === undefined) return unknown(commands, typed, json, streams);
  const usage = `npm run shuqiao -- ${command.name} ${command.usage}`.trimEnd();
  try {
    const parsed = parseArgs({ args: named.slice(2), options: { ...command.options, ...always }, allowPositionals: true });
    if (parsed.values.help === true) {
      streams.out(json ? JSON.stringify({ command: command.name, usage, help: command.help }) : `${usage}\n  ${command.help}\n  --json  JSON alone on standard output`);
      return 0;
    }
    const surplus = parsed.positionals[wordsOf(command.usage)];
    if (surplus !== undefined) throw new CommandFailed(`${errors.OPTION_INVALID.say({ option: surplus, why: '多余的参数' })} / "${surplus}" is one argument too many.\n${usage}`, 2);
    await command.run({
      options: parsed.values as Call['options'],
      positionals: parsed.positionals,
      say: streams.err,
      print: (value, text) => streams.out(json ? JSON.stringify(value) : text),
    });
    return 0;
  } catch (error) {
    return explain(error, usage, json, streams);
  }
}

/** How many words a usage takes before its options: `NUMBER DIGEST…` any number, as digests are printed in groups. */
function wordsOf(usage: string): number {
  const words = /^[^[-]*/.exec(usage)?.[0].split(' ').filter((word) => word !== '') ?? [];
  return words.at(-1)?.endsWith('…') ? Infinity : words.length;
}

/** No command, or none that there is: what there is. */
function unknown(commands: readonly Command[], typed: readonly string[], json: boolean, streams: Streams): number {
  const asked = typed.every((word) => word === '--json') || typed.includes('--help') || typed.includes('-h');
  const said = errors.COMMAND_UNKNOWN.say({ command: typed.filter((word) => !word.startsWith('-')).slice(0, 2).join(' ') });
  if (json) streams.out(JSON.stringify({ ...(asked ? {} : { error: said }), commands: commands.map(({ name, usage, help }) => ({ command: name, usage, help })) }));
  if (!asked) streams.err(said);
  if (!json || !asked) (asked ? streams.out : streams.err)(overview(commands));
  return asked ? 0 : 2;
}

function explain(error: unknown, usage: string, json: boolean, streams: Streams): number {
  const wrongly = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const message = wrongly ? sayWrongly(error) : sayRefusedFile(error) ?? (error instanceof Error ? error.message : String(error));
  if (json) streams.out(JSON.stringify(error instanceof CommandFailed && error.value !== undefined ? error.value : { error: message }));
  const bug = !wrongly && (error instanceof TypeError || error instanceof ReferenceError);
  streams.err(wrongly ? `${message}\n${usage}` : bug ? (error.stack ?? message) : message);
  if (wrongly) return 2;
  return error instanceof CommandFailed ? error.exitCode : 1;
}

/** What Node says of an option that is not there, or lacks its value, or has one too many. */
function sayWrongly(error: TypeError): string {
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(error.message)?.[1] ?? '';
  const why = error.message.startsWith('Unknown option') ? '没有这个参数' : error.message.includes('does not take an argument') ? '不带取值' : '缺少取值';
  return `${errors.OPTION_INVALID.say({ option, why })} / ${error.message.split('\n')[0]}`;
}

function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, usage, help }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${help}`);
  return ['npm run shuqiao -- <command> [--json] [--help]', ...lines].join('\n');
}

/** A positional argument or option that must be there. */
export function required(value: string | boolean | undefined, name: string): string {
  if (typeof value !== 'string' || value === '') throw new CommandFailed(`${errors.OPTION_MISSING.say({ option: name })} / ${name} is missing.`, 2);
  return value;
}

/** A path as typed: npm runs us in the project's folder, the person may be elsewhere. */
export function typedPath(text: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), text);
}
