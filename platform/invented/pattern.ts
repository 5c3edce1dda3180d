import type { Dice } from './dice.ts';

/** What a part of a pattern can become. */
type Node = (dice: Dice) => string;
interface Cursor { at: number }

const mostMore = 3; // how far + and * go beyond what they must
const longest = 200;
const mostText = 1_000;
class Unsupported extends Error {}

/**
 * A text that fits a regular expression: literals, classes, groups, alternatives and counts, as rules for codes are
 * written. Undefined where the expression has more than that, or what came out does not fit it after all.
 */
export function textLike(pattern: string, dice: Dice): string | undefined {
  if (pattern.length > longest) return undefined;
  try {
    const cursor = { at: 0 };
    const node = alternatives(pattern, cursor);
    if (cursor.at < pattern.length) return undefined;
    const text = node(dice);
    return new RegExp(`^(?:${pattern})$`, 'u').test(text) ? text : undefined;
  } catch (error) {
    if (error instanceof Unsupported || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function alternatives(pattern: string, cursor: Cursor): Node {
  const choices: Node[] = [sequence(pattern, cursor)];
  while (pattern[cursor.at] === '|') {
    cursor.at += 1;
    choices.push(sequence(pattern, cursor));
  }
  return (dice) => dice.pick(choices)(dice);
}

function sequence(pattern: string, cursor: Cursor): Node {
  const parts: Node[] = [];
  while (cursor.at < pattern.length && pattern[cursor.at] !== '|' && pattern[cursor.at] !== ')') {
    const one = atom(pattern, cursor);
    parts.push(repeated(pattern, cursor, one));
  }
  return (dice) => parts.map((part) => part(dice)).join('');
}

function atom(pattern: string, cursor: Cursor): Node {
  const char = String.fromCodePoint(pattern.codePointAt(cursor.at) as number);
  cursor.at += char.length;
  if (char === '^' || char === '$') return () => '';
  if (char === '.') return (dice) => dice.pick(alphabet);
  if (char === '\\') return escaped(pattern, cursor);
  if (char === '[') return someOf(classAt(pattern, cursor));
  if (char !== '(') return () => char;
  if (pattern[cursor.at] === '?') {
    if (pattern[cursor.at + 1] !== ':') throw new Unsupported();
    cursor.at += 2;
  }
  const inner = alternatives(pattern, cursor);
  if (pattern[cursor.at] !== ')') throw new Unsupported();
  cursor.at += 1;
  return inner;
}

const digits = [...'0123456789'];
const alphabet = [...digits, ...'ABCDEFGHJKLMNPQRSTUVWXYZ'];
const classes: Readonly<Record<string, readonly string[]>> = { d: digits, w: alphabet, s: [' '] };

function escaped(pattern: string, cursor: Cursor): Node {
  const char = pattern[cursor.at] ?? '';
  cursor.at += 1;
  const known = classes[char];
  if (known) return someOf(known);
  if (/[A-Za-z0-9]/.test(char) || char === '') throw new Unsupported(); // \b, \1, \p …
  return () => char;
}

const someOf = (list: readonly string[]): Node => (dice) => dice.pick(list);

/** `[A-Z0-9-]`: every character it allows, no more than a thousand of a range. */
function classAt(pattern: string, cursor: Cursor): readonly string[] {
  if (pattern[cursor.at] === '^') throw new Unsupported();
  const list: string[] = [];
  for (;;) {
    const char = pattern[cursor.at];
    if (char === undefined) throw new Unsupported();
    cursor.at += 1;
    if (char === ']') break;
    if (char === '\\') {
      const next = pattern[cursor.at] ?? '';
      cursor.at += 1;
      list.push(...(classes[next] ?? [next]));
    } else if (pattern[cursor.at] === '-' && pattern[cursor.at + 1] !== ']' && pattern[cursor.at + 1] !== undefined) {
      const [from, to] = [char.charCodeAt(0), (pattern[cursor.at + 1] as string).charCodeAt(0)];
      cursor.at += 2;
      for (let code = from; code <= Math.min(to, from + 1_000); code += 1) list.push(String.fromCharCode(code));
    } else list.push(char);
  }
  if (list.length === 0) throw new Unsupported();
  return list;
}

function repeated(pattern: string, cursor: Cursor, one: Node): Node {
  const [found, least, comma, most] = /^(?:[?*+]|\{(\d{1,3})(,?)(\d{0,3})\})/.exec(pattern.slice(cursor.at)) ?? [];
  if (found === undefined) return one;
  cursor.at += found.length;
  if (pattern[cursor.at] === '?') cursor.at += 1; // lazy: the same texts
  const from = found === '?' || found === '*' ? 0 : found === '+' ? 1 : Number(least);
  const to = found === '?' ? 1 : found === '*' || found === '+' ? from + mostMore : comma === '' ? from : most === '' ? from + mostMore : Number(most);
  if (to < from) throw new Unsupported();
  return (dice) => {
    let text = '';
    for (let left = from + dice.below(to - from + 1); left > 0; left -= 1) {
      text += one(dice);
      if (text.length > mostText) throw new Unsupported(); // counts of counts multiply
    }
    return text;
  };
}
