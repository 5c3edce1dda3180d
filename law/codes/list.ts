import { fail } from '../errors.ts';
import type { PlainDate } from '../plain-date.ts';

/**
 * How sure a value is: `text` the source itself was read, `secondary` read elsewhere about it,
 * `recalled` not checked against the source; an operator may load a newer version of any list.
 */
export type Evidence = 'text' | 'secondary' | 'recalled';

/** One value of a standard's list. Never changed or removed: it gets a last day, the new one a first. */
export interface Code {
  readonly code: string; // stored
  readonly zh: string; // shown; the standard's own word
  readonly from: string; // first day in force
  readonly to?: string; // last day in force
  readonly also?: readonly string[]; // other words for it in workbooks and older standards
}

export interface CodeList<C extends Code = Code> {
  readonly name: string;
  readonly zh: string;
  readonly source: string;
  readonly evidence: Evidence;
  /** Whether words beyond the list may stand (the standard says 等). */
  readonly open?: true;
  readonly codes: readonly C[];
}

/** The values of a list on this day, in the standard's order. */
export function codesOn<C extends Code>(list: CodeList<C>, day: PlainDate): readonly C[] {
  return list.codes.filter((one) => one.from <= day && (one.to === undefined || day <= one.to));
}

/** The value that a stored code or a written word means, whatever its dates: old cases must stay readable. */
export function findCode<C extends Code>(list: CodeList<C>, word: string): C | undefined {
  const plain = word.trim();
  return list.codes.find((one) => one.code === plain || one.zh === plain || one.also?.includes(plain) === true);
}

/**
 * The value that may be chosen on this day.
 *
 * @throws CODE_UNKNOWN  where the list has no such value in force
 */
export function codeOn<C extends Code>(list: CodeList<C>, word: string, day: PlainDate): C {
  const found = findCode(list, word);
  if (!found || found.from > day || (found.to !== undefined && found.to < day)) return fail('CODE_UNKNOWN', { list: list.zh, value: word.slice(0, 40) });
  return found;
}

/** The word of a stored code; the code itself where the list has lost it. */
export function codeZh(list: CodeList, code: string): string {
  return findCode(list, code)?.zh ?? code;
}
