import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Context, type Route } from '../../../platform/http/route.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { lookUpIn } from '../../resource/index.ts';
import { AnswerIn, AnswersIn, CorrectionAt, RestIn, RowsSaved } from '../contract.ts';
import { answerOf, readLines, titles } from '../file/books.ts';
import type { Line } from '../../../platform/workbook/list/index.ts';
import { answerFault } from '../rows.ts';
import { sealingOf, type Row } from '../seal.ts';
import { toAnswer, type Seen } from '../side.ts';
import * as store from '../store/corrections.ts';
import * as rows from '../store/rows.ts';
import type { CorrectionRouteDeps } from './deps.ts';
import { saved, type Problem } from './list.ts';

const answering = ['CORRECTION_NOT_FOUND', 'CORRECTION_NOT_ANSWERING', 'CORRECTION_LOOK_RUNS', 'NEARER_POST_HELD'] as const;
const page = 2_000;

/** Verifying: an answer to every record, one by one, all that are left at once, or by file; then looking whether they are put right. */
export function answerRoutes(deps: CorrectionRouteDeps): Route[] {
  const { db, directory } = deps;
  const act = (ctx: Context, ref: string, work: (tx: Tx, it: Seen) => Promise<readonly Problem[]>, file?: unknown) => once(db, ctx, async (tx) => {
    const it = await toAnswer(tx, directory, ctx.actor, ref);
    if (it.it.lookFrom !== null) fail('CORRECTION_LOOK_RUNS');
    const wrong = await work(tx, it);
    if (wrong.length === 0) await store.recount(tx, it.at);
    return saved(tx, it.at, wrong);
  }, file);
  return [
    route({
      method: 'POST', path: '/correction/:ref/answers', article: '26.2', may: 'correction.answer', once: true, form: 'correction-answer', in: { params: CorrectionAt, body: AnswersIn }, out: RowsSaved, fails: [...answering, 'CORRECTION_ROW_UNKNOWN', 'CORRECTION_ROW_INVALID'], summary: '填写核实结果',
      handle: (ctx, { params, body }) => act(ctx, params.ref, async (tx, it) => {
        const [wrong] = await answerAll(tx, deps, it, body.rows.map((given) => ({ at: given.n, given })));
        if (wrong !== undefined) fail('CORRECTION_ROW_INVALID', { row: wrong.row, why: wrong.message });
        return [];
      }),
    }),
    route({
      method: 'POST', path: '/correction/:ref/answers/rest', article: '26.2', may: 'correction.answer', once: true, form: 'correction-answer', in: { params: CorrectionAt, body: RestIn }, out: RowsSaved, fails: [...answering, 'CORRECTION_ROW_INVALID'], summary: '其余记录填写同一结果',
      handle: (ctx, { params, body }) => act(ctx, params.ref, (tx, it) => answerRest(tx, deps, it, body)),
    }),
    route({
      method: 'POST', path: '/correction/:ref/answers/file', article: '26.2', may: 'correction.answer', once: true, upload: true, in: { params: CorrectionAt }, out: RowsSaved,
      fails: [...answering, 'CORRECTION_FILE_UNFIT', 'CORRECTION_ROW_UNKNOWN', 'ATTACHMENT_TOO_LARGE', 'UPLOAD_BROKEN_OFF', 'TOO_MANY_REQUESTS'], summary: '按文件填写核实结果',
      handle: async (ctx, { params }) => {
        await transact(db, (tx) => toAnswer(tx, directory, ctx.actor, params.ref)); // before anything is read of a file
        const lines = await readLines(ctx.actor.person, await ctx.upload(), titles.answer);
        return act(ctx, params.ref, (tx, it) => answerLines(tx, deps, it, lines), lines);
      },
    }),
    route({
      method: 'POST', path: '/correction/:ref/look', article: '26.2', may: 'correction.answer', once: true, in: { params: CorrectionAt }, out: z.object({ running: z.boolean() }), fails: answering, summary: '核对更正情况',
      handle: (ctx, { params }) => once(db, ctx, async (tx) => {
        const { it, at } = await toAnswer(tx, directory, ctx.actor, params.ref);
        if (it.lookFrom !== null) fail('CORRECTION_LOOK_RUNS');
        const bound = it.upheld > 0 && (await lookUpIn(tx, deps.source, it.entryRegion, it.entry)) !== undefined;
        if (bound) await store.beginLook(tx, at);
        return { running: bound };
      }),
    }),
  ];
}

