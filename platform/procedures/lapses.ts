import { addPending, pendingRow, type PendingRow } from '../ledger/pending.ts';
import { uuidv7 } from '../postgres/uuid.ts';
import type { Deed } from './deed.ts';
import type { CaseRecord, Ref } from './store/case-record.ts';
import type { ClockRecord } from './store/cases.ts';
import type { Lapse } from './store/clocks.ts';
import type { OutboxRow } from './store/write-move.ts';

/** What is done about a clock that ran out, after the sweep or the late act has marked it. */
export interface LapseBody { readonly caseId: string; readonly kind: string; readonly clock: string; readonly nth: number; readonly due: string; readonly on: string }

export function lapseBody(lapse: Lapse, today: string): LapseBody {
  return { caseId: lapse.caseId, kind: lapse.kind, clock: lapse.name, nth: lapse.nth, due: lapse.dueOn, on: today };
}

/** The ledger entry of a lapse: which clock of which case, due when, seen when. */
export function lapseEntry(region: string, lapse: Lapse, today: string): PendingRow {
  return pendingRow(lapseFact({ region, id: lapse.caseId }, lapse.name, lapse.nth, lapse.dueOn, today));
}

/** Clocks that an act found already over: they lapse with it, as a sweep would have had them. */
export async function lapsesNow(deed: Deed, row: CaseRecord, clocks: readonly ClockRecord[]): Promise<OutboxRow[]> {
  const rows: OutboxRow[] = [];
  for (const clock of clocks) {
    await addPending(deed.tx, lapseFact(row, clock.name, clock.nth, clock.dueOn, deed.today));
    const lapse: Lapse = { caseId: row.id, kind: row.kind, name: clock.name, nth: clock.nth, dueOn: clock.dueOn };
    rows.push({ region: row.region, id: uuidv7(), topic: 'clock.lapsed', body: lapseBody(lapse, deed.today) });
  }
  return rows;
}

function lapseFact(ref: Ref, clock: string, nth: number, due: string, on: string) {
  const subject = `${ref.region}-${ref.id}`;
  return { region: ref.region, kind: 'lapse', subject, body: { case: subject, clock, nth, due, on } };
}
