import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Family } from './instruments.ts';

/** What Node says of this process. The delay of the event loop is that since the last look. */
export function watchRuntime(): { families(): readonly Family[]; stop(): void } {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const gauge = (name: string, help: string, value: number): Family => ({ name, help, type: 'gauge', samples: [{ value }] });
  return {
    families() {
      const memory = process.memoryUsage();
      const cpu = process.cpuUsage();
      const seconds = (nanoseconds: number): number => (Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0);
      const families: Family[] = [
        gauge('process_resident_memory_bytes', 'Memory of this process.', memory.rss),
        gauge('nodejs_heap_used_bytes', 'Heap in use.', memory.heapUsed),
        gauge('nodejs_external_memory_bytes', 'Buffers outside the heap.', memory.external),
        { name: 'process_cpu_seconds_total', type: 'counter', help: 'Processor time, user and system.', samples: [{ value: (cpu.user + cpu.system) / 1e6 }] },
        gauge('process_start_time_seconds', 'When this process began.', Date.now() / 1_000 - process.uptime()),
        {
          name: 'nodejs_eventloop_delay_seconds', type: 'gauge', help: 'How late timers came since the last scrape.',
          samples: [{ labels: { of: 'p50' }, value: seconds(delay.percentile(50)) }, { labels: { of: 'p99' }, value: seconds(delay.percentile(99)) }, { labels: { of: 'max' }, value: seconds(delay.max) }],
        },
      ];
      delay.reset();
      return families;
    },
    stop: () => { delay.disable(); },
  };
}
