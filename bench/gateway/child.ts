import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A process of the bench, built or not. */
export function childPath(name: string): string {
  const base = join(import.meta.dirname, name);
  return existsSync(`${base}.js`) ? `${base}.js` : `${base}.ts`;
}
