import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10; // USER_HZ is 100 wherever Node runs on Linux

interface Stat { readonly pid: number; readonly parent: number; readonly ms: number; /** Of children that are gone. */ readonly goneMs: number }

function stats(): Stat[] {
  const all: Stat[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      all.push({ pid: Number(name), parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * tickMs, goneMs: (Number(fields[13]) + Number(fields[14])) * tickMs });
    } catch {
      // gone meanwhile
    }
  }
  return all;
}

/** Processor time used so far by a process, or by a database server with all its backends, those that ended too; 0 where there is no /proc. */
export function cpuMs(of: { readonly pid?: number | undefined; readonly postmaster?: number | undefined }): number {
  if (process.platform !== 'linux') return 0;
  return stats().filter((it) => it.pid === of.pid || (of.postmaster !== undefined && (it.pid === of.postmaster || it.parent === of.postmaster))).reduce((sum, it) => sum + it.ms + (it.pid === of.postmaster ? it.goneMs : 0), 0);
}
