import { addDays, plainDate, type PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { findAgreement } from './store/agreement.ts';
import { usedAgain } from './unused.ts';

/** What no person states: by when what was received is disposed of, as the reply laid it down (27 ¶1). */
export async function prepareGrant(tx: Tx, it: Case, act: string, _stated: unknown, today: PlainDate): Promise<{ facts?: Record<string, string>; stated?: Record<string, unknown> }> {
  if (act !== 'instruct') return usedAgain(it, act);
  const agreement = await findAgreement(tx, it);
  const days = agreement?.disposal.days ?? 30;
  return { stated: { disposeBy: addDays(plainDate(today), days) } };
}
