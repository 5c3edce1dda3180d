import { dayAt, hourAt } from '../../../law/machine-time.ts';
import { isLawError } from '../../../law/errors.ts';
import { windowAt } from '../../../law/maintenance.ts';
import { qualityBounds, type Rule } from '../../../law/quality.ts';
import type { Job } from '../../../platform/jobs/index.ts';
import { keyedDigest, type Keys } from '../../../platform/keys/index.ts';
import { transact, type Db } from '../../../platform/postgres/database.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { getEntry } from '../../catalog/index.ts';
import { bindingOf, approvedConnection, type Connection } from '../store/binding.ts';
import { windowsAhead } from '../store/maintenance.ts';
import { claimDue, planOf, rulesOf } from '../store/quality.ts';
import * as runs from '../store/quality-runs.ts';
import { findResource, type ResourceRow } from '../store/resources.ts';
import { isOfSet, type Checker, type CheckPlan, type Counted } from './checker.ts';
import type { PlanIn } from './contract.ts';
import { finish } from './finish.ts';
import { checkPlanOf, plainPlan, standsOn, withLists } from './plan.ts';

export interface QualityDeps { readonly db: Db; readonly inside: EngineInside; readonly keys: Keys; readonly checker: Checker }

/** A claim lasts this long; a worker that was killed is taken over from its last step after it. */
const leaseSeconds = 120;
/** A slice of work: then the run is free again, for another worker or this one, and the process may end. */
const sliceMs = 1_500;
const putOffSeconds = 300;
const mostFaults = 5;

/** Takes up what is due, and goes on with one run at a time. */
export function qualityJobs(deps: QualityDeps): Job[] {
  return [{
    name: 'quality', everyMs: 15_000,
    run: async () => {
      await queueDue(deps);
      return goOn(deps);
    },
  }];
}

/** By itself, as often as the provider set: a run that waits for its hours. */
async function queueDue({ db }: QualityDeps): Promise<void> {
  await transact(db, async (tx) => {
    for (const at of await claimDue(tx, 50)) {
      const row = await findResource(tx, at);
      const rules = row && (await rulesOf(tx, row));
      if (row?.state === 'live' && rules && rules.rules.length > 0) await runs.addRun(tx, { region: row.region, resource: row.id, entry: row.entry, org: row.org, rulesVersion: rules.version, bindingVersion: row.version, atOnce: false, askedBy: null });
    }
  });
}

/** One slice of the run that waits longest. @returns whether there was one */
export async function goOn(deps: QualityDeps): Promise<boolean> {
  const run = await transact(deps.db, (tx) => runs.claimRun(tx, hourAt(Date.now()), leaseSeconds));
  if (!run) return false;
  const work = await prepared(deps, run);
  if (work !== undefined) await slice(deps, run, work);
  return true;
}

interface Work { readonly row: ResourceRow; readonly connection: Connection; readonly plan: CheckPlan; readonly rules: readonly Rule[]; readonly limits: PlanIn }

/** What the run needs, as it stands now; undefined where it cannot go on, which is then recorded. */
async function prepared(deps: QualityDeps, run: runs.RunRow): Promise<Work | undefined> {
  const { db } = deps;
  const end = async (fault: string): Promise<undefined> => void (await transact(db, (tx) => runs.endRun(tx, run, { state: 'failed', fault })));
  const row = await findResource(db, { region: run.region, id: run.resource });
  const bound = row && (await bindingOf(db, row.entryRegion, row.entry));
  if (!row || row.state !== 'live' || !bound || row.version !== run.bindingVersion) return end('挂接已经改变或者停用，请重新检查');
  const connection = await approvedConnection(db, row.region, row.connectionId);
  if (!connection) return end('数据库连接未批准或者已经停用');
  const window = windowAt((await windowsAhead(db, [row])).map((one) => ({ from: Date.parse(one.fromAt), to: Date.parse(one.toAt) })), Date.now());
  if (window) return void (await transact(db, (tx) => runs.putOff(tx, run, '维护时段内不检查', Math.max(30, Math.ceil((window.to - Date.now()) / 1_000)))));
  const rules = (await rulesOf(db, row, run.rulesVersion))?.rules ?? [];
  const plan = checkPlanOf(await getEntry(db, row.entryRegion, row.entry), bound);
  await transact(db, (tx) => runs.addResults(tx, run, rules));
  const standing = rules.filter((rule) => standsOn(rule, plan));
  const limits = (await planOf(db, row)) ?? plainPlan;
  return { row, connection, plan, rules: await withLists(db, standing, dayAt(Date.now())), limits };
}

