import type { BasketAnswer } from '../../processes/application/contract.ts';
import { api } from '../shell/api.ts';
import { tidy } from './apply-check.ts';
import { changeBasket, type Line } from './basket.ts';
import type { Draft } from './shapes.ts';

/** All open lines in one request, which acts once however often it is sent; each line keeps what became of it. Says how many were filed. */
export async function fileBasket(open: readonly Line[], common: Draft): Promise<number> {
  const { items: _items, renews: _renews, ...statements } = tidy(common);
  const lines = open.map(({ region, entry, items, ref }) => ({ entryRegion: region, entry, items, ...(ref === undefined ? {} : { ref }) }));
  const { results } = await api.post<BasketAnswer>('/application/basket', { common: statements, lines });
  const of = new Map(results.map((one) => [one.entry, one]));
  changeBasket((was) => ({ ...was, lines: was.lines.map((line) => {
    const result = of.get(line.entry);
    if (result === undefined) return line;
    return { ...line, problems: result.problems, ...(result.ref === null ? {} : { ref: result.ref }), ...(result.filed ? { filed: true as const } : {}), ...(result.number === null ? {} : { number: result.number }) };
  }) }));
  return results.filter((one) => one.filed).length;
}
