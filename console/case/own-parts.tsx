import { lazy, type ComponentType } from 'react';
import type { CaseView } from '../../platform/procedures/contract.ts';
import { ownOf } from './act-forms.ts';

type Part = ComponentType<{ readonly view: CaseView }>;
interface Parts { readonly Above?: Part; readonly Own?: Part; readonly Aside?: Part }
const made = new Map<string, Parts>();
const Nothing: Part = () => null;

/** The process's own part of the page and of its side, loaded when a case of it is first seen. */
export function ownParts(kind: string): Parts {
  const known = made.get(kind);
  if (known) return known;
  const load = ownOf(kind);
  const parts: Parts = load ? { Above: lazy(() => load().then((m) => ({ default: (m.Above ?? Nothing) as Part }))), Own: lazy(() => load().then((m) => ({ default: m.Own as Part }))), Aside: lazy(() => load().then((m) => ({ default: (m.Aside ?? Nothing) as Part }))) } : {};
  made.set(kind, parts);
  return parts;
}
