import type { Tx } from '../../platform/postgres/database.ts';
import type { Case, EngineInside } from '../../platform/procedures/process.ts';
import type { ApplicationBody } from './contract.ts';
import { linkageOf } from './linkage.ts';
import { getApplication, type ApplicationRow, type Ref } from './store.ts';

/**
 * The fact by which the table awaits the provider's security officer (25 ¶2): `awaited` while the level of what is asked for is
 * high and he has not spoken. Once he has, it stays `given`, whatever the level becomes.
 */
export type Officer = 'none' | 'awaited' | 'given';

/** As it is now, for what is asked for; `change`: what an act under way puts in its place. */
export async function officerOf(tx: Tx, it: Pick<Case, 'requester'>, row: ApplicationRow, change: Partial<ApplicationBody> = {}): Promise<Officer> {
  if (row.securityOpinion !== null) return 'given';
  const { level } = await linkageOf(tx, it.requester as string, row, change.items ?? row.body.items ?? [], change.mode ?? row.body.mode);
  return level === 'high' ? 'awaited' : 'none';
}

/** Another look at an application under way: the officer's turn comes, or goes, with what the requester holds. */
export async function officerNeeded(tx: Tx, engine: EngineInside, ref: Ref): Promise<void> {
  const it = await engine.get(tx, ref);
  if (!it) return;
  const officer = await officerOf(tx, it, await getApplication(tx, ref));
  if (officer !== (it.facts['officer'] ?? 'none')) await engine.setFacts(tx, ref, { officer });
}
