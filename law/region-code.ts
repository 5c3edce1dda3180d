import { fail } from './errors.ts';

/** GB/T 2260-2007: two digits of province, two of prefecture, two of county. `100000` stands for the nation, by convention. */
export type RegionLevel = 'nation' | 'province' | 'prefecture' | 'county';

export const NATION = '100000';

/**
 * Six digits from two, four or six: `32` → `320000`, `3208` → `320800`. `000000` is read as the nation.
 *
 * @throws REGION_CODE_INVALID
 */
export function regionCode(text: string): string {
  if (!/^(?:\d{2}|\d{4}|\d{6})$/.test(text)) return fail('REGION_CODE_INVALID', { text: text.slice(0, 40) });
  const code = text.padEnd(6, '0') === '000000' ? NATION : text.padEnd(6, '0');
  if (!isRegionCode(code)) return fail('REGION_CODE_INVALID', { text });
  return code;
}

/** Whether a text has the shape of a six-digit code; whether such a region exists is asked of the list of regions. */
export function isRegionCode(text: string): boolean {
  if (text === NATION) return true;
  if (/^(?:71|8[12])\d{4}$/.test(text)) return true; // Hong Kong's and Macao's districts have no prefecture: 810001
  return /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{4}$/.test(text) && !/^\d{2}00(?!00)/.test(text);
}

/** Which of the four levels a code stands for. */
export function regionLevel(code: string): RegionLevel {
  if (code === NATION) return 'nation';
  return code.endsWith('0000') ? 'province' : code.endsWith('00') ? 'prefecture' : 'county';
}

/**
 * The codes above, nearest first, up to the nation: `320803` → `320800`, `320000`, `100000`. By the code alone:
 * a county directly under its province (429004, 469001) names a prefecture that is no region (429000); `parentIn` skips it.
 */
export function regionsAbove(code: string): string[] {
  const above: string[] = [];
  if (regionLevel(code) === 'county') above.push(`${code.slice(0, 4)}00`);
  if (regionLevel(code) === 'county' || regionLevel(code) === 'prefecture') above.push(`${code.slice(0, 2)}0000`);
  return code === NATION ? [] : [...above, NATION];
}

/** The nearest region above that is in the list: districts of municipalities and counties directly under a province go to the province. */
export function parentIn(code: string, known: { has(code: string): boolean }): string | undefined {
  return regionsAbove(code).find((above) => above === NATION || known.has(above));
}

/** Whether a region lies within another, or is it. */
export function isWithin(code: string, outer: string): boolean {
  return code === outer || regionsAbove(code).includes(outer);
}

/** The lowest region that contains both, by the codes alone; at last the nation. Callers skip what is no region. */
export function commonRegion(a: string, b: string): string {
  return [a, ...regionsAbove(a)].find((one) => isWithin(b, one)) ?? NATION;
}
