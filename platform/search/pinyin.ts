import { pinyin } from 'pinyin-pro';
import { plain } from './plain.ts';
import type { Weight } from './words.ts';

/**
 * Finding by sound: initials (gxbys) and whole syllables (gaoxiao), from any character on. What is indexed are pairs and triples of neighbouring
 * initials and pairs of neighbouring syllables with their places, asked for as a phrase: few different lexemes, and no hit that does not sound so.
 * Characters of several sounds are read by the word they stand in (重庆, 银行).
 */

const HAN = /\p{Script=Han}/u;
const most = { positions: 16_000, letters: 24, readings: 3 };

/** Names of items come again and again; a text is read once. */
const read = new Map<string, (string | null)[]>();
const mostKept = 20_000;

/** The syllable of each character, without tone, ü as v; null where it is none. */
export function syllablesOf(text: string): readonly (string | null)[] {
  const known = read.get(text);
  if (known !== undefined) return known;
  const letters = [...text];
  const all = pinyin(text, { toneType: 'none', type: 'array', v: true });
  const syllables = letters.map((letter, n) => (all.length === letters.length && HAN.test(letter) && /^[a-z]+$/.test(all[n] ?? '') ? (all[n] ?? null) : null));
  if (read.size >= mostKept) read.clear();
  if (letters.length <= 100) read.set(text, syllables);
  return syllables;
}

/** Marks what sounds in a name: asked for by itself, it is found without looking at what sounds so elsewhere. */
const named = 'N';

/** A tsvector as text of how these parts sound, each under its weight; what weighs most (the name) also apart. */
export function soundsOf(parts: readonly (readonly [text: string, weight: Weight])[]): string {
  const at: string[] = [];
  let position = 1;
  for (const [text, weight] of parts) {
    const syllables = syllablesOf(text);
    for (let n = 0; n < syllables.length && position < most.positions; n += 1, position += 1) {
      const [first, second, third] = syllables.slice(n, n + 3);
      if (!first || !second) continue;
      const heard = [`i${initials([first, second])}`, `s${first}.${second}`, ...(third ? [`i${initials([first, second, third])}`] : [])];
      for (const lexeme of weight === 'A' ? [...heard, ...heard.map((each) => named + each)] : heard) at.push(`${lexeme}:${position}${weight}`);
    }
    position += 3;
  }
  return at.join(' ');
}

const initials = (syllables: readonly string[]): string => syllables.map((syllable) => syllable[0]).join('');

/** Can this word be meant by sound? Two letters at least, and nothing but letters. */
export function isLetters(word: string): boolean {
  return /^[a-z]{2,}$/.test(word) && word.length <= most.letters;
}

/** A word of letters as a tsquery on sounds, anywhere or in the name alone: its letters as initials, or as syllables where they can be read so. */
export function soundQuery(word: string, inName = false): string {
  return `(${[initialQuery(word, inName), ...readings(word).map((syllables) => syllableQuery(syllables, inName))].join(' | ')})`;
}

/** The same sound as these characters, whatever they are: 毕业声 for 毕业生. Undefined: fewer than two can be read. */
export function soundsLike(text: string, inName = false): string | undefined {
  const syllables = syllablesOf(plain(text));
  return syllables.length < 2 || syllables.includes(null) ? undefined : syllableQuery(syllables as string[], inName);
}

function initialQuery(word: string, inName: boolean): string {
  const size = Math.min(3, word.length);
  return phrase(Array.from({ length: word.length - size + 1 }, (_, n) => `i${word.slice(n, n + size)}`), inName);
}

function syllableQuery(syllables: readonly string[], inName: boolean): string {
  return phrase(syllables.slice(1).map((second, n) => `s${syllables[n]}.${second}`), inName);
}

const phrase = (lexemes: readonly string[], inName: boolean): string => `(${lexemes.map((lexeme) => `'${inName ? named : ''}${lexeme}'`).join(' <-> ')})`;

/** By which names are put in order as they are looked up: by syllables, then as written. */
export function sortKeyOf(text: string): string {
  return `${syllablesOf(plain(text)).map((syllable, n) => syllable ?? [...plain(text)][n] ?? '').join(' ')} ${text}`.slice(0, 300);
}

let all: ReadonlySet<string> | undefined;
/** Every syllable there is, from the common characters: made once, with the first question of letters. */
function known(): ReadonlySet<string> {
  if (all === undefined) {
    const made = new Set<string>();
    for (let code = 0x4e00; code < 0x9fa5; code += 1) {
      const [read] = pinyin(String.fromCodePoint(code), { toneType: 'none', type: 'array', v: true });
      if (read !== undefined && /^[a-z]{1,6}$/.test(read)) made.add(read);
    }
    all = made;
  }
  return all;
}

/** How letters read as syllables, two at least, long ones first: xian is xi an, gaoxiao is gao xiao. Where letters lead nowhere they are tried once. */
export function readings(word: string): string[][] {
  const found: string[][] = [];
  const nowhere = new Set<number>();
  const split = (at: number, before: readonly string[]): void => {
    if (found.length >= most.readings || nowhere.has(at)) return;
    if (at === word.length) {
      if (before.length > 1) found.push([...before]);
      return;
    }
    const sofar = found.length;
    for (let length = Math.min(6, word.length - at); length > 0; length -= 1) {
      const syllable = word.slice(at, at + length);
      if (known().has(syllable)) split(at + length, [...before, syllable]);
    }
    if (found.length === sofar) nowhere.add(at);
  };
  split(0, []);
  return found;
}

/** Where a word of letters sounds in a text: places of characters, from and to. */
export function placesOf(text: string, word: string): [from: number, to: number][] {
  const syllables = syllablesOf(text);
  const found: [number, number][] = [];
  const wanted = readings(word);
  for (let n = 0; n < syllables.length; n += 1) {
    const fits = (length: number, is: (syllable: string, at: number) => boolean) => syllables.slice(n, n + length).length === length && syllables.slice(n, n + length).every((syllable, k) => syllable !== null && is(syllable, k));
    if (fits(word.length, (syllable, k) => syllable[0] === word[k])) found.push([n, n + word.length]);
    for (const reading of wanted) if (fits(reading.length, (syllable, k) => syllable === reading[k])) found.push([n, n + reading.length]);
  }
  return found;
}
