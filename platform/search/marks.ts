import { isLetters, placesOf } from './pinyin.ts';

/** Where in a text what was asked for stands: from and to, as a string is sliced. */
export type Mark = [from: number, to: number];

/** Marks of every asked word, its synonyms, else its pairs of characters, else, where `heard`, its sound; in order, none within another. */
export function marksOf(text: string, asked: readonly (readonly string[])[], heard = true): Mark[] {
  const letters = [...text];
  const starts = letters.reduce<number[]>((all, letter) => [...all, (all.at(-1) ?? 0) + letter.length], [0]);
  const folded = letters.map((letter) => letter.normalize('NFKC').toLowerCase());
  const found = asked.flatMap((words) => {
    const whole = words.flatMap((word) => occurrences(folded, [...word]));
    if (whole.length > 0) return whole;
    const pairs = words.flatMap((word) => pairsOf(word).flatMap((pair) => occurrences(folded, pair)));
    return pairs.length > 0 || !heard ? pairs : words.filter(isLetters).flatMap((word) => placesOf(text, word));
  });
  return merged(found).map(([from, to]) => [starts[from] ?? 0, starts[to] ?? text.length]);
}

function pairsOf(word: string): string[][] {
  const letters = [...word];
  return letters.length < 3 || !/\p{Script=Han}/u.test(word) ? [] : letters.slice(1).map((letter, n) => [letters[n] ?? '', letter]);
}

function occurrences(text: readonly string[], word: readonly string[]): [number, number][] {
  const found: [number, number][] = [];
  if (word.length === 0) return found;
  for (let n = 0; n + word.length <= text.length; n += 1) {
    if (word.every((letter, k) => text[n + k] === letter)) found.push([n, n + word.length]);
  }
  return found;
}

function merged(places: readonly [number, number][]): [number, number][] {
  const all: [number, number][] = [];
  for (const [from, to] of [...places].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}
