import { belongs } from '../../law/region-area.ts';
import { divisions } from '../organisation/index.ts';
import type { CodeCount } from '../resource/index.ts';
import type { Census } from './contract.ts';

const listed = 200;

/**
 * Rows by where their code belongs. What no list of any year has, what is empty, and what was divided so that the code does not tell,
 * belongs to nobody's area: it is counted and its codes listed to the sender, never the rows (24 ¶1: 完整).
 */
export function censusOf({ rows, codes }: { readonly rows: number; readonly codes: readonly CodeCount[] }, regions: readonly string[], at = new Date()): Census {
  const sums = { ours: 0, elsewhere: 0, divided: 0, unknown: 0 };
  const odd: Census['codes'] = [];
  for (const { code, rows: n } of codes) {
    const is = code === null || code.trim() === '' ? 'unknown' : belongs(divisions(), code, regions);
    sums[is] += n;
    if (is === 'divided' || is === 'unknown') odd.push({ code, rows: n, why: is === 'divided' ? 'divided' : code === null || code.trim() === '' ? 'empty' : 'unknown' });
  }
  return { at: at.toISOString(), rows, ...sums, codes: odd.slice(0, listed) };
}

/** Rows that reach nobody for want of a code that tells. */
export const uncoded = (census: Census): number => census.unknown + census.divided;
