import { minuteAt } from '../../law/machine-time.ts';
import { basisZh } from '../../law/articles.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';
import { getEntry } from '../catalog/index.ts';
import type { ServiceDown } from '../resource/index.ts';
import { RECORDS_MISSING } from '../usage/index.ts';
import { judgeOf } from './raise.ts';
import { raiseMissing, type OutageDeps } from './records.ts';
import * as store from './store.ts';

/** What comes by the outbox and not by a case. */
export function supervisionHandlers(deps: OutageDeps): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  return { 'service.down': (tx, row) => raiseOutage(tx, deps, row.region, row.body as ServiceDown), [RECORDS_MISSING]: (tx, row) => raiseMissing(tx, deps, row) };
}

/**
 * Art. 39(七): “擅自终止或者变更已提供的政务数据共享服务”. A service that stayed away longer than the region allows, outside announced
 * windows: a clue, one an outage, for a person to judge. Whether it is arbitrary, a clock cannot know.
 */
async function raiseOutage(tx: Tx, { directory, inside }: OutageDeps, region: string, it: ServiceDown): Promise<void> {
  const ground = '39(7)';
  const { concerns, judge, judgeOrg } = await judgeOf(tx, directory, it.department, ground);
  const entry = await getEntry(tx, region, it.entry);
  const since = minuteAt(Date.parse(it.since));
  const opened = await inside.open(
    tx, 'finding', 'create',
    { title: `${basisZh(ground)}：数据服务中断 ${entry.name}`.slice(0, 300), region, parties: { department: [it.department] }, facts: { concerns, judge, ground } },
    { clock: 'service.down' },
    { ground, what: `“${entry.name}”的数据服务自 ${since} 起不可用，公告的维护时段之外已逾 ${it.hours} 小时，涉及 ${it.grants} 个授权`, evidence: '平台探测记录' },
  );
  await store.addFinding(tx, {
    region: opened.region, caseId: opened.id, ground, clue: true, concerns, department: it.department, judge, judgeOrg,
    causeCase: null, causeKind: null, causeNumber: null, causeTitle: entry.name, clock: `outage.${it.outage}`, nth: 0, dueOn: null, raisedOn: await directory.legalToday(tx), explainedBy: null, state: 'found',
  });
}
