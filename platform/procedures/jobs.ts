import { keptDays } from '../../law/retention.ts';
import { forgetRouteRequests } from '../http/request-store.ts';
import type { Job } from '../jobs/loop.ts';
import { digestsInUse } from '../documents/store.ts';
import type { BlobStore } from '../objects/index.ts';
import { transact } from '../postgres/database.ts';
import { makePartitions } from '../postgres/partitions.ts';
import type { Engine } from './engine.ts';
import { queueReminders } from './reminders.ts';
import { rewriteVacancies } from './vacancies.ts';
import { checkWorklists } from './worklist-check.ts';
import { dropUnclaimed } from './store/attachments.ts';
import { forgetFailed } from './store/outbox.ts';
import { forgetRequests } from './store/requests.ts';

const day = 24 * 3_600_000;

/** What the engine does by itself: deadlines, forgetting, partitions ahead of time, comparing lists with their cases. */
export function engineJobs(engine: Engine, store: BlobStore, report: (name: string, what: string) => void): Job[] {
  return [
    { name: 'sweep', everyMs: 5_000, run: async () => { await engine.sweep(); } },
    { name: 'calendars', everyMs: 60_000, run: () => engine.followCalendars() },
    { name: 'reminders', everyMs: 60_000, run: async () => { await queueReminders(engine.db, engine.directory); } },
    { name: 'requests', everyMs: day / 24, run: async () => (await forgetRequests(engine.db)) + (await forgetRouteRequests(engine.db)) > 0 },
    { name: 'outbox-failed', everyMs: day / 4, run: async () => (await forgetFailed(engine.db)) > 0 },
    { name: 'uploads', everyMs: day / 24, run: () => dropUploads(engine, store) },
    { name: 'partitions', everyMs: day / 4, run: () => makePartitions(engine.db) },
    { name: 'vacancies', everyMs: day / 144, run: async () => { await rewriteVacancies(engine); } },
    {
      name: 'worklists', everyMs: day,
      run: async () => {
        const wrong = await checkWorklists(engine, true);
        if (wrong.length > 0) report('worklists', `${wrong.length} cases had wrong rows and were set right: ${wrong.slice(0, 10).join(' ')}`);
      },
    },
  ];
}

/** Uploads that no act named within their days (law/retention.ts). The bytes go after the rows, when neither another row nor a kept paper has their digest. */
async function dropUploads(engine: Engine, store: BlobStore): Promise<boolean> {
  const free = await transact(engine.db, (tx) => dropUnclaimed(tx, new Date(Date.now() - keptDays('uploads') * day).toISOString(), 200));
  const inUse = await digestsInUse(engine.db, free);
  for (const digest of free) if (!inUse.has(digest)) await store.remove(digest);
  return free.length > 0;
}
