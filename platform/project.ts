import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project (its package.json), from the sources as from `.build/`; data, docs and licences lie below it. */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  for (let at = from; ; at = dirname(at)) {
    const path = join(at, 'package.json');
    if (existsSync(path) && (JSON.parse(readFileSync(path, 'utf8')) as { name?: string }).name === 'shuqiao') return at;
    if (dirname(at) === at) throw new Error(`no project above ${from}`);
  }
}
