import { isLawError } from '../../law/errors.ts';
import { codesOf } from '../../law/region-area.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import { refOf } from '../../platform/procedures/ref.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { recutArea } from '../grant/index.ts';
import { divisions } from '../organisation/index.ts';
import { areaLookIn, boundNames, type Source } from '../resource/index.ts';
import { censusOf } from './census.ts';
import type { Census } from './contract.ts';
import * as store from './store.ts';

export interface AreaDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside; readonly source: Source }
interface Counted { readonly census: Census; readonly bound: string }

const aPage = 200;

/** Every reflux that is connected, stopped or not, in order. */
async function eachConnected(db: Db, work: (page: readonly store.RefluxRecord[]) => Promise<void>): Promise<void> {
  for (let after: store.At | undefined; ;) {
    const page = await store.connectedAfter(db, after, aPage);
    await work(page);
    const last = page.at(-1);
    if (last === undefined || page.length < aPage) return;
    after = { region: last.region, id: last.caseId };
  }
}

const atOf = (it: store.RefluxRecord): store.At => ({ region: it.region, id: it.caseId });

/**
 * The program that runs now may know another year of divisions than the one that connected: the rows of a running reflux are cut anew,
 * within two seconds at every gateway. Both sides are told which codes came and went, it stands in the ledger, and the source is counted anew.
 */
export async function recutAll(deps: AreaDeps): Promise<number> {
  let recut = 0;
  await eachConnected(deps.db, async (page) => {
    for (const it of page) {
      const codes = codesOf(divisions(), it.regions);
      if (codes.join() === it.codes.join() || it.grantRegion === null || it.grantId === null) continue;
      const grant = { region: it.grantRegion, id: it.grantId };
      const [added, removed] = [codes.filter((code) => !it.codes.includes(code)), it.codes.filter((code) => !codes.includes(code))];
      await transact(deps.db, async (tx) => {
        await recutArea(tx, grant, codes);
        await store.setReflux(tx, atOf(it), { codes });
        await deps.inside.record(tx, it.region, 'reflux.recut', { case: refOf(atOf(it)), grant: refOf(grant), added, removed, day: await deps.directory.legalToday(tx) });
        await tellBoth(deps, tx, it, `{number} {title}：行政区划对照已更新，按行政区域的切分随之调整${changed('新增', added)}${changed('减去', removed)}`);
      });
      await keepCount(deps, it, await counted(deps, it));
      recut += 1;
    }
  });
  return recut;
}

const changed = (word: string, codes: readonly string[]): string => (codes.length === 0 ? '' : `，${word} ${codes.slice(0, 5).map((code) => `${divisions().names.get(code) ?? ''}${code}`).join('、')}${codes.length > 5 ? ` 等 ${codes.length} 个代码` : ''}`);

/**
 * The entry of a running reflux is bound anew: the same table behind another connection may hold other rows. The source is counted anew,
 * and the receiver is told what became of its area; the sender what has no code.
 */
export async function followBindings(deps: AreaDeps): Promise<number> {
  let followed = 0;
  await eachConnected(deps.db, async (page) => {
    const names = await boundNames(deps.db, page.map((it) => ({ region: it.entryRegion, entry: it.entry })));
    for (const it of page) {
      const bound = names.get(`${it.entryRegion}-${it.entry}`);
      if (bound === undefined || bound === it.bound) continue;
      const now = await counted(deps, it);
      if (now === undefined) continue; // away: asked again in a minute
      const before = it.census?.ours ?? 0;
      await transact(deps.db, async (tx) => {
        await store.setReflux(tx, atOf(it), now);
        if (it.bound === null) return; // counted before bindings were noted: nothing to compare with
        await deps.inside.record(tx, it.region, 'reflux.rebound', { case: refOf(atOf(it)), rows: now.census.rows, ours: now.census.ours, before, day: await deps.directory.legalToday(tx) });
        await tellBoth(deps, tx, it, `{number} {title}：来源数据已重新挂接并清点，本区域由 ${before} 条变为 ${now.census.ours} 条${now.census.ours < before ? '，减少的请双方核对' : ''}`);
      });
      followed += 1;
    }
  });
  return followed;
}

/** What the source holds now; undefined where it is away, or has no such column any more. */
async function counted({ db, source }: AreaDeps, it: store.RefluxRecord): Promise<Counted | undefined> {
  try {
    const look = it.regionItem === null ? undefined : await areaLookIn(db, source, it.entryRegion, it.entry, it.regionItem);
    return look === undefined ? undefined : { census: censusOf(await look.counts(), it.regions), bound: look.bound };
  } catch (error) {
    if (!isLawError(error)) throw error;
    return undefined;
  }
}

async function keepCount({ db }: AreaDeps, it: store.RefluxRecord, now: Counted | undefined): Promise<void> {
  if (now !== undefined) await transact(db, (tx) => store.setReflux(tx, atOf(it), now));
}

async function tellBoth({ inside }: AreaDeps, tx: Tx, it: store.RefluxRecord, text: string): Promise<void> {
  for (const org of [it.receiver, it.sender]) for (const to of [{ org }, { org, post: 'operator' }]) await inside.notify(tx, to, text, atOf(it)); // whose systems take it, or hold it
}
