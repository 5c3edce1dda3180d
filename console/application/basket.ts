import { useSyncExternalStore } from 'react';
import { dropDraft, keepDraft, keptDraft } from '../kit/memory.ts';
import type { Draft } from './shapes.ts';

/**
 * 申请清单: entries that a clerk collects, to be applied for together. It stands in this tab until the session ends; the drafts themselves
 * stand on the server, and a line that has one keeps its name, so that filing goes on where it stopped and nothing is filed twice.
 */
export interface Line {
  readonly region: string; readonly entry: string; readonly name: string; readonly providerName: string;
  readonly items: readonly number[];
  readonly ref?: string; readonly number?: string; readonly filed?: true;
  readonly problems?: readonly string[];
}
export interface Basket { readonly lines: readonly Line[]; readonly common: Draft }

const NAME = 'basket';
const EMPTY: Basket = { lines: [], common: {} };
export const MOST = 30;
let basket: Basket | null = null;
const listeners = new Set<() => void>();
const now = (): Basket => (basket ??= keptDraft<Basket>(NAME) ?? EMPTY);

export function changeBasket(change: (was: Basket) => Basket): void {
  basket = change(now());
  if (basket.lines.length === 0) dropDraft(NAME); else keepDraft(NAME, basket);
  for (const listener of listeners) listener();
}
export const useBasket = (): Basket => useSyncExternalStore((l) => { listeners.add(l); return () => { listeners.delete(l); }; }, now);

export const has = (of: Basket, entry: string): boolean => of.lines.some((l) => l.entry === entry);
export const drop = (entry: string): void => changeBasket((was) => ({ ...was, lines: was.lines.filter((l) => l.entry !== entry) }));
export const setLine = (entry: string, change: Partial<Line>): void => changeBasket((was) => ({ ...was, lines: was.lines.map((l) => (l.entry === entry ? { ...l, ...change } : l)) }));
export const put = (line: Pick<Line, 'region' | 'entry' | 'name' | 'providerName' | 'items'>): void => changeBasket((was) => (has(was, line.entry) || was.lines.length >= MOST ? was : { ...was, lines: [...was.lines, line] }));
export const modesOf = (lists: readonly (readonly string[])[]): string[] => [...(lists[0] ?? [])].filter((m) => lists.every((l) => l.includes(m)));
