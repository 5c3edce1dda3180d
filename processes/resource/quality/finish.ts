import { dayAt } from '../../../law/machine-time.ts';
import { failed, ruleZh, type Rule } from '../../../law/quality.ts';
import { transact, type Db, type Tx } from '../../../platform/postgres/database.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import { addFigure, getEntry } from '../../catalog/index.ts';
import * as runs from '../store/quality-runs.ts';
import type { ResourceRow } from '../store/resources.ts';

/** What a run comes to. `able`: rules whose items are all bound; of the others nothing is known. */
interface Came { readonly row: ResourceRow; readonly rules: readonly Rule[]; readonly able: ReadonlySet<string> }

/**
 * Ends a run: a verdict for each rule, the figure at the entry, the ledger, and a word to the cataloguer where a rule begins
 * to fail, or holds again. In one transaction; a run that was stopped meanwhile ends as it did.
 */
export async function finish(deps: { readonly db: Db; readonly inside: EngineInside }, run: runs.RunRow, { row, rules, able }: Came): Promise<void> {
  await transact(deps.db, async (tx) => {
    const results = await runs.resultsOf(tx, run);
    const judged = results.map((result) => ({ ...result, verdict: able.has(result.rule) && result.verdict !== 'unknown' ? (failed({ toleratedPerMille: result.perMille }, result.checked, result.failed) ? ('fails' as const) : ('holds' as const)) : ('unknown' as const) }));
    const known = judged.filter((result) => result.verdict !== 'unknown');
    const [checked, faults] = [known.reduce((sum, result) => sum + result.checked, 0), known.reduce((sum, result) => sum + result.failed, 0)];
    const failing = judged.filter((result) => result.verdict === 'fails').length;
    const rate = checked === 0 ? null : (checked - faults) / checked;
    if (!(await runs.endRun(tx, run, { state: 'done', fault: null, rate, failing }))) return;
    for (const result of judged) await runs.setVerdict(tx, run, result.rule, result.verdict, able.has(result.rule) ? null : '数据项没有对应到字段');
    await addFigure(tx, { entryRegion: row.entryRegion, entry: row.entry }, { quality: { rate, rules: judged.length, failing, on: dayAt(Date.now()) } });
    await deps.inside.record(tx, run.region, 'quality.run', { run: run.id, resource: run.resource, entry: run.entry, rules: run.rulesVersion, records: run.checked, checked, failed: faults, failing });
    await tell(tx, deps.inside, run, row, rules, judged);
  });
}

async function tell(tx: Tx, inside: EngineInside, run: runs.RunRow, row: ResourceRow, rules: readonly Rule[], judged: readonly { readonly rule: string; readonly verdict: string; readonly failed: number }[]): Promise<void> {
  const [, before] = await runs.runsOf(tx, { region: run.region, id: run.resource }, { state: 'done', limit: 2 });
  const was = new Map((before ? await runs.resultsOf(tx, before) : []).map((result) => [result.rule, result.verdict]));
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const names = new Map(entry.body.items.map((item) => [item.field, item.name]));
  const zh = (id: string): string => {
    const rule = rules.find((one) => one.id === id);
    return rule ? ruleZh(rule, (field) => names.get(field) ?? field) : id;
  };
  const list = (found: typeof judged): string => `${found.slice(0, 3).map((one) => `“${zh(one.rule)}”${one.verdict === 'fails' ? ` ${one.failed} 条` : ''}`).join('、')}${found.length > 3 ? `等 ${found.length} 条规则` : ''}`;
  const begun = judged.filter((one) => one.verdict === 'fails' && was.get(one.rule) !== 'fails');
  const mended = judged.filter((one) => one.verdict === 'holds' && was.get(one.rule) === 'fails');
  if (begun.length > 0) await inside.notify(tx, { org: row.org, post: 'cataloguer' }, `“${entry.name}”的数据质量规则不再符合：${list(begun)}。请核对数据来源。`);
  if (mended.length > 0) await inside.notify(tx, { org: row.org, post: 'cataloguer' }, `“${entry.name}”的数据质量规则重新符合：${list(mended)}。`);
}
