import { fail } from '../../law/errors.ts';
import { plainDate, type PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { CauseKind } from './contract.ts';
import { openUpdate } from './opening.ts';
import * as drafts from './store/drafts.ts';
import { citing } from './store/search.ts';

/** A refusal because the data is not held opens the update of its entry, in the same act (21 ¶2, 16 ¶2); an open case is left as it is. */
export async function notHeld(tx: Tx, engine: EngineInside, entryRegion: string, entry: string, text: string): Promise<boolean> {
  const key = { region: entryRegion, entry };
  return openUpdate(tx, engine, key, { by: 'application.refused', cause: 'other', text: text.slice(0, 1000) }, await drafts.openDraftOf(tx, key));
}

export interface Amended { readonly name: string; readonly kind: Exclude<CauseKind, 'other'>; readonly on: PlainDate; readonly document: string }

/** Art. 17 ¶2: a law, regulation or decision was amended; every published entry of the region that cites it must be looked at. Answers how many. */
export async function amended(tx: Tx, engine: EngineInside, actor: Actor, it: Amended): Promise<number> {
  let moved = 0;
  for (const key of await citing(tx, actor.region, it.name)) {
    if (await openUpdate(tx, engine, key, { by: 'law.amended', cause: it.kind, occurredOn: it.on, document: it.document }, await drafts.openDraftOf(tx, key))) moved += 1;
  }
  return moved;
}

/** The authority sets the cause or its day of occurrence right before it publishes; the clock is counted anew from that day (17 ¶2). */
export async function setCauseRight(tx: Tx, engine: EngineInside, at: drafts.At, n: number, right: { readonly kind?: CauseKind | undefined; readonly on?: string | undefined }, today: PlainDate): Promise<void> {
  const cause = (await drafts.causesOf(tx, at)).find((one) => one.n === n) ?? fail('CAUSE_UNKNOWN');
  if (right.on !== undefined && right.on > today) fail('CAUSE_DATE_INVALID', { date: right.on });
  if (right.kind === 'other' && cause.clock !== null) fail('CAUSE_NOT_STATUTORY');
  await drafts.setCause(tx, at, n, { ...(right.kind ? { kind: right.kind } : {}), ...(right.on ? { onDay: right.on } : {}) });
  if (right.on !== undefined && cause.clock !== null) await engine.restate(tx, at, 'update', { on: plainDate(right.on) }, cause.clock);
}
