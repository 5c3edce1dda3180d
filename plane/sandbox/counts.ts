import type { SandboxCalls } from '../../processes/grant/index.ts';

export interface SandboxCounts {
  /** '' for an answer, else the reason of the refusal. */
  count(of: { readonly region: string; readonly id: string }, door: 'national' | 'rest', reason: string): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const everyMs = 3_000;

/** Calls of sandboxes are counted, not recorded: they are no use of data, so nobody waits for them, and a crash may lose some seconds of counts. */
export function createSandboxCounts(write: (rows: readonly SandboxCalls[]) => Promise<void>, warn: (text: string) => void): SandboxCounts {
  let counts = new Map<string, SandboxCalls & { n: number; lastMs: number }>();
  const flush = async (): Promise<void> => {
    if (counts.size === 0) return;
    const rows = [...counts.values()];
    counts = new Map();
    await write(rows).catch((error: unknown) => warn(`接口沙箱的调用计数未能入库：${error instanceof Error ? error.message : String(error)}`));
  };
  const timer = setInterval(() => void flush(), everyMs).unref();
  return {
    count({ region, id }, door, reason) {
      const key = `${region}-${id} ${door} ${reason}`;
      const row = counts.get(key) ?? { region, sandbox: id, door, reason, n: 0, lastMs: 0 };
      row.n += 1;
      row.lastMs = Date.now();
      counts.set(key, row);
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