interface Given { readonly at: number; readonly given: AnswerIn }

/** All of them, or none and what is wrong with which. @throws CORRECTION_ROW_UNKNOWN */
async function answerAll(tx: Tx, { keys }: CorrectionRouteDeps, { it, at }: Seen, answers: readonly Given[]): Promise<Problem[]> {
  const [sealing, wrong, made] = [sealingOf(keys, it), [] as Problem[], [] as rows.NewAnswer[]];
  const wanted = new Map(answers.map((one) => [one.given.n, one]));
  for await (const row of opened(tx, at, sealing)) {
    const one = wanted.get(row.n);
    if (one === undefined) continue;
    wanted.delete(row.n);
    const fault = answerFault(one.given, row);
    if (fault !== undefined) wrong.push({ row: one.at, ...fault });
    else made.push(sealing.answer(at, row.n, one.given.answer, { now: one.given.now === '' ? null : one.given.now, reason: one.given.reason }));
  }
  const [unknown] = wanted.keys();
  if (unknown !== undefined) fail('CORRECTION_ROW_UNKNOWN', { row: unknown });
  if (wrong.length === 0) await rows.answerRows(tx, at, made);
  return wrong;
}

async function* opened(tx: Tx, at: store.At, sealing: ReturnType<typeof sealingOf>, outcome?: 'open'): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const found = await rows.rowsOf(tx, at, { after, limit: page, outcome });
    for (const record of found) yield sealing.open(at, record);
    const last = found.at(-1);
    if (last === undefined || found.length < page) return;
    after = last.n;
  }
}

async function answerRest(tx: Tx, { keys }: CorrectionRouteDeps, { it, at }: Seen, { answer, reason }: z.output<typeof RestIn>): Promise<Problem[]> {
  const [sealing, made] = [sealingOf(keys, it), [] as rows.NewAnswer[]];
  for await (const row of opened(tx, at, sealing, 'open')) {
    const fault = answerFault({ answer, now: '', reason }, row);
    if (fault !== undefined) fail('CORRECTION_ROW_INVALID', { row: row.n, why: fault.message });
    made.push(sealing.answer(at, row.n, answer, { now: null, reason }));
  }
  await rows.answerRows(tx, at, made);
  return [];
}

/** Lines without an answer are left as they are; the number says which record. */
async function answerLines(tx: Tx, deps: CorrectionRouteDeps, it: Seen, lines: readonly Line[]): Promise<Problem[]> {
  const [problems, answers] = [[] as Problem[], [] as Given[]];
  for (const { at, cells } of lines) {
    const cell = (title: string): string => (cells[title] ?? '').trim();
    if (cell(titles.answer) === '') continue;
    const [n, answer] = [Number(cell(titles.n)), answerOf(cell(titles.answer))];
    const parsed = AnswerIn.safeParse({ n, answer, now: cell(titles.now), reason: cell(titles.reason) });
    if (answer === undefined) problems.push({ row: at, column: titles.answer, message: '请填“属实”或者“不属实”' });
    else if (!parsed.success) problems.push({ row: at, column: Number.isInteger(n) && n > 0 ? titles.reason : titles.n, message: Number.isInteger(n) && n > 0 ? '内容过长' : '请保留下载时的序号' });
    else answers.push({ at, given: parsed.data });
  }
  if (problems.length > 0) return problems;
  return answerAll(tx, deps, it, answers);
}
