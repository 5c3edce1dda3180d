import type { Db } from '../../platform/postgres/database.ts';
import type { Case, CaseList } from '../../platform/procedures/process.ts';
import { periodsOf } from './store.ts';
import { periodView } from './view.ts';

const page = 60;

/** Every reconciled period, the newest first: the page of the case shows the last ones only. */
export function refluxLists(db: Db, it: Case): Promise<readonly CaseList[]> {
  return Promise.resolve([{ zh: '逐期对账', titles: ['期间', '自', '至', '对账时间', '来源行数', '来源校验值', '送达行数', '送达校验值', '调用次数', '结果'], rows: periodCells(db, it) }]);
}

async function* periodCells(db: Db, it: Case): AsyncGenerator<string[][]> {
  for (let after: string | undefined; ;) {
    const found = (await periodsOf(db, it, after, page)).map(periodView);
    yield found.map((one) => [one.period, one.from, one.to, one.at, String(one.sourceRows), one.sourceHash, String(one.givenRows), one.givenHash, String(one.calls), one.gapZh]);
    if (found.length < page) return;
    after = found.at(-1)?.period;
  }
}
