import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it that are missing. Node's own `recursive` goes round for ever where a file system takes
 * no folders (/proc answers that the parent is missing, and it is there): here each is tried once. What is made has this mode
 * whatever the umask takes from it (where root's is 027 nobody else would pass); what is there keeps its own.
 *
 * @throws what the system says of the first that cannot be made; EEXIST where a file stands in its place
 */
export function makeFolder(path: string, mode = 0o700): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  for (const each of missing) {
    try {
      mkdirSync(each, { mode });
      chmodSync(each, mode);
    } catch (error) {
      if (!isThere(error)) throw error; // else another process made it meanwhile
    }
  }
  if (!statSync(path).isDirectory()) mkdirSync(path);
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
