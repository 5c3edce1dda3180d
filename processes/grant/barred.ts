import { errors } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { grant } from '../../law/procedures/grant.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { getEntry } from '../catalog/index.ts';
import { openIncidentsNaming } from '../security/index.ts';
import { legacyBarred } from './legacy.ts';
import { keysOf } from './renewal.ts';
import { getAgreement, type Agreement } from './store/agreement.ts';
import { newestCredential } from './store/credential.ts';
import { isUnused } from './unused.ts';

/** 27 ¶2: 可以终止 only where the date has passed, or what was reported is insufficient: it waits to be judged, or has been. */
export function tooEarly({ suspension }: Pick<Agreement, 'suspension'>, state: string, today: PlainDate): { readonly mendBy: string } | undefined {
  const judged = state === 'mended' || suspension?.insisted === true;
  return suspension !== null && !judged && today <= suspension.mendBy ? { mendBy: suspension.mendBy } : undefined;
}

/** Whether a key of this grant, or of the one whose keys serve it, was ever handed out. */
export async function hasKey(tx: Tx, it: { readonly region: string; readonly id: string }, today: PlainDate): Promise<boolean> {
  for (const ref of await keysOf(tx, it, today)) if ((await newestCredential(tx, ref)) !== undefined) return true;
  return false;
}

type Barred = Partial<Record<ActOf<typeof grant>, string>>;

/** What its table has here and this grant cannot take now, each in the sentence that would refuse it. */
export async function grantBarred(tx: Tx, it: Case, today: PlainDate): Promise<Barred> {
  if (it.state === 'importing' || it.state === 'ended' || it.state === 'disposed') return {};
  const agreement = await getAgreement(tx, it);
  const early = it.state === 'suspended' ? tooEarly(agreement, it.state, today) : undefined;
  return {
    ...(await inDanger(tx, it, agreement)),
    ...(early === undefined ? {} : { terminate: errors.TERMINATE_TOO_EARLY.say(early) }),
    ...(isUnused(it) ? {} : { 'confirm-need': '长期未使用的，才须确认。' }),
    ...(await hasKey(tx, it, today) ? {} : keyless()),
    ...legacyBarred(agreement),
  };
}

/** 35 ¶3: held for a danger alone; gone on with when it is over. */
async function inDanger(tx: Tx, it: Case, agreement: Agreement): Promise<Barred> {
  const entry = await getEntry(tx, agreement.entryRegion, agreement.entry);
  const open = (await openIncidentsNaming(tx, { get: readCase }, it)).length > 0;
  const goesOn = entry.state === 'hidden' ? errors.ENTRY_HIDDEN.say({ entry: entry.name }) : open ? errors.INCIDENT_STILL_OPEN.say() : undefined;
  if (goesOn !== undefined) return { lift: goesOn, resume: goesOn };
  return { hold: errors.HOLD_NEEDS_INCIDENT.say() };
}

function keyless(): Barred {
  const why = errors.KEY_NOT_COLLECTED.say();
  return { 'rotate-key': why, 'report-key-stolen': why, 'withdraw-key': why };
}
