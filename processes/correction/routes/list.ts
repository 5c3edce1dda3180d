import { mostRows } from '../../../law/correction-rows.ts';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { CorrectionAt, RowAt, RowIn, RowsIn, RowsSaved } from '../contract.ts';
import { kindOf, readLines, titles } from '../file/books.ts';
import type { Line } from '../../../platform/workbook/list/index.ts';
import { givenTo } from '../given.ts';
import { addTo, faultOf, keysOf } from '../rows.ts';
import { sealingOf } from '../seal.ts';
import { ownDraft } from '../side.ts';
import { itemsOf } from '../sight.ts';
import * as store from '../store/corrections.ts';
import * as rows from '../store/rows.ts';
import type { CorrectionRouteDeps } from './deps.ts';

const drafting = ['CORRECTION_NOT_FOUND', 'CORRECTION_DRAFT_STALE', 'NEARER_POST_HELD'] as const;

/** Drawing up the list: one by one, or a whole file of up to 100,000. */
export function listRoutes(deps: CorrectionRouteDeps): Route[] {
  const { db, directory, keys } = deps;
  return [
    route({
      method: 'POST', path: '/correction/:ref/rows', article: '26.2', may: 'correction.draft', once: true, form: 'correction-row', in: { params: CorrectionAt, body: RowsIn }, out: RowsSaved, fails: [...drafting, 'CORRECTION_ROW_INVALID', 'CORRECTION_ROWS_MANY'], summary: '添加要校核的记录',
      handle: (ctx, { params, body }) => once(db, ctx, async (tx) => {
        const { it, at } = await ownDraft(tx, directory, ctx.actor, params.ref);
        const [named, items, given] = [await keysOf(tx, it), await itemsOf(tx, it), await givenTo(tx, deps.source, it, ctx.actor.org)];
        body.rows.forEach((row, nth) => {
          const fault = faultOf(row, named.items, items, given.all);
          if (fault !== undefined) fail('CORRECTION_ROW_INVALID', { row: nth + 1, why: fault.message });
        });
        await addTo(tx, at, it, sealingOf(keys, it), named, body.rows);
        return saved(tx, at);
      }),
    }),
    route({
      method: 'DELETE', path: '/correction/:ref/rows/:n', article: '26.2', may: 'correction.draft', in: { params: RowAt }, out: RowsSaved, fails: [...drafting, 'CORRECTION_ROW_UNKNOWN'], summary: '删去一条记录',
      handle: (ctx, { params }) => once(db, ctx, async (tx) => {
        const { at } = await ownDraft(tx, directory, ctx.actor, params.ref);
        if ((await rows.dropRows(tx, at, params.n)) === 0) fail('CORRECTION_ROW_UNKNOWN', { row: params.n });
        await store.recount(tx, at);
        return saved(tx, at);
      }),
    }),
    route({
      method: 'POST', path: '/correction/:ref/rows/file', article: '26.2', may: 'correction.draft', once: true, upload: true, in: { params: CorrectionAt }, out: RowsSaved,
      fails: [...drafting, 'CORRECTION_FILE_UNFIT', 'CORRECTION_ROWS_MISSING', 'CORRECTION_ROWS_MANY', 'ATTACHMENT_TOO_LARGE', 'UPLOAD_BROKEN_OFF', 'TOO_MANY_REQUESTS'], summary: '按文件列出要校核的记录',
      handle: (ctx, { params }) => fromFile(deps, ctx, params.ref),
    }),
  ];
}

export async function saved(tx: Tx, at: store.At, wrong: readonly Problem[] = []): Promise<RowsSaved> {
  const { rows: count, upheld, rejected } = (await store.findCorrection(tx, at)) ?? fail('CORRECTION_NOT_FOUND');
  return { rows: count, upheld, rejected, wrong: wrong.length, problems: wrong.slice(0, mostProblems) };
}

export const mostProblems = 200;
export interface Problem { readonly row: number; readonly column: string; readonly message: string }

/** The whole list anew from a file: every line is right, or nothing of it is taken and what is wrong is said line by line. */
async function fromFile(deps: CorrectionRouteDeps, ctx: Context, ref: string): Promise<RowsSaved> {
  await transact(deps.db, (tx) => ownDraft(tx, deps.directory, ctx.actor, ref)); // before anything is read of a file
  const lines = await readLines(ctx.actor.person, await ctx.upload(), titles.item);
  return once(deps.db, ctx, async (tx) => {
    const { it, at } = await ownDraft(tx, deps.directory, ctx.actor, ref);
    const [named, items, { all }] = [await keysOf(tx, it), await itemsOf(tx, it), await givenTo(tx, deps.source, it, ctx.actor.org)];
    const numbers = new Map([...items.values()].map((item) => [item.name, item.n]));
    const problems: Problem[] = [];
    const given = lines.map((line) => rowOf(line, named.items, numbers, problems));
    given.forEach((row, nth) => {
      const fault = row === undefined ? undefined : faultOf(row, named.items, items, all);
      if (fault !== undefined) problems.push({ row: lines[nth]?.at ?? 0, ...fault });
    });
    if (problems.length > 0) return saved(tx, at, problems.sort((a, b) => a.row - b.row));
    if (given.length === 0) fail('CORRECTION_ROWS_MISSING');
    if (given.length > mostRows) fail('CORRECTION_ROWS_MANY', { most: mostRows });
    await rows.dropRows(tx, at);
    await addTo(tx, at, { ...it, rows: 0, nextRow: 1 }, sealingOf(deps.keys, it), named, given as RowIn[]);
    return saved(tx, at);
  }, lines);
}

function rowOf(line: Line, keys: readonly store.KeyItem[], numbers: ReadonlyMap<string, number>, problems: Problem[]): RowIn | undefined {
  const cell = (title: string): string => (line.cells[title.replace(/[*\s]/g, '')] ?? '').trim();
  const kind = kindOf(cell(titles.kind));
  if (kind === undefined) return void problems.push({ row: line.at, column: titles.kind, message: '请从列表中选择' });
  const name = cell(titles.item);
  const item = name === '' ? null : numbers.get(name);
  if (item === undefined) return void problems.push({ row: line.at, column: titles.item, message: `目录中没有“${name.slice(0, 40)}”` });
  const parsed = RowIn.safeParse({ kind, item, key: Object.fromEntries(keys.map((key) => [key.field, cell(key.name)])), seen: cell(titles.seen), expected: cell(titles.expected), note: cell(titles.note) });
  return parsed.success ? parsed.data : void problems.push({ row: line.at, column: String(parsed.error.issues[0]?.path.at(-1) ?? ''), message: '内容过长' });
}
