import type pg from 'pg';
import type { Job } from '../../platform/jobs/index.ts';
import { forgetNotifications } from '../../platform/notify/index.ts';
import { forgetFormDrafts } from '../../platform/procedures/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { forgetDrafts } from '../../processes/application/index.ts';
import { dropOldSecrets } from '../../processes/grant/index.ts';
import { firstKeptSlot } from '../../plane/once/slots.ts';
import { dropOldQuota, dropUsedSigns, forgetRefused, keepJob } from '../../processes/usage/index.ts';

const hour = 3_600_000;

/** Forgetting that belongs to no procedure; the days stand in law/retention.ts. Each goes on at once while more is left. */
export function retentionJobs(db: Db, pool: pg.Pool): readonly Job[] {
  return [
    keepJob(db),
    { name: 'notifications', everyMs: 6 * hour, run: async () => (await forgetNotifications(db)) > 0 },
    { name: 'drafts', everyMs: 6 * hour, run: async () => (await forgetDrafts(db)) + (await forgetFormDrafts(db)) > 0 },
    { name: 'refused-calls', everyMs: 6 * hour, run: async () => (await forgetRefused(db)) > 0 },
    { name: 'used-signs', everyMs: 10 * 60_000, run: async () => { await dropUsedSigns(pool, firstKeptSlot(Date.now())); } },
    { name: 'wire-secrets', everyMs: hour, run: async () => { await dropOldSecrets(db); await dropOldQuota(pool); } },
  ];
}
