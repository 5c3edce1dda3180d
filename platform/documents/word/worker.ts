import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Paper } from '../../../law/documents/paper.ts';
import { serveTasks } from '../../workers/serve.ts';
import { wordOf } from './build.ts';

export interface NamedFile { readonly name: string; readonly bytes: Uint8Array }
export type WordTask =
  | { readonly do: 'make'; readonly paper: Paper }
  | { readonly do: 'reprint'; readonly bytes: Uint8Array; readonly line: string; readonly by: string }
  | { readonly do: 'pack'; readonly files: readonly NamedFile[] };

serveTasks(async (task: WordTask): Promise<Uint8Array> => {
  if (task.do === 'make') return wordOf(task.paper);
  if (task.do === 'reprint') return reprint(task.bytes, task.line, task.by);
  return zipSync(Object.fromEntries(task.files.map(({ name, bytes }) => [name, [bytes, { level: 0 }]])));
});

/** The kept file with another line of print at its foot; every other part of it is byte for byte what was kept. */
function reprint(bytes: Uint8Array, line: string, by: string): Uint8Array {
  const parts = unzipSync(bytes);
  let found = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (!/^word\/footer\d*\.xml$/.test(name)) continue;
    const text = strFromU8(part);
    const from = `>${escaped(line)}<`;
    found += text.split(from).length - 1;
    parts[name] = strToU8(text.replaceAll(from, () => `>${escaped(by)}<`));
  }
  if (found === 0) throw new Error('the kept file has no line of print');
  return zipSync(parts);
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&apos;');
