import { fail } from '../../../law/errors.ts';
import { ladderOf } from '../../../law/seats.ts';
import type { Seat } from '../../../law/procedure.ts';
import { uuidv7 } from '../../postgres/uuid.ts';
import type { Deed } from '../deed.ts';
import { accountPost } from '../posts.ts';
import type { Post } from '../ports.ts';
import { assignWork } from '../store/worklist.ts';
import type { CommonDraft, CommonEffect } from './effect.ts';
import { personOf, textOf } from './person.ts';

/**
 * 转办: one's own open step goes to another holder of the same post of one's organisation. It moves no clock, and who
 * made the case stays barred from approving it. @throws HANDOVER_TARGET_INVALID
 */
export async function handOver(deed: Deed, draft: CommonDraft): Promise<CommonEffect> {
  const actor = personOf(draft);
  const to = textOf(draft, 'to');
  const { row, work } = draft.loaded;
  const mine = work.filter((line) => line.org === actor.org && line.why !== 'copy' && actsFor(actor.post, line.post));
  const [step] = mine;
  if (step === undefined || to === actor.person) return fail('HANDOVER_TARGET_INVALID');
  const holders = await deed.holders(actor.org, step.post as Post);
  if (!holders.includes(to)) return fail('HANDOVER_TARGET_INVALID');
  return {
    outbox: [{ region: row.region, id: uuidv7(), topic: 'notice.person', body: { caseId: row.id, org: actor.org, person: to, text: '{number} 已转办给您：{title}' } }],
    after: () => assignWork(deed.tx, row, actor.org, step.post, to),
  };
}

/** The post of the step, or one above that acts for it. */
function actsFor(own: Post, post: string): boolean {
  if (own === post) return true;
  const seat = `department.${post}` as Seat;
  return ladderOf(seat).some((rung) => accountPost(rung) === own);
}
