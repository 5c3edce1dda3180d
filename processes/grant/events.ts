import type { EventName } from '../../law/events.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Happened } from '../../platform/procedures/process.ts';
import { parseRef } from './ref.ts';
import { runningOn, type Ref } from './store/agreement.ts';

/** Grants of one entry moved in the transaction of the event; more are moved by a job, while the entry's gate holds at once. */
const most = 200;

/**
 * What happens elsewhere and reaches grants (engine.md §5). An entry that is hidden stops all its grants with one
 * gate change in the same transaction; their cases follow.
 */
export const grantEvents: Partial<Record<EventName, (tx: Tx, happened: Happened) => Promise<void>>> = {
  'catalog.hidden': async (tx, happened) => {
    const { entryRegion, entry } = entryOf(happened);
    gateChange(tx, { region: entryRegion, what: 'entry', id: entry, stopped: true });
    await moveAll(tx, happened, await runningOn(tx, entryRegion, entry, undefined, most), 'hold', { reason: '目录已紧急下线', incident: null });
  },
  'catalog.restored': async (tx, happened) => {
    const { entryRegion, entry } = entryOf(happened);
    gateChange(tx, { region: entryRegion, what: 'entry', id: entry, stopped: false });
    await moveAll(tx, happened, await runningOn(tx, entryRegion, entry, undefined, most), 'lift', {});
  },
  'catalog.withdrawn-as-secret': async (tx, happened) => {
    const { entryRegion, entry } = entryOf(happened);
    await moveAll(tx, happened, await runningOn(tx, entryRegion, entry, undefined, most), 'close', {});
  },
  // At `contain`, not at `report`: anybody may report, so a report alone must not be able to stop sharing (decision 0004).
  'incident.contained': (tx, happened) => moveAll(tx, happened, named(happened), 'hold', hold(happened)),
  'incident.eliminated': (tx, happened) => moveAll(tx, happened, named(happened), 'lift', {}),
  'incident.dismissed': (tx, happened) => moveAll(tx, happened, named(happened), 'lift', {}),
};

function entryOf(happened: Happened): { entryRegion: string; entry: string } {
  return { entryRegion: happened.from.region, entry: String(happened.body['entry']) };
}

/** The grants that an incident names, written with blanks between. */
function named(happened: Happened): Ref[] {
  return String(happened.body['grants'] ?? '').split(' ').filter((ref) => ref !== '').slice(0, most).map(parseRef);
}

function hold(happened: Happened): Record<string, unknown> {
  return { reason: `安全事件 ${happened.from.number ?? ''}`.trim(), incident: `${happened.from.region}-${happened.from.id}` };
}

/** A grant that has no such move now stays as it is: it may be held already, or ended. */
async function moveAll(tx: Tx, happened: Happened, grants: readonly Ref[], act: string, stated: Record<string, unknown>): Promise<void> {
  for (const grant of grants) await happened.engine.moveIfAny(tx, grant, act, { clock: happened.event }, stated);
}