async function slice(deps: QualityDeps, claimed: runs.RunRow, work: Work): Promise<void> {
  const until = Date.now() + sliceMs;
  let run: runs.RunRow | undefined = claimed;
  try {
    do run = await stepOf(deps, run, work); while (run !== undefined && Date.now() < until);
    if (run !== undefined) await transact(deps.db, (tx) => runs.release(tx, claimed));
  } catch (error) {
    if (!isLawError(error)) throw error;
    await transact(deps.db, async (tx) => {
      if ((await runs.putOff(tx, run ?? claimed, error.message, putOffSeconds)) < mostFaults) return;
      if (await runs.endRun(tx, claimed, { state: 'failed', fault: error.message })) await deps.inside.notify(tx, { org: claimed.org, post: 'operator' }, `数据质量检查没有完成：${error.message}`);
    });
  }
}

/** The next step; undefined where there is none: it is done, or somebody else has it. */
async function stepOf(deps: QualityDeps, run: runs.RunRow, work: Work): Promise<runs.RunRow | undefined> {
  const { connection, plan, rules, limits } = work;
  const known = new Map((await runs.resultsOf(deps.db, run)).map((result) => [result.rule, result]));
  const able = rules.filter((rule) => known.get(rule.id)?.verdict !== 'unknown');
  if (run.way === null) return taken(deps, run, { way: await deps.checker.way(connection, plan, limits.statementMs) });
  if (!run.paged) return taken(deps, run, await pageStep(deps, run, work, able.filter((rule) => !isOfSet(rule))));
  const next = able.find((rule) => isOfSet(rule) && known.get(rule.id)?.why === null && known.get(rule.id)?.checked === 0);
  if (next) return taken(deps, run, await setStep(deps, run, work, next));
  await finish(deps, run, { row: work.row, rules: (await rulesOf(deps.db, work.row, run.rulesVersion))?.rules ?? [], able: new Set(rules.map((rule) => rule.id)) });
  return undefined;
}

async function taken(deps: QualityDeps, run: runs.RunRow, step: runs.Step): Promise<runs.RunRow | undefined> {
  if (!(await transact(deps.db, (tx) => runs.stepOn(tx, run, step, leaseSeconds)))) return undefined;
  return runs.findRun(deps.db, run);
}

/** The next page. One that takes too long is tried with half as many; then each rule alone, so that one does not stop the others. */
async function pageStep(deps: QualityDeps, run: runs.RunRow, work: Work, rules: readonly Rule[]): Promise<runs.Step> {
  const { connection, plan, limits } = work;
  const way = run.way as 'paged' | 'whole';
  if (rules.length === 0) return { paged: true };
  const limit = way === 'whole' ? limits.boundRows : run.pageRows ?? limits.pageRows;
  const after = run.place === null ? null : placeOf(deps.keys, run);
  if (run.step > 1 && limits.pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, limits.pauseMs));
  try {
    const found = await deps.checker.page(connection, plan, way, rules, after, limit, limits.statementMs);
    return stepWith(deps, run, { way, limit, rows: found.rows, last: found.last, counted: found.counted, unable: new Map() });
  } catch (error) {
    if (!isLawError(error) || (error.code !== 'SOURCE_TIMED_OUT' && error.code !== 'CHECK_FAILED')) throw error;
    if (error.code === 'SOURCE_TIMED_OUT' && way === 'paged' && limit > qualityBounds.pageRows.least) return { pageRows: Math.max(qualityBounds.pageRows.least, Math.floor(limit / 2)) };
    return stepWith(deps, run, await eachAlone(deps, work, way, rules, after, limit));
  }
}

