import { z } from 'zod';
import { isLawError, type LawError } from '../../law/errors.ts';
import type { Asked } from '../../platform/http/asked.ts';
import { actedBefore, once, partId, requestIdOf } from '../../platform/http/once.ts';
import type { Context } from '../../platform/http/route.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Engine } from '../../platform/procedures/engine.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { lockFormDraft, saveFormDraft } from '../../platform/procedures/store/form-drafts.ts';
import { entryVersion } from '../catalog/index.ts';
import type { ApplicationDraft, BasketAnswer, BasketIn, BasketLine } from './contract.ts';
import { ownDraft } from './own-draft.ts';
import { problemsOf } from './problems.ts';
import { getApplication, saveDraft } from './store.ts';

/**
 * 申请清单 (20 ¶2): several entries for one matter, the statements once, one application for each. A line that is refused hinders no
 * other and keeps its draft. Every step of a line has an id that follows from the request's, so what broke off half-way goes on
 * where it stopped, and the answer is kept: the same request sent again is answered as before.
 */
export interface BasketDeps { readonly db: Db; readonly directory: Directory; readonly engine: Pick<Engine, 'open' | 'move'> }

export async function fileBasket(deps: BasketDeps, ctx: Context, { common, lines, submit }: BasketIn): Promise<BasketAnswer> {
  const requestId = requestIdOf(ctx.header('idempotency-key'));
  const results: BasketAnswer['results'] = [];
  if (!(await actedBefore(deps.db, ctx))) for (const line of lines) {
    const result = await fileLine(deps, ctx.actor, line, { ...common, items: line.items }, { requestId, asked: ctx.asked, submit });
    await transact(deps.db, (tx) => mark(tx, ctx.actor, result));
    results.push(result);
  }
  return once(deps.db, ctx, async () => ({ results }));
}

type Result = BasketAnswer['results'][number];

const kept = { kind: 'form', form: 'basket', about: '' };
const Kept = z.looseObject({ lines: z.array(z.looseObject({ entry: z.string() })) });

/** The line of the basket that its owner keeps says what became of it, before the next is filed: a page that is gone by then files nothing twice. */
async function mark(tx: Tx, actor: Actor, { entry, ref, number, filed, problems }: Result): Promise<void> {
  const found = Kept.safeParse(await lockFormDraft(tx, actor, kept)).data;
  if (found === undefined) return;
  const became = { problems, ...(ref === null ? {} : { ref }), ...(number === null ? {} : { number }), ...(filed ? { filed } : {}) };
  await saveFormDraft(tx, actor, kept, { ...found, lines: found.lines.map((line) => (line.entry === entry ? { ...line, ...became } : line)) });
}

async function fileLine(deps: BasketDeps, actor: Actor, line: BasketLine, body: ApplicationDraft, { requestId, asked, submit }: { readonly requestId: string; readonly asked: Asked; readonly submit: boolean }): Promise<Result> {
  const { entryRegion, entry } = line;
  let ref = line.ref ?? null;
  const answer = (rest: Pick<Result, 'filed' | 'number' | 'problems'>): Result => ({ entryRegion, entry, ref, ...rest });
  try {
    ref ??= (await deps.engine.open(actor, 'application', 'create', { entryRegion, entry }, { requestId: partId(requestId, `open ${entryRegion}-${entry}`) })).ref;
    const saved = await save(deps, actor, ref, body);
    if (saved.problems.length > 0 || !submit) return answer({ filed: false, number: null, problems: saved.problems });
    const moved = await deps.engine.move(actor, ref, 'submit', body, { requestId: partId(requestId, `submit ${ref}`), asked: asked(body), version: saved.version, kind: 'application' });
    return answer({ filed: true, number: moved.number, problems: [] });
  } catch (thrown) {
    if (!isLawError(thrown) || thrown.kind === 'bug') throw thrown;
    if (thrown.code === 'DRAFT_STALE' && ref !== null) {
      const now = await readCase(deps.db, parseRef(ref)); // submitted by this very request before it broke off, or from the draft's own page
      if (now?.open === true) return answer({ filed: true, number: now.number, problems: [] });
    }
    return answer({ filed: false, number: null, problems: sentencesOf(thrown) });
  }
}

/** The draft as it is to be submitted, and what it lacks. */
async function save({ db, directory }: BasketDeps, actor: Actor, ref: string, body: ApplicationDraft): Promise<{ readonly version: number; readonly problems: string[] }> {
  return transact(db, async (tx) => {
    const it = await ownDraft(tx, directory, actor, ref);
    await saveDraft(tx, it, body, new Date());
    const row = await getApplication(tx, it);
    return { version: it.version, problems: problemsOf(body, (await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion)).body).map((one) => one.message) };
  });
}

/** A refused body says field by field what is wrong; anything else is one sentence. */
function sentencesOf(refusal: LawError): string[] {
  const fields = refusal.params['fields'];
  const each = Array.isArray(fields) ? fields.flatMap((field: { message?: unknown }) => (typeof field.message === 'string' ? [field.message] : [])) : [];
  return each.length > 0 ? each : [refusal.message];
}
