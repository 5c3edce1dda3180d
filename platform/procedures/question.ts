import { partsOf } from '../search/parts.ts';

/** What somebody typed into a list: parts of the title, and where it reads like one, a number or a piece of it. */
export interface Question { readonly parts: readonly string[]; readonly number: NumberAsked | null }

/** SQ-320800-2026-0001… by its beginning; 2026-000123, 000123 and 123 by the running number. */
export type NumberAsked = { readonly begins: string } | { readonly running: string; readonly year: string | null; readonly region: string | null };

export function questionOf(text: string | undefined): Question | null {
  const parts = partsOf(text ?? '');
  const [only] = parts;
  return only === undefined ? null : { parts, number: parts.length === 1 ? numberAsked(only) : null };
}

function numberAsked(part: string): NumberAsked | null {
  if (/^[a-z]{2}-[\d-]*$/.test(part)) return { begins: part.toUpperCase() };
  const [, region, year, running] = /^(?:(?:(\d{6})-)?(\d{4})-)?0*(\d{1,18})$/.exec(part) ?? [];
  return running === undefined ? null : { running, year: year ?? null, region: region ?? null };
}
