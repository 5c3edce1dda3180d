import { transact, type Db } from '../postgres/database.ts';
import { claimReminders, regionsNear, type Slot } from './store/reminders.ts';
import type { Directory } from './ports.ts';

/** Clocks spoken of in one transaction at most: their rows are locked meanwhile. */
const batch = 500;

/**
 * 临期、即将到期、已超期: queues what is said today of clocks that end soon or have ended. The day is the legal date, the
 * hour is the machine's in Shanghai: from 09:00 once a day, from 15:00 again for what ends today or on the next
 * working day; nothing at night. A round that nobody was there for is made up for later the same day. Any number of
 * processes may run it. Returns how many.
 */
export async function queueReminders(db: Db, directory: Directory, now: Date = new Date()): Promise<number> {
  const slot = slotOf(now);
  if (slot === null) return 0;
  const today = await transact(db, (tx) => directory.legalToday(tx));
  let queued = 0;
  for (const region of await regionsNear(db, today, slot)) {
    for (let more = batch; more === batch; queued += more) more = await transact(db, (tx) => claimReminders(tx, region, today, slot, batch));
  }
  return queued;
}

/** The round of the day in Shanghai, which knows no summer time: UTC + 8. Null: before 09:00 and from 21:00. */
export function slotOf(now: Date): Slot | null {
  const hour = (now.getUTCHours() + 8) % 24;
  return hour < 9 || hour >= 21 ? null : hour < 15 ? 1 : 2;
}
