import { readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';

/** A folder per process: `<host>-<pid>-<start>-<random>`. Who is gone leaves it to whoever starts next. */
export function ownFolderName(): string {
  return `${host()}-${process.pid}-${startOf(process.pid) ?? '0'}-${randomBytes(4).toString('hex')}`;
}

const host = (): string => hostname().replace(/[^A-Za-z0-9]/g, '_').slice(0, 60) || 'host';
const strangeMs = 120_000;

/** Start of a process in clock ticks since boot: a pid alone may have been given again. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = startOf(pid);
  return now === undefined || now === start;
}

export interface Orphan { readonly path: string; content(): Promise<Buffer>; remove(): Promise<void> }

/** Record files whose process is gone, oldest first. A folder of another machine counts as left when nothing in it changed for two minutes. */
export async function orphansIn(folder: string, own: string): Promise<Orphan[]> {
  const found: Orphan[] = [];
  for (const name of (await readdir(folder).catch(() => [] as string[])).sort()) {
    const parts = /^(.+)-(\d+)-(\d+)-[0-9a-f]{8}$/.exec(name);
    if (!parts || name === own) continue;
    const sub = join(folder, name);
    const left = parts[1] === host() ? !isAlive(Number(parts[2]), parts[3] as string) : Date.now() - (await stat(sub)).mtimeMs > strangeMs;
    if (!left) continue;
    const files = (await readdir(sub).catch(() => [] as string[])).filter((file) => file.endsWith('.rec')).sort();
    if (files.length === 0) await rmdir(sub).catch(() => undefined);
    for (const file of files) {
      const path = join(sub, file);
      found.push({ path, content: () => readFile(path), remove: async () => {
        await rm(path, { force: true });
        await rmdir(sub).catch(() => undefined); // not empty yet, or gone
      } });
    }
  }
  return found;
}
