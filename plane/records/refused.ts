/** One row a minute: how often calls of one network were refused for one reason before their signature verified. */
export interface RefusedCount { readonly minuteMs: number; readonly reason: string; readonly network: string; readonly n: number }

export interface RefusedCounters {
  count(reason: string, network: string): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** Rows a minute at most; what is beyond counts under the network `other`, so a flood of networks is bounded too. */
const rowsPerMinute = 10_000;
const everyMs = 15_000;

/** Counters in memory, written in sums and without waiting: a million bad calls are a row, not a million. */
export function createRefusedCounters(write: (rows: readonly RefusedCount[]) => Promise<void>, warn: (text: string) => void): RefusedCounters {
  let counts = new Map<string, RefusedCount & { n: number }>();
  let rowsOfMinute = new Set<string>();
  let minuteMs = 0;

  const flush = async (): Promise<void> => {
    if (counts.size === 0) return;
    const rows = [...counts.values()];
    counts = new Map();
    await write(rows).catch((error: unknown) => warn(`被拒调用的计数未能入库：${error instanceof Error ? error.message : String(error)}`));
  };
  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    count(reason, network) {
      const now = Math.floor(Date.now() / 60_000) * 60_000;
      if (now !== minuteMs) {
        minuteMs = now;
        rowsOfMinute = new Set();
      }
      let key = `${reason} ${network}`;
      if (!rowsOfMinute.has(key)) {
        if (rowsOfMinute.size >= rowsPerMinute) key = `${reason} other`;
        rowsOfMinute.add(key);
      }
      const full = `${minuteMs} ${key}`;
      const row = counts.get(full);
      if (row) row.n += 1;
      else counts.set(full, { minuteMs, reason, network: key.slice(reason.length + 1), n: 1 });
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
