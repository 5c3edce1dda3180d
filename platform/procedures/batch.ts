import { z } from 'zod';
import { fail, isLawError } from '../../law/errors.ts';
import type { AnyMove } from '../../law/procedure.ts';
import type { Asked } from '../http/asked.ts';
import { partId } from '../http/once.ts';
import { CaseRef, MoveAnswer } from './contract.ts';
import type { Engine } from './engine.ts';
import type { Actor } from './ports.ts';
import type { Process } from './process.ts';
import { dropFormDraft, type FormKey } from './store/form-drafts.ts';
import { actWord } from './wording.ts';

const most = 100;

export const BatchBody = z.object({ cases: z.array(z.object({ ref: CaseRef, version: z.int().min(1) })).min(1), opinion: z.string().max(4000).optional() }).catchall(z.unknown());
export const BatchAnswer = z.object({
  results: z.array(z.object({ ref: CaseRef, answer: MoveAnswer.nullable(), error: z.object({ code: z.string(), kind: z.string(), message: z.string() }).nullable() })),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;

/**
 * One act on many like cases, each a move of its own with its own checks: one that is refused hinders no other.
 * Every case gets a request id made from the batch's, so a batch sent twice acts once. What was typed for all of them goes
 * with the last: a batch that breaks off finds it again. Where the last is refused and others were not, it goes after them.
 */
export async function moveMany(engine: Engine, actor: Actor, process: Process, act: string, body: z.output<typeof BatchBody>, { requestId, asked, typed }: { readonly requestId: string; readonly asked: Asked; readonly typed: FormKey | null }): Promise<BatchAnswer> {
  const rows = (process.table.moves as readonly AnyMove[]).filter((move) => move.act === act);
  if (!rows.some((move) => move.batch) && act !== 'extend') return fail('BATCH_NOT_ALLOWED', { act: rows.length === 0 ? act : actWord(process.table, act) });
  if (body.cases.length > most) return fail('BATCH_TOO_MANY', { most });
  const { cases, ...fields } = body;
  const asks = asked(fields);
  const results: BatchAnswer['results'] = [];
  for (const [nth, { ref, version }] of cases.entries()) {
    const last = nth === cases.length - 1;
    try {
      const answer = await engine.move(actor, ref, act, fields, { requestId: partId(requestId, ref), asked: asks, version, kind: process.table.name, typed: last ? typed : null });
      results.push({ ref, answer, error: null });
    } catch (thrown) {
      if (!isLawError(thrown) || thrown.kind === 'bug') throw thrown;
      results.push({ ref, answer: null, error: { code: thrown.code, kind: thrown.kind, message: thrown.message } });
    }
  }
  if (typed !== null && results.at(-1)?.answer == null && results.some((one) => one.answer !== null)) await dropFormDraft(engine.db, actor, typed);
  return { results };
}
