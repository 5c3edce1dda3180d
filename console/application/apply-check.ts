import { filled } from '../kit/citations.tsx';
import type { Draft } from './shapes.ts';

export const steps = [
  { zh: '数据项', paths: ['items'] },
  { zh: '依据与场景', paths: ['purpose', 'basis', 'scenario', 'range', 'systems', 'signedOnce'] },
  { zh: '方式与时限', paths: ['mode', 'serviceKind', 'term', 'frequency', 'responsible'] },
  { zh: '承诺与提交', paths: ['assessment', 'renews'] },
] as const;

/** On which step a field stands. */
export function stepOf(path: string): number {
  const head = path.split('.')[0] ?? '';
  const found = steps.findIndex((s) => (s.paths as readonly string[]).includes(head));
  return found < 0 ? 3 : found;
}

/** What goes to the server: blank rows left out, texts trimmed where the shape wants none. */
export function tidy(draft: Draft): Draft {
  const systems = (draft.systems ?? []).map((s) => ({ ...s, addresses: (s.addresses ?? []).map((a) => a.trim()).filter(Boolean) })).filter((s) => (s.name ?? '').trim() !== '' || s.addresses.length > 0);
  const out: Draft = { ...draft };
  if (draft.basis) out.basis = filled(draft.basis) as NonNullable<Draft['basis']>;
  if (draft.systems) out.systems = systems;
  if (draft.mode && draft.mode !== 'service') out.serviceKind = null;
  return out;
}

const taken = ['purpose', 'basis', 'scenario', 'range', 'systems', 'mode', 'serviceKind', 'frequency', 'responsible'] as const;

/** What an earlier application said where this one is still empty. Items and term are this matter's own: they are asked for anew, and no more than needed (20 ¶2). */
export function patternOf(draft: Draft, was: Draft): Partial<Draft> {
  const mine = tidy(draft);
  const empty = (value: unknown): boolean => value === undefined || value === null || value === '' || (typeof value === 'object' && Object.values(value).every(empty));
  return Object.fromEntries(taken.filter((field) => empty(mine[field]) && !empty(was[field])).map((field) => [field, was[field]]));
}

/** The five statements of 20 ¶2 and where each stands. */
export function statementsOf(draft: Draft, problems: readonly { readonly path: string }[]): readonly { readonly zh: string; readonly state: 'done' | 'wrong' | 'open' }[] {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ['使用依据', 'basis', filled(draft.basis ?? []).length > 0], ['使用场景', 'scenario', Boolean(draft.scenario?.trim())], ['使用范围', 'range', Boolean(draft.range?.trim())],
    ['共享方式', 'mode', Boolean(draft.mode)], ['使用时限', 'term', Boolean(draft.term?.from)],
  ];
  return rows.map(([zh, path, has]) => ({ zh, state: !has ? 'open' : problems.some((p) => p.path.split('.')[0] === path) ? 'wrong' : 'done' }));
}
