import type { Readable } from 'node:stream';
import { fail, isLawError } from '../../../law/errors.ts';
import { emptyWord, mostRows, rowAnswers, rowKinds } from '../../../law/correction-rows.ts';
import type { Upload } from '../../../platform/http/route.ts';
import { wholeUpload } from '../../../platform/http/whole-upload.ts';
import type { BookPlan, CellValue, ColumnPlan } from '../../../platform/workbook/index.ts';
import { inTurn, linesOf, listBookOf, noRows, type Line } from '../../../platform/workbook/list/index.ts';
import type { RowView } from '../contract.ts';
import type { KeyItem } from '../store/corrections.ts';

const mostMb = 20;

/** Titles of the columns, beside those of the key items. */
export const titles = { n: '序号', kind: '问题', item: '数据项', seen: '所见值', expected: '应为值', note: '说明', looked: '平台核对', answer: '核实结果', now: '更正后的值', reason: '理由' } as const;

export const kindOf = (text: string): keyof typeof rowKinds | undefined => (text === '' ? 'value' : (Object.keys(rowKinds) as (keyof typeof rowKinds)[]).find((kind) => rowKinds[kind] === text));
export const answerOf = (text: string): keyof typeof rowAnswers | undefined => (Object.keys(rowAnswers) as (keyof typeof rowAnswers)[]).find((answer) => rowAnswers[answer] === text);

/** The lines of an uploaded list. @throws CORRECTION_FILE_UNFIT, ATTACHMENT_TOO_LARGE, UPLOAD_BROKEN_OFF, TOO_MANY_REQUESTS */
export async function readLines(person: string, upload: Upload, anchor: string): Promise<Line[]> {
  return inTurn(person, async () => {
    const bytes = await wholeUpload(upload.body, mostMb);
    try {
      return await linesOf(bytes, anchor, mostRows);
    } catch (thrown) {
      if (isLawError(thrown, 'WORKBOOK_UNREADABLE') || isLawError(thrown, 'WORK_TOO_LARGE')) return fail('CORRECTION_FILE_UNFIT', { why: String(thrown.params['why'] ?? '内容过大') });
      throw thrown;
    }
  });
}

const column = (title: string, width: number, more: Partial<ColumnPlan> = {}): ColumnPlan => ({ title, width, ...more });
const listOf = (values: readonly string[]): NonNullable<ColumnPlan['list']> => ({ formula: `"${values.join(',')}"` });

function asking(keys: readonly KeyItem[]): ColumnPlan[] {
  return [
    ...keys.map((key) => column(key.name, 24, { required: true, note: '指明是哪一条记录' })),
    column(titles.kind, 26, { list: listOf(Object.values(rowKinds)), note: '不填为“数据项的值不正确或者缺失”' }), column(titles.item, 20, { note: '目录中的数据项名称；整条记录的问题可以不填' }),
    column(titles.seen, 24, { note: `使用中看到的值；所见为空的填“${emptyWord}”` }), column(titles.expected, 24, { note: '知道的话，应当是什么' }), column(titles.note, 36, { wrap: true }),
  ];
}

const planOf = (title: string, columns: readonly ColumnPlan[], lastRow: number): BookPlan => ({ title, names: [], sheets: [{ name: '记录', columns, heads: true, frozen: { rows: 2, columns: 0 }, lastRow }] });

/** The list to be filled in. */
export function templateBook(person: string, keys: readonly KeyItem[]): Readable {
  return listBookOf(person, planOf('政务数据校核记录', asking(keys), 2_000), noRows());
}

/** The list as it stands, with its answers: what the provider fills in, and what whoever filed keeps. */
export function listBook(person: string, keys: readonly KeyItem[], pages: AsyncIterable<readonly RowView[]>, rows: number): Readable {
  const columns = [column(titles.n, 8), ...asking(keys), column(titles.looked, 16), column(titles.answer, 12, { list: listOf(Object.values(rowAnswers)) }), column(titles.now, 24), column(titles.reason, 36, { wrap: true })];
  return listBookOf(person, planOf('政务数据校核记录', columns, rows + 2), cellsOf(pages, keys.length));
}

async function* cellsOf(pages: AsyncIterable<readonly RowView[]>, keys: number): AsyncGenerator<CellValue[][]> {
  for await (const page of pages) {
    yield page.map((row) => [
      row.n, ...(row.key ?? Array.from({ length: keys }, () => '（不予显示）')), row.kindZh, row.itemName ?? '', row.seen === '' && row.kind === 'value' ? emptyWord : row.seen ?? '', row.expected ?? '', row.note ?? '', row.lookedZh ?? '', row.answerZh ?? '', row.now ?? '', row.reason ?? '',
    ]);
  }
}
