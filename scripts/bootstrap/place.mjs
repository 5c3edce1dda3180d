import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const buildFolder = join(root, '.build');
export const modules = join(root, 'node_modules');

/** For people, never for programs: standard error. */
export function say(text) {
  process.stderr.write(`数桥 · ${text}\n`);
}
