/** Numbers of this process as Prometheus reads them. Labels come from short lists: never a person, a case, a grant, an address. */
export type Labels = Readonly<Record<string, string>>;
export interface Sample { readonly suffix?: string; readonly labels?: Labels; readonly value: number }
export interface Family { readonly name: string; readonly type: 'counter' | 'gauge' | 'histogram'; readonly help: string; readonly samples: readonly Sample[] }

/** What has been counted since the process began: made once beside what it counts, shown by `counted`. */
const made: { family(): Family }[] = [];

/** Label values beyond this number count as `other`: a mistake must not fill the memory of whoever scrapes. */
const mostSeries = 2_000;

function series<T>(labels: readonly string[], fresh: () => T): { of(values: readonly string[]): T; all(): (readonly [Labels, T])[] } {
  const known = new Map<string, { readonly labels: Labels; readonly it: T }>();
  const make = (values: readonly string[]): T => {
    const key = values.join('\n');
    const found = known.get(key);
    if (found !== undefined) return found.it;
    if (known.size >= mostSeries && values.some((value) => value !== 'other')) return make(labels.map(() => 'other'));
    const it = fresh();
    known.set(key, { labels: Object.fromEntries(labels.map((name, n) => [name, values[n] ?? ''])), it });
    return it;
  };
  return { of: make, all: () => [...known.values()].map((each) => [each.labels, each.it] as const) };
}

/** A count that only grows. `labels` are names; values are given in their order. */
export function counter(name: string, help: string, labels: readonly string[]): { add(values: readonly string[], n?: number): void } {
  const all = series(labels, () => ({ n: 0 }));
  made.push({ family: () => ({ name, help, type: 'counter', samples: all.all().map(([of, it]) => ({ labels: of, value: it.n })) }) });
  return { add: (values, n = 1) => { all.of(values).n += n; } };
}

/** A number that was last set. */
export function gauge(name: string, help: string, labels: readonly string[]): { set(values: readonly string[], value: number): void } {
  const all = series(labels, () => ({ n: 0 }));
  made.push({ family: () => ({ name, help, type: 'gauge', samples: all.all().map(([of, it]) => ({ labels: of, value: it.n })) }) });
  return { set: (values, value) => { all.of(values).n = value; } };
}

/** Seconds; from a call answered at once to one that a provider kept waiting. */
export const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** How long something took, in seconds. */
export function histogram(name: string, help: string, labels: readonly string[], buckets: readonly number[] = latencyBuckets): { observe(values: readonly string[], seconds: number): void } {
  const all = series(labels, () => ({ counts: new Array<number>(buckets.length + 1).fill(0), sum: 0 }));
  made.push({ family: () => ({ name, help, type: 'histogram', samples: all.all().flatMap(([of, it]) => cumulated(of, it, buckets)) }) });
  return {
    observe(values, seconds) {
      const it = all.of(values);
      let at = 0;
      while (at < buckets.length && seconds > (buckets[at] as number)) at += 1;
      it.counts[at] = (it.counts[at] as number) + 1;
      it.sum += seconds;
    },
  };
}

function cumulated(labels: Labels, it: { readonly counts: readonly number[]; readonly sum: number }, buckets: readonly number[]): Sample[] {
  let n = 0;
  const samples = it.counts.map((count, at) => ({ suffix: '_bucket', labels: { ...labels, le: at < buckets.length ? String(buckets[at]) : '+Inf' }, value: (n += count) }));
  return [...samples, { suffix: '_sum', labels, value: it.sum }, { suffix: '_count', labels, value: n }];
}

/** Everything that this process has counted. */
export const counted = (): readonly Family[] => made.map((each) => each.family());
