import type { Paper } from '../../../law/documents/paper.ts';
import { createPool } from '../../workers/pool.ts';
import type { NamedFile, WordTask } from './worker.ts';

/** Word files, made in a thread of their own. */
export interface Word {
  make(paper: Paper): Promise<Uint8Array>;
  /** A further print of a kept file: `line` at its foot becomes `by`, nothing else changes. */
  reprint(bytes: Uint8Array, line: string, by: string): Promise<Uint8Array>;
  pack(files: readonly NamedFile[]): Promise<Uint8Array>;
  stop(): Promise<void>;
}

export function createWord(): Word {
  const pool = createPool<WordTask, Uint8Array>(new URL('./worker.ts', import.meta.url), { memoryMb: 512, timeoutMs: 60_000, waiting: 200 });
  return {
    make: (paper) => pool.run({ do: 'make', paper }),
    reprint: (bytes, line, by) => pool.run({ do: 'reprint', bytes, line, by }),
    pack: (files) => pool.run({ do: 'pack', files }),
    stop: () => pool.stop(),
  };
}
export type { NamedFile } from './worker.ts';
