import type { CaseView } from '../../platform/procedures/contract.ts';
import type { RefluxOwn } from '../../processes/reflux/contract.ts';

export const ownOf = (view: CaseView): RefluxOwn => view.own as RefluxOwn;

export interface Village { readonly name: string; readonly code: string }

/** One a line: name, then its code. */
export function villagesOf(text: string): Village[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const code = /(\d+)\s*$/.exec(line)?.[1] ?? '';
    return { name: line.slice(0, line.length - code.length).replace(/[\s,，;；、]+$/, '').trim(), code };
  });
}

/** Lines that are no name with a code of nine or twelve digits, by number. */
export const wrongLines = (text: string): number[] => villagesOf(text).flatMap((one, n) => (one.name.length < 2 || !/^\d{9}(?:\d{3})?$/.test(one.code) ? [n + 1] : []));
