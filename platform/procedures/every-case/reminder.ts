import { fail } from '../../../law/errors.ts';
import { addDays } from '../../../law/plain-date.ts';
import { numberOn } from '../../../law/jurisdiction.ts';
import { uuidv7 } from '../../postgres/uuid.ts';
import type { Deed } from '../deed.ts';
import type { CommonDraft, CommonEffect } from './effect.ts';
import { personOf } from './person.ts';

/** 催办: the waiting side asks whose turn it is, so many times a day as the region allows. It moves no clock. */
export async function remind(deed: Deed, draft: CommonDraft): Promise<CommonEffect> {
  const actor = personOf(draft);
  const { row, past, work } = draft.loaded;
  const waits = work.filter((line) => line.why === 'move' && line.org !== actor.org).map(({ org, post, why }) => ({ org, post, why }));
  if (waits.length === 0) return fail('REMINDER_NOBODY');
  const today = past.filter((move) => move.act === 'reminder' && move.org === actor.org && move.onDay === deed.today).length;
  const most = numberOn(await deed.jurisdiction(row.region), 'reminders-per-day', deed.today);
  if (today >= most) return fail('REMINDER_TOO_SOON', { next: addDays(deed.today, 1) });
  return { outbox: [{ region: row.region, id: uuidv7(), topic: 'notice.move', body: { caseId: row.id, version: row.version + 1, act: 'reminder', told: [], waits } }] };
}
