import type { Reader } from '../../../platform/postgres/database.ts';
import { getEntry } from '../../catalog/index.ts';
import { rulesOf } from '../store/quality.ts';
import { resultsOf, runsOf } from '../store/quality-runs.ts';
import { resourcesOfEntry } from '../store/resources.ts';
import { itemsOf, zhOf } from './views.ts';

/** A rule that failed in the last run of an entry: what a correction (26 ¶2) starts from. No value of a record is in it. */
export interface FailedRule {
  readonly rule: string;
  /** The rule in words: grounds of the doubt. */
  readonly zh: string;
  /** Numbers of the items that it names. */
  readonly items: readonly number[];
  readonly run: string;
  readonly endedAt: string;
  readonly checked: number;
  readonly failed: number;
  /** Keyed digests of up to twenty records that fail, under the entry's key: as `received` knows them. */
  readonly samples: readonly Buffer[];
}

/** Rules that failed in the last run that ended; empty where the entry has none, or none failed. */
export async function failedRules(db: Reader, region: string, entry: string): Promise<FailedRule[]> {
  const resource = (await resourcesOfEntry(db, region, entry)).find((one) => one.mode === 'service');
  const [run] = resource ? await runsOf(db, resource, { state: 'done', limit: 1 }) : [];
  if (!run || run.endedAt === null) return [];
  const endedAt = run.endedAt;
  const [seen, made] = [await getEntry(db, region, entry), await rulesOf(db, { region, entry }, run.rulesVersion)];
  const rules = new Map((made?.rules ?? []).map((rule) => [rule.id, rule]));
  return (await resultsOf(db, run)).flatMap((one) => {
    const rule = rules.get(one.rule);
    return one.verdict !== 'fails' || !rule ? [] : [{ rule: rule.id, zh: zhOf(rule, seen), items: itemsOf(rule, seen), run: run.id, endedAt, checked: one.checked, failed: one.failed, samples: one.samples }];
  });
}
