import { belongs, within } from '../../law/region-area.ts';
import { parentIn } from '../../law/region-code.ts';
import { divisions } from '../organisation/index.ts';

export interface Named { readonly code: string; readonly name: string }

/** Codes of former years that count as an area's own, with what became of them. */
export function formerOf(regions: readonly string[]): (Named & { readonly now: string })[] {
  const { former, names } = divisions();
  return [...former].filter(([code]) => belongs(divisions(), code, regions) === 'ours').map(([code, to]) => ({ code, name: names.get(code) ?? code, now: to.map((one) => `${names.get(one) ?? ''}（${one}）`).join('、') }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A region and those directly below it: of these a receiver chooses. */
export function choosable(region: string): Named[] {
  const { present, names } = divisions();
  const below = [...present.keys()].filter((code) => code !== region && parentIn(code, present) === region && !/^(?:市辖区|县)$|直辖县级行政区划$/u.test(names.get(code) ?? ''));
  return [region, ...below.sort()].map((code) => ({ code, name: names.get(code) ?? code }));
}

/** Whether one region lies below another. */
export const isBelow = (region: string, above: string): boolean => region !== above && within(divisions(), region, [above]);
