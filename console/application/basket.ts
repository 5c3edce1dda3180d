import { useSyncExternalStore } from 'react';
import { keeperOf, type Keeper } from '../kit/keeper.ts';
import type { Draft } from './shapes.ts';

/**
 * 申请清单: entries that a clerk collects, to be applied for together; kept for him on the server, as what he types is. A line
 * that has a draft of its own keeps its name, so that filing goes on where it stopped and nothing is filed twice.
 */
export interface Line {
  readonly region: string; readonly entry: string; readonly name: string; readonly providerName: string;
  readonly items: readonly number[];
  readonly ref?: string; readonly number?: string; readonly filed?: true;
  readonly problems?: readonly string[];
}
export interface Basket { readonly lines: readonly Line[]; readonly common: Draft }

const EMPTY: Basket = { lines: [], common: {} };
export const MOST = 30;
let basket = EMPTY;
let touched = false;
let keeper: Keeper<Basket> | null = null;
const listeners = new Set<() => void>();
const now = (): Basket => basket;
const tell = (): void => { for (const listener of listeners) listener(); };

/** Asked for once, by the first page that shows it; what is collected before the answer comes is added to it. */
function begun(): Keeper<Basket> {
  if (keeper !== null) return keeper;
  const own = keeper = keeperOf<Basket>({ kind: 'form', form: 'basket', about: '' });
  void own.find().then((kept) => {
    if (kept === null) return;
    const { lines, common } = kept.body;
    basket = { lines: [...lines, ...basket.lines.filter((line) => !lines.some((l) => l.entry === line.entry))].slice(0, MOST), common: touched ? { ...common, ...basket.common } : common };
    if (kept.dirty || touched) own.keep(basket);
    tell();
  });
  return own;
}

export function changeBasket(change: (was: Basket) => Basket): void {
  const own = begun();
  touched = true;
  basket = change(basket);
  if (basket.lines.length === 0) own.drop(); else own.keep(basket);
  tell();
}
function listen(listener: () => void): () => void {
  begun();
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}
export const useBasket = (): Basket => useSyncExternalStore(listen, now);

export const has = (of: Basket, entry: string): boolean => of.lines.some((l) => l.entry === entry);
export const drop = (entry: string): void => changeBasket((was) => ({ ...was, lines: was.lines.filter((l) => l.entry !== entry) }));
export const setLine = (entry: string, change: Partial<Line>): void => changeBasket((was) => ({ ...was, lines: was.lines.map((l) => (l.entry === entry ? { ...l, ...change } : l)) }));
export const put = (line: Pick<Line, 'region' | 'entry' | 'name' | 'providerName' | 'items'>): void => changeBasket((was) => (has(was, line.entry) || was.lines.length >= MOST ? was : { ...was, lines: [...was.lines, line] }));
export const modesOf = (lists: readonly (readonly string[])[]): string[] => [...(lists[0] ?? [])].filter((m) => lists.every((l) => l.includes(m)));