interface Page { readonly way: 'paged' | 'whole'; readonly limit: number; readonly rows: number; readonly last: readonly (string | null)[] | null; readonly counted: readonly Counted[]; readonly unable: ReadonlyMap<string, string> }

/** @throws where not even the page itself can be read */
async function eachAlone(deps: QualityDeps, { connection, plan, limits }: Work, way: 'paged' | 'whole', rules: readonly Rule[], after: readonly (string | null)[] | null, limit: number): Promise<Page> {
  const whole = await deps.checker.page(connection, plan, way, [], after, limit, limits.statementMs);
  const counted: Counted[] = [];
  const unable = new Map<string, string>();
  for (const rule of rules) {
    try {
      counted.push(...(await deps.checker.page(connection, plan, way, [rule], after, limit, limits.statementMs)).counted);
    } catch (error) {
      if (!isLawError(error) || (error.code !== 'SOURCE_TIMED_OUT' && error.code !== 'CHECK_FAILED')) throw error;
      unable.set(rule.id, error.message);
    }
  }
  return { way, limit, rows: whole.rows, last: whole.last, counted, unable };
}

function stepWith(deps: QualityDeps, run: runs.RunRow, page: Page): runs.Step {
  const full = page.rows >= page.limit;
  return {
    rows: page.rows, paged: page.way === 'whole' || !full, partial: page.way === 'whole' && full,
    place: page.last === null ? run.place : deps.keys.seal('quality-place', JSON.stringify(page.last), placeRow(run)),
    counted: [...page.counted.map((one) => ({ ...one, samples: digests(deps, run, one.samples) })), ...[...page.unable].map(([rule, why]) => ({ rule, checked: 0, failed: 0, samples: [], why, unknown: true }))],
  };
}

async function setStep(deps: QualityDeps, run: runs.RunRow, { connection, plan, limits }: Work, rule: Rule): Promise<runs.Step> {
  try {
    const found = await deps.checker.set(connection, plan, rule, limits.statementMs);
    const stale = rule.kind === 'freshness' && (found.newest === null || ageDays(found.newest) > rule.days);
    const why = rule.kind === 'freshness' ? (found.newest === null ? '没有值' : found.newest.slice(0, 10)) : '';
    return { counted: [{ rule: rule.id, checked: found.checked, failed: stale ? 1 : found.failed, samples: digests(deps, run, found.samples), why }] };
  } catch (error) {
    if (!isLawError(error) || (error.code !== 'SOURCE_TIMED_OUT' && error.code !== 'CHECK_FAILED')) throw error;
    return { counted: [{ rule: rule.id, checked: 0, failed: 0, samples: [], why: error.message, unknown: true }] };
  }
}

/** Days between the newest value's day and today, by the machine's time. */
const ageDays = (newest: string): number => Math.floor((Date.parse(dayAt(Date.now())) - Date.parse(newest.slice(0, 10))) / 86_400_000);

/** Under the entry's key, as receivers of records are kept: who received a record that fails is one look-up (26). */
function digests(deps: QualityDeps, run: runs.RunRow, texts: readonly string[]): Buffer[] {
  const key = deps.keys.digestKey(`entry/${run.region}/${run.entry}`);
  return texts.map((text) => keyedDigest(key, text));
}

const placeRow = (run: runs.RunRow): string => `quality-run/${run.region}/${run.id}`;
const placeOf = (keys: Keys, run: runs.RunRow): (string | null)[] => JSON.parse(keys.open('quality-place', run.place as Buffer, placeRow(run)).toString('utf8')) as (string | null)[];
