import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildFolder, root } from './place.mjs';

/** All files below a folder (or the file itself), in one order; none if it is absent. */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
      return entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)];
    });
}

/**
 * A key of the content of these files. Names, sizes and times are looked at first:
 * as long as they are those of the last time, nothing is read (a second start costs milliseconds).
 */
export function contentKey(name, parts, counts = () => true) {
  const files = parts.flatMap((part) => filesBelow(join(root, part))).filter(counts);
  const seen = createHash('sha256');
  for (const path of files) {
    const { mtimeMs, size } = statSync(path);
    seen.update(`${relative(root, path)}\0${mtimeMs}\0${size}\n`);
  }
  const stamp = seen.digest('hex');
  const note = join(buildFolder, `${name}.stamp`);
  const known = noted(note);
  if (known[0] === stamp) return known[1];
  const content = createHash('sha256');
  for (const path of files) content.update(`${relative(root, path)}\0`).update(readFileSync(path)).update('\0');
  const key = content.digest('hex').slice(0, 16);
  try {
    mkdirSync(buildFolder, { recursive: true });
    writeFileSync(`${note}.${process.pid}`, `${stamp} ${key}`);
    renameSync(`${note}.${process.pid}`, note);
  } catch {
    // A program that belongs to another user: the next start reads the sources again.
  }
  return key;
}

function noted(note) {
  try {
    return readFileSync(note, 'utf8').split(' ');
  } catch {
    return [];
  }
}
