import { conformance } from './conformance.ts';
import { errorsPage } from './errors.ts';

/** Documents printed from the code, by path. */
export function printed(): Readonly<Record<string, string>> {
  return { 'docs/conformance.md': conformance(), 'docs/errors.md': errorsPage() };
}
