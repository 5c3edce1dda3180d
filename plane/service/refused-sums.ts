import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { CallRecord } from '../../processes/usage/index.ts';

type Keep = (record: CallRecord) => Promise<void>;

interface Sum { record: CallRecord; n: number; timer: NodeJS.Timeout }

/**
 * Calls refused after their signature: one record at once, then at most one a second per grant with the sum of
 * what came meanwhile. They carry no data, so nobody waits for them.
 */
export function createRefusedSums(keep: Keep, everyMs = 1_000): { add(record: CallRecord): void; flush(): void } {
  const sums = new Map<string, Sum>();
  const write = (record: CallRecord): void => void keep(record).catch(() => undefined);

  const tick = (key: string): void => {
    const sum = sums.get(key);
    if (!sum) return;
    if (sum.n === 0) {
      sums.delete(key);
      return;
    }
    write({ ...sum.record, id: uuidv7(), repeats: sum.n });
    sum.n = 0;
    sum.timer = setTimeout(tick, everyMs, key).unref();
  };

  return {
    add(record) {
      const key = `${record.region}-${record.grant}`;
      const sum = sums.get(key);
      if (sum) {
        sum.record = record;
        sum.n += 1;
        return;
      }
      write(record);
      sums.set(key, { record, n: 0, timer: setTimeout(tick, everyMs, key).unref() });
    },
    flush() {
      for (const { record, n, timer } of sums.values()) {
        clearTimeout(timer);
        if (n > 0) write({ ...record, id: uuidv7(), repeats: n });
      }
      sums.clear();
    },
  };
}
