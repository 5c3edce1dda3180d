import { fail } from '../../law/errors.ts';
import { isPlainDate } from '../../law/plain-date.ts';
import { grant } from '../../law/procedures/grant.ts';
import type { AnyMove } from '../../law/procedure.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Case, Happened, Moving } from '../../platform/procedures/process.ts';
import { acts } from './contract.ts';
import { getAgreement } from './store/agreement.ts';

/**
 * A grant that nobody uses (27 ¶1: “不再必要”; local). Use sets the clock anew (processes/usage/used.ts); when it has run out the
 * requester is asked, on its worklist, whether it is still needed, and the authority has it on its list until it says so.
 * Calls are on record for a service alone: of a batch or file the requester states when it was used last.
 */
export const isUnused = (it: Pick<Case, 'state' | 'facts'>): boolean => it.facts['unused'] === 'yes' && (it.state === 'delivered' || it.state === 'active');

export async function unusedLong(tx: Tx, { from, body, engine }: Happened): Promise<void> {
  if (from.kind !== 'grant' || body['clock'] !== 'unused' || (from.state !== 'delivered' && from.state !== 'active')) return;
  await engine.setFacts(tx, from, { unused: 'yes', unusedDue: String(body['due']) });
  await engine.notify(tx, { org: from.requester ?? '', post: 'clerk' }, `{number} {title}：至 ${String(body['due'])} 已长期没有使用记录。请确认仍需使用，或者结束授权并处置已取得的数据`, from);
}

/** Whatever sets the clock anew, or stops it, ends the question. */
export function usedAgain(it: Case, act: string): { facts?: Record<string, string> } {
  const touches = (grant.moves as readonly AnyMove[]).some((move) => move.act === act && move.clocks?.['unused'] !== undefined);
  return touches && it.facts['unused'] === 'yes' ? { facts: { unused: 'no' } } : {};
}

export async function needConfirmed(tx: Tx, now: Moving): Promise<void> {
  const { lastUsedOn } = acts['confirm-need'].parse(now.stated);
  const { body } = await getAgreement(tx, now);
  if (body.mode !== 'service' && (!isPlainDate(lastUsedOn ?? '') || (lastUsedOn ?? '') > now.today)) fail('GRANT_USE_UNSTATED');
}
