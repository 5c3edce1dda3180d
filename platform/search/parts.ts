import { sql, type RawBuilder } from 'kysely';
import { plain } from './plain.ts';

/** Finding any part of a text by an index on `grams(text)` (0096), where words would be too coarse: names, titles, numbers. */

const most = { parts: 6, letters: 40 };

/** What somebody typed, as parts that must all stand in the text: cut at blanks. */
export function partsOf(question: string): string[] {
  return [...new Set(plain(question).split(' ').filter((part) => part !== ''))].slice(0, most.parts).map((part) => [...part].slice(0, most.letters).join(''));
}

/** The pairs of neighbouring characters in a part; a single character is its own. */
export function gramsOf(part: string): string[] {
  const letters = [...part];
  return letters.length < 2 ? letters : [...new Set(letters.slice(1).map((letter, n) => (letters[n] ?? '') + letter))];
}

/** All parts stand in this text. `text` as the index has it: the index finds those with all pairs, the text itself decides. */
export function hasParts(text: RawBuilder<unknown>, parts: readonly string[]): RawBuilder<boolean> {
  if (parts.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(grams(${text}) @> ${parts.flatMap(gramsOf)}::text[] and ${readsParts(text, parts)})`;
}

/** The same without the index, for rows that are at hand. */
export function readsParts(text: RawBuilder<unknown>, parts: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`(${sql.join(parts.map((part) => sql`position(${part} in lower(normalize(${text}, NFKC))) > 0`), sql` and `)})`;
}
