import { z } from 'zod';
import { fail, isLawError } from '../../law/errors.ts';
import type { AnyMove } from '../../law/procedure.ts';
import { partId } from '../http/once.ts';
import { CaseRef, MoveAnswer } from './contract.ts';
import type { Engine } from './engine.ts';
import type { Actor } from './ports.ts';
import type { Process } from './process.ts';

const most = 100;

export const BatchBody = z.object({ cases: z.array(z.object({ ref: CaseRef, version: z.int().min(1) })).min(1), opinion: z.string().max(4000).optional() }).catchall(z.unknown());
export const BatchAnswer = z.object({
  results: z.array(z.object({ ref: CaseRef, answer: MoveAnswer.nullable(), error: z.object({ code: z.string(), kind: z.string(), message: z.string() }).nullable() })),
});
export type BatchAnswer = z.infer<typeof BatchAnswer>;

/**
 * One act on many like cases, each a move of its own with its own checks: one that is refused hinders no other.
 * Every case gets a request id made from the batch's, so a batch sent twice acts once.
 */
export async function moveMany(engine: Engine, actor: Actor, process: Process, act: string, body: z.output<typeof BatchBody>, requestId: string): Promise<BatchAnswer> {
  const rows = (process.table.moves as readonly AnyMove[]).filter((move) => move.act === act);
  if (!rows.some((move) => move.batch) && act !== 'extend') return fail('BATCH_NOT_ALLOWED', { act: process.table.words[act]?.replace('…', '') ?? act });
  if (body.cases.length > most) return fail('BATCH_TOO_MANY', { most });
  const { cases, ...fields } = body;
  const results: BatchAnswer['results'] = [];
  for (const { ref, version } of cases) {
    try {
      const answer = await engine.move(actor, ref, act, fields, { requestId: partId(requestId, ref), version, kind: process.table.name });
      results.push({ ref, answer, error: null });
    } catch (thrown) {
      if (!isLawError(thrown) || thrown.kind === 'bug') throw thrown;
      results.push({ ref, answer: null, error: { code: thrown.code, kind: thrown.kind, message: thrown.message } });
    }
  }
  return { results };
}
