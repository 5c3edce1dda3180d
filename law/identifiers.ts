import { fail } from './errors.ts';
import { isPlainDate } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';

/** GB 32100-2015: no I, O, S, V, Z; a character's value is its place. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const; // 3^(i−1) mod 31
/** GB 11714-1997: digits, then letters from 10. */
const ORG_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
/** GB 11643-1999, ISO 7064 MOD 11-2. */
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const ID_CHECKS = '10X98765432';

/** What a 统一社会信用代码 says. `warning`: the organisation code inside fails GB 11714, as some old ones lawfully do. */
export interface CreditCode {
  readonly code: string;
  readonly registrar: string; // 1 机构编制, 9 工商 …
  readonly category: string;
  readonly region: string; // of the registrar, GB/T 2260
  readonly organisation: string; // 主体标识码, nine characters
  readonly warning: boolean;
}

/** Check character of the first 17; undefined where they are no such code. */
export function creditCheck(body: string): string | undefined {
  const sum = weighted(body, CREDIT_WEIGHTS, CREDIT_ALPHABET);
  return sum === undefined ? undefined : CREDIT_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Whether a text is a 统一社会信用代码: 18 characters, the check character strictly. */
export function isCreditCode(text: string): boolean {
  return /^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(text) && creditCheck(text.slice(0, 17)) === text.charAt(17);
}

/**
 * Takes a 统一社会信用代码 (GB 32100-2015) apart. Unknown pairs of registrar and category are not refused: the list of them grows.
 *
 * @throws CREDIT_CODE_INVALID
 */
export function creditCode(text: string): CreditCode {
  if (!isCreditCode(text)) return fail('CREDIT_CODE_INVALID', { text: text.slice(0, 40) });
  const organisation = text.slice(8, 17);
  return { code: text, registrar: text.charAt(0), category: text.charAt(1), region: text.slice(2, 8), organisation, warning: !isOrgCode(organisation) };
}

/** Check character of the eight of a 组织机构代码 (GB 11714-1997). */
export function orgCheck(body: string): string | undefined {
  const sum = weighted(body, ORG_WEIGHTS, ORG_ALPHABET);
  if (sum === undefined) return undefined;
  const rest = 11 - (sum % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/** Whether a text is a 组织机构代码; the hyphen of the human form may stand. */
export function isOrgCode(text: string): boolean {
  const machine = /^[0-9A-Z]{8}-[0-9X]$/.test(text) ? text.replace('-', '') : text;
  return /^[0-9A-Z]{8}[0-9X]$/.test(machine) && orgCheck(machine.slice(0, 8)) === machine.charAt(8);
}

/** Bodies PDY00001 to PDY99999 are for private use: invented organisations of demonstrations and tests. */
export function isPrivateOrgCode(code: string): boolean {
  return isOrgCode(code) && /^PDY(?!00000)\d{5}/.test(code);
}

/** What a 公民身份号码 says. The address is that of first registration and may be abolished since: never check it against today's list. */
export interface IdNumber { readonly region: string; readonly birth: PlainDate; readonly sex: 'male' | 'female' }

/** Check character of the first 17 digits. */
export function idCheck(body: string): string | undefined {
  const sum = /^\d{17}$/.test(body) ? weighted(body, ID_WEIGHTS, ORG_ALPHABET) : undefined;
  return sum === undefined ? undefined : ID_CHECKS.charAt(sum % 11);
}

/** Whether a text is a 公民身份号码 (GB 11643-1999): 18 places, a real date, upper-case X. */
export function isIdNumber(text: string): boolean {
  return /^[1-9]\d{16}[\dX]$/.test(text) && isPlainDate(birthOf(text)) && idCheck(text.slice(0, 17)) === text.charAt(17);
}

/** Takes a 公民身份号码 apart. @throws ID_NUMBER_INVALID; the sentence does not repeat the number */
export function idNumber(text: string): IdNumber {
  if (!isIdNumber(text)) return fail('ID_NUMBER_INVALID');
  return { region: text.slice(0, 6), birth: birthOf(text) as PlainDate, sex: Number(text.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}

function birthOf(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
}

function weighted(body: string, weights: readonly number[], alphabet: string): number | undefined {
  if (body.length !== weights.length) return undefined;
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    const value = alphabet.indexOf(body.charAt(i));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return sum;
}
