import type { Db } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { Case, CaseList } from '../../platform/procedures/process.ts';
import { fail } from '../../law/errors.ts';
import { emptyWord } from '../../law/correction-rows.ts';
import type { RowView } from './contract.ts';
import type { CorrectionDeps } from './follow.ts';
import { sideOf } from './side.ts';
import { pagesOf } from './sight.ts';
import { findCorrection } from './store/corrections.ts';
import { receiversOf, type ReceiverRecord } from './store/receivers.ts';
import { howZh } from './view.ts';

const page = 1_000;

/** The records with their answers, and who received them: with the archive of the whole case, each as far as this side sees it. */
export async function correctionLists(db: Db, deps: CorrectionDeps, it: Case, actor: Actor): Promise<readonly CaseList[]> {
  const row = (await findCorrection(db, it)) ?? fail('CORRECTION_NOT_FOUND');
  const side = sideOf(it, actor.org) ?? 'authority';
  const records = { zh: '校核的记录', titles: ['序号', ...row.keys.map((key) => key.name), '问题', '数据项', '所见值', '应为值', '说明', '核实结果', '更正后的值', '理由', '平台核对'], rows: recordCells(pagesOf(db, deps, { it: row, side, at: it }, actor), row.keys.length) };
  return side === 'receiver' ? [records] : [records, { zh: '取得过这些记录的部门', titles: ['部门', '统一社会信用代码', '记录', '通知', '确认', '情况', '说明'], rows: receiverCells(db, deps, it) }];
}

const withheld = '（不予显示）';

async function* recordCells(pages: AsyncIterable<readonly RowView[]>, keys: number): AsyncGenerator<string[][]> {
  for await (const rows of pages) {
    yield rows.map((row) => [
      String(row.n), ...(row.key ?? Array.from({ length: keys }, () => withheld)).map((text) => text ?? withheld), row.kindZh, row.itemName ?? '', row.seen === '' && row.kind === 'value' ? emptyWord : row.seen ?? '', row.expected ?? '', row.note ?? '',
      row.answerZh ?? '', row.now ?? '', row.reason ?? '', row.lookedZh ?? '',
    ]);
  }
}

async function* receiverCells(db: Db, { directory }: CorrectionDeps, it: Case): AsyncGenerator<string[][]> {
  for (let after: string | undefined; ;) {
    const found: readonly ReceiverRecord[] = await receiversOf(db, it, after, page);
    const names = await db.transaction().execute((tx) => directory.organisations(tx, found.map((one) => one.org)));
    yield found.map((one) => [names.get(one.org)?.name ?? one.org, one.org, String(one.rows), one.toldOn, one.confirmedOn ?? '尚未确认', one.how === null ? '' : howZh[one.how] ?? one.how, one.said]);
    if (found.length < page) return;
    after = found.at(-1)?.org;
  }
}
