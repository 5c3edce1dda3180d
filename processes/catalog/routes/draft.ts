import { z } from 'zod';
import { fail } from '../../../law/errors.ts';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import { once } from '../../../platform/http/once.ts';
import { route, type Route } from '../../../platform/http/route.ts';
import { CaseRef } from '../../../platform/procedures/contract.ts';
import { mustBeNearest } from '../../../platform/procedures/nearer-post.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import { parseRef } from '../../../platform/procedures/ref.ts';
import type { CaseRecord } from '../../../platform/procedures/store/case-record.ts';
import { lockCase } from '../../../platform/procedures/store/cases.ts';
import { Answer } from '../../security/contract.ts';
import { assessmentTitle } from '../../security/index.ts';
import { DraftIn, DraftSaved, EntryDraft } from '../contract.ts';
import { baseOf } from '../checks.ts';
import { saveNumbered } from '../draft/numbers.ts';
import { problemsOf, shown } from '../draft/problems.ts';
import { standardOn } from '../draft/standard.ts';
import { likesOf } from '../likes.ts';
import { scopeOf } from '../scope.ts';
import { findDraft, type DraftRecord } from '../store/drafts.ts';
import { named } from '../view.ts';
import type { CatalogRouteDeps } from './deps.ts';

export const At = z.strictObject({ ref: CaseRef });
const Opened = z.object({ ref: CaseRef });
const AssessmentIn = z.strictObject({ template: z.enum(['secrecy', 'privacy']), answers: z.array(Answer).max(50).default([]) });

/** The draft of a case, and the assessments it needs. */
export function draftRoutes({ db, directory, inside }: CatalogRouteDeps): Route[] {
  return [
    route({
      method: 'PUT', path: '/catalog/:ref/draft', article: '13.2', may: 'catalog.edit', in: { params: At, body: DraftIn }, out: DraftSaved, fails: ['CASE_NOT_FOUND', 'NEARER_POST_HELD', 'DRAFT_STALE'], summary: '保存目录草稿',
      handle: (ctx, { params, body }) => transact(db, async (tx) => {
        const { row, draft } = await ownDraft(tx, directory, ctx.actor, params.ref);
        if (row.state !== 'draft' || draft.change === 'withdraw') fail('DRAFT_STALE');
        const whole = EntryDraft.parse(body.body);
        const savedAt = await saveNumbered(tx, { region: row.region, id: row.id }, draft, whole, ctx.actor.person);
        const base = await baseOf(tx, draft);
        const likes = await named(tx, await likesOf(tx, row.region, row.provider ?? '', whole, base?.body), directory);
        return { savedAt, likes, problems: shown(problemsOf(whole, standardOn(await directory.legalToday(tx)))) };
      }),
    }),
    route({
      method: 'POST', path: '/catalog/:ref/assessments', article: '13.1', may: 'catalog.edit', once: true, in: { params: At, body: AssessmentIn }, out: Opened, fails: ['CASE_NOT_FOUND', 'NEARER_POST_HELD', 'ENTRY_ITEMS_MISSING'], summary: '就本草稿提起评估',
      handle: (ctx, { params, body }) => once(db, ctx, async (tx) => {
        const { draft } = await ownDraft(tx, directory, ctx.actor, params.ref);
        const scope = scopeOf(draft.body);
        if (scope.items.length === 0) fail('ENTRY_ITEMS_MISSING');
        const name = draft.body.name ?? '未命名目录';
        const subject = { kind: 'entry' as const, id: draft.entry, name, scope };
        const opened = await inside.open(tx, 'assessment', 'create', {
          title: assessmentTitle(body.template, name), parties: { department: [ctx.actor.org] }, facts: { template: body.template, subject: draft.entry, subjectKind: 'entry' },
        }, { actor: ctx.actor }, { template: body.template, subject, answers: body.answers });
        return { ref: `${opened.region}-${opened.id}` };
      }),
    }),
  ];
}

/** The draft of my department's case, locked with it: a submission waits, or is seen. */
async function ownDraft(tx: Tx, directory: Directory, actor: Actor, ref: string): Promise<{ row: CaseRecord; draft: DraftRecord }> {
  const row = await lockCase(tx, parseRef(ref));
  if (row?.kind !== 'catalog' || row.provider !== actor.org) return fail('CASE_NOT_FOUND');
  await mustBeNearest(tx, directory, actor, 'cataloguer', '编辑草稿');
  return { row, draft: (await findDraft(tx, { region: row.region, id: row.id })) ?? fail('CASE_NOT_FOUND') };
}
