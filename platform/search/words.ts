import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { plain } from './plain.ts';

/**
 * Chinese words for a PostgreSQL text search: cut by jieba in the program, so that any PostgreSQL will do.
 * Beside the words every character and every pair of neighbouring ones is kept: a name that the dictionary cuts otherwise
 * than the person who asks is still found, and a single character is one list of the index, not all that begins with it.
 */

let loaded: Jieba | undefined;
const jieba = () => (loaded ??= Jieba.withDict(dict)); // some 60 ms, once per process

/** Weights of a tsvector: A counts most. */
export type Weight = 'A' | 'B' | 'C' | 'D';

const HAN = /\p{Script=Han}/u;
const most = { lexeme: 200, positions: 4000 };
/** Characters of a word with synonyms, as the authority enters it. */
const longestSynonym = 20;

/** Every word that stands for this text, long words with their parts, each once, in order. */
export function wordsOf(text: string): string[] {
  const found = new Set<string>();
  for (const run of runs(text)) {
    if (!HAN.test(run)) {
      found.add(run.slice(0, most.lexeme));
      continue;
    }
    for (const word of jieba().cutForSearch(run, true)) if (HAN.test(word)) found.add(word);
    for (const pair of pairs(run)) found.add(pair);
    for (const letter of run) found.add(letter);
  }
  return [...found];
}

/** A tsvector as text: each part's words under its weight. Cast it: `${…}::tsvector`. */
export function vectorOf(parts: readonly (readonly [text: string, weight: Weight])[]): string {
  const at: string[] = [];
  let position = 1;
  for (const [text, weight] of parts) {
    for (const word of wordsOf(text)) {
      if (position > most.positions) return at.join(' ');
      at.push(`${quoted(word)}:${position}${weight}`);
      position += 1;
    }
  }
  return at.join(' ');
}

/** Other words for the same thing, both ways round. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** What is asked for, word by word: each with its synonyms. At most 12 words: the rest narrows no search that a person types. */
export function askedOf(text: string, synonyms: Synonyms = new Map()): string[][] {
  const words = runs(text).flatMap((run) => (HAN.test(run) ? cutWith(run, synonyms) : [run])).slice(0, 12);
  return words.map((word) => [word, ...(synonyms.get(word) ?? [])]);
}

/** Cut by the dictionary, but a word that has synonyms stays whole where the dictionary would break it (新农合: 新农, 合). */
function cutWith(run: string, synonyms: Synonyms): string[] {
  const words = jieba().cut(run, true);
  const found: string[] = [];
  let rest = 0; // what lies before this is cut
  for (let at = 0; at < run.length; at += 1) {
    const known = knownAt(run, at, words, synonyms);
    if (known === undefined) continue;
    if (at > rest) found.push(...jieba().cut(run.slice(rest, at), true));
    found.push(known);
    rest = at + known.length;
    at = rest - 1;
  }
  if (rest === 0) return words;
  return rest < run.length ? [...found, ...jieba().cut(run.slice(rest), true)] : found;
}

/** The longest word with synonyms that begins here and is no part of a longer word of the dictionary. */
function knownAt(run: string, at: number, words: readonly string[], synonyms: Synonyms): string | undefined {
  let start = 0;
  const around = words.find((word) => (start += word.length) > at) ?? '';
  const left = start - at; // of the dictionary's word that stands here
  for (let length = Math.min(longestSynonym, run.length - at); length > 1; length -= 1) {
    const word = run.slice(at, at + length);
    if (synonyms.has(word) && (length > left || length === around.length)) return word;
  }
  return undefined;
}

/**
 * Words as a tsquery in text, or undefined where nothing of it can be asked for. Every word, or a synonym of it, must be there;
 * a word counts as there when it stands whole or all its pairs do. `weights`: only under these.
 */
export function queryOf(asked: readonly (readonly string[])[], weights = ''): string | undefined {
  const terms = asked.map((words) => words.map((word) => term(word, weights)).join(' | '));
  return terms.length === 0 ? undefined : terms.map((t) => `(${t})`).join(' & ');
}

function term(word: string, weights: string): string {
  const letters = [...word];
  const of = (lexeme: string, prefix = '') => `${quoted(lexeme)}${prefix === '' && weights === '' ? '' : `:${prefix}${weights}`}`;
  if (!HAN.test(word)) return of(word.slice(0, most.lexeme), '*');
  if (letters.length <= 2) return of(word);
  return `${of(word)} | (${pairs(word).map((pair) => of(pair)).join(' & ')})`;
}

/** Runs of Han characters, and runs of letters and digits (a code with its slash is one). */
function runs(text: string): string[] {
  const found: string[] = [];
  for (const [run] of plain(text).matchAll(/\p{Script=Han}+|[\p{L}\p{N}_]+(?:[/.-][\p{L}\p{N}_]+)*/gu)) {
    found.push(...(HAN.test(run) ? (run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) : [run]));
  }
  return found;
}

function pairs(run: string): string[] {
  const letters = [...run];
  return letters.slice(0, -1).map((letter, i) => letter + (letters[i + 1] ?? ''));
}

/** A lexeme as tsvector and tsquery read it. */
function quoted(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
