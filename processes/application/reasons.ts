import { basisZh } from '../../law/basis.ts';
import { LawError } from '../../law/errors.ts';
import { reasonsOpen, refusalFault, type RefusedApplication, type StatedReason } from '../../law/refusal.ts';
import type { Case } from '../../platform/procedures/process.ts';
import type { RefusalCategory } from './contract.ts';
import type { ApplicationRow } from './store.ts';

/** What of this application decides which reasons are open (law/refusal.ts has the rule). */
function refused(it: ApplicationRow, now: Pick<Case, 'facts'>): RefusedApplication {
  return { attribute: now.facts['attribute'] ?? '', unanswered: it.points.some((_, n) => !it.answers.some((one) => one.point === n + 1)), spent: now.facts['spent']?.split(' ') ?? [] };
}

/** @throws where the reason is none that the Regulation allows for this application */
export function refuseReason(it: ApplicationRow, now: Pick<Case, 'facts'>, stated: StatedReason): void {
  const fault = refusalFault(stated, refused(it, now));
  if (fault === null) return;
  const { code, ...params } = fault;
  throw new LawError(code, params);
}

/** What the provider may choose from, for this application. */
export function reasonsAllowed(it: ApplicationRow, now: Pick<Case, 'facts'>): { category: RefusalCategory; zh: string; basisZh: string }[] {
  return reasonsOpen(refused(it, now)).map(({ code, zh, article }) => ({ category: code, zh, basisZh: basisZh(article) }));
}
