import { addDays, addYears, type PlainDate } from '../../law/plain-date.ts';
import { keptYears } from '../../law/retention.ts';
import type { Job } from '../../platform/jobs/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { endsOf } from '../grant/index.ts';
import { daysEnding, keepDay } from './store/keep.ts';
import { machineToday } from './view.ts';

/** Looked at so long before it could be disposed of: the job may rest for a while and nothing goes too early. */
const AHEAD_DAYS = 60;
const MOST_DAYS = 5_000;

export const keepJob = (db: Db): Job => ({ name: 'records-kept', everyMs: 6 * 3_600_000, run: () => keepForGrants(db, machineToday()) });

/**
 * Art. 29 ¶2: “……有关记录保存期限不少于3年。” Reading: from the making of the record, or from the end of the grant if
 * later. A grant that still runs ends today at the earliest, so its records stay three years from today, and are looked
 * at again before then.
 */
export async function keepForGrants(db: Db, today: PlainDate): Promise<void> {
  for (const { day, grants } of await daysEnding(db, addDays(today, AHEAD_DAYS), MOST_DAYS)) {
    const ends = (await endsOf(db, grants)).map((grant) => grant.on ?? today);
    const last = ends.sort().at(-1);
    if (last !== undefined) await keepDay(db, day, addYears(last, keptYears('calls')));
  }
}
