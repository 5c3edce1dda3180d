import { createHash } from 'node:crypto';
import { isLawError } from '../../law/errors.ts';
import { plainDate, type PlainDate } from '../../law/plain-date.ts';
import { endedSince, gapOf, type Period } from '../../law/reflux-periods.ts';
import type { Job } from '../../platform/jobs/index.ts';
import { keyedDigest, type Keys } from '../../platform/keys/index.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { areaLookIn, recordKeysOf, type AreaLook, type Source } from '../resource/index.ts';
import { followBindings, recutAll } from './areas.ts';
import { censusOf } from './census.ts';
import type { Census } from './contract.ts';
import * as store from './store.ts';

/** What the records of calls tell, which come later in the house: passed in by operate/serve. */
export interface Given {
  /** Of these records of an entry, those that were answered under this grant, ever: digests as hex. At most 1,000. */
  received(db: Reader, entry: { readonly region: string; readonly entry: string }, grant: string, digests: readonly Buffer[]): Promise<ReadonlySet<string>>;
  /** Answered calls since that day, by the machine's date in Shanghai. */
  calls(db: Reader, grant: { readonly region: string; readonly id: string }, since: PlainDate): Promise<number>;
}
export interface JobDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside; readonly source: Source; readonly keys: Keys; readonly given: Given }

const pageRows = 1_000;
/** After so many pages the hold is renewed: a run may take long, two never run at once. */
const pagesAHold = 100;

export function refluxJobs(deps: JobDeps): Job[] {
  return [
    { name: 'reflux', everyMs: 60_000, run: () => reconcileOnce(deps) },
    { name: 'reflux-areas', everyMs: 3_600_000, run: async () => { await recutAll(deps); } },
    { name: 'reflux-bindings', everyMs: 60_000, run: async () => { await followBindings(deps); } },
  ];
}

/**
 * One reflux whose period has ended: what its source holds in the area, compared with what the call records say was given. Read page
 * by page outside any transaction; what was found becomes one move of the platform. @returns whether there was one
 */
export async function reconcileOnce(deps: JobDeps): Promise<boolean> {
  const { db, directory, inside } = deps;
  const today = await transact(db, (tx) => directory.legalToday(tx));
  const it = await transact(db, (tx) => store.claimDue(tx, today));
  const period = it?.periodFrom == null ? undefined : endedSince(plainDate(it.periodFrom), today);
  if (it === undefined || period === undefined) return false;
  const at = { region: it.region, id: it.caseId };
  try {
    const found = await compare(deps, it, period);
    if (found === undefined) await store.holdFor(db, at, 60, '数据资源没有挂接，或者区划代码所在的字段已经没有，不能对账');
    else {
      await transact(db, async (tx) => {
        await store.setReflux(tx, at, { census: found.census, bound: found.bound });
        await inside.moveIfAny(tx, at, 'reconcile', { clock: 'period.ended' }, found.stated);
        await store.releaseAt(tx, at);
      });
    }
  } catch (error) {
    if (!isLawError(error)) throw error;
    await store.holdFor(db, at, 60, error.message);
  }
  return true;
}

async function compare(deps: JobDeps, it: store.RefluxRecord, period: Period): Promise<{ readonly stated: Record<string, unknown>; readonly census: Census; readonly bound: string } | undefined> {
  const { db, source } = deps;
  const look = it.regionItem === null ? undefined : await areaLookIn(db, source, it.entryRegion, it.entry, it.regionItem);
  if (look === undefined || !look.keyed || it.grantRegion === null || it.grantId === null) return undefined;
  const census = censusOf(await look.counts(), it.regions);
  const sums = await bothSides(deps, it, look);
  const grant = { region: it.grantRegion, id: it.grantId };
  const [last] = await store.periodsOf(db, { region: it.region, id: it.caseId }, undefined, 1);
  const calls = await deps.given.calls(db, grant, shanghaiDay(last?.at ?? it.connectedAt ?? new Date().toISOString()));
  const gap = gapOf({ source: sums.sourceRows, given: sums.givenRows, calls, before: last?.gap ?? null, sourceBefore: last?.sourceRows ?? 0 });
  const gapSince = gap === 'none' ? null : gap === 'stays' ? last?.gapSince ?? period.name : period.name;
  return { stated: { period: period.name, from: period.from, to: period.to, ...sums, calls, gap, gapSince }, census, bound: look.bound };
}

const shanghaiDay = (at: string): PlainDate => plainDate(new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10));

/** Counts, and the SHA-256 of the key digests in the order of the source: of all that it holds, and of those that were given. Equal hashes: nothing lacks. */
async function bothSides(deps: JobDeps, it: store.RefluxRecord, look: AreaLook) {
  const { db, keys } = deps;
  const [digestKey, named] = [keys.digestKey(`entry/${it.entryRegion}/${it.entry}`), await recordKeysOf(db, it.entryRegion, it.entry)];
  const [source, given] = [createHash('sha256'), createHash('sha256')];
  let [sourceRows, givenRows] = [0, 0];
  let after: readonly (string | null)[] | null = null;
  for (let page = 1; ; page += 1) {
    const rows: readonly (readonly (string | null)[])[] = await look.keys(it.codes, after, pageRows);
    const digests = rows.map((key) => keyedDigest(digestKey, named.textOf(key)));
    const known = await deps.given.received(db, { region: it.entryRegion, entry: it.entry }, it.grantId ?? '', digests);
    for (const digest of digests) {
      source.update(digest);
      sourceRows += 1;
      if (!known.has(digest.toString('hex'))) continue;
      given.update(digest);
      givenRows += 1;
    }
    after = rows.at(-1) ?? null;
    if (rows.length < pageRows) return { sourceRows, sourceHash: source.digest('hex'), givenRows, givenHash: given.digest('hex') };
    if (page % pagesAHold === 0) await store.holdFor(db, { region: it.region, id: it.caseId }, 30, null);
  }
}
