import type pg from 'pg';
import type { Logger } from 'pino';
import { documentHandlers } from '../../platform/documents/index.ts';
import type { Word } from '../../platform/documents/index.ts';
import { findProcedure } from '../../law/procedures/index.ts';
import { homePaths } from '../../platform/home.ts';
import { outboxJob, startJobs } from '../../platform/jobs/index.ts';
import type { Job, Loop } from '../../platform/jobs/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { keepHead, sequence, type Sealing } from '../../platform/ledger/index.ts';
import { noticeHandlers } from '../../platform/notify/index.ts';
import type { BlobStore } from '../../platform/objects/index.ts';
import { engineJobs } from '../../platform/procedures/index.ts';
import { freeBytesHandlers } from '../../platform/procedures/free-bytes.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Engine } from '../../platform/procedures/index.ts';
import { applicationHandlers } from '../../processes/application/index.ts';
import { alikeJob, catalogHandlers, importJobs, listAgain } from '../../processes/catalog/index.ts';
import { lookJobs, recallHandlers, recallJobs } from '../../processes/correction/index.ts';
import { grantHandlers, grantJobs, sandboxJobs } from '../../processes/grant/index.ts';
import { organisationJobs } from '../../processes/organisation/index.ts';
import { refluxJobs, type Given } from '../../processes/reflux/index.ts';
import { qualityJobs, watchResources } from '../../processes/resource/index.ts';
import type { Checker, Source } from '../../processes/resource/index.ts';
import { supervisionHandlers } from '../../processes/supervision/index.ts';
import { dueJob, officesJob, receivedUnder, sumsByGrant } from '../../processes/usage/index.ts';
import { hitsOf } from './hits.ts';
import { retentionJobs } from './retention.ts';
import { sealingJobs } from './sealing.ts';

export interface JobParts { readonly engine: Engine; readonly keys: Keys; readonly home: string; readonly store: BlobStore; readonly word: Word; readonly source: Source; readonly checker: Checker; readonly pool: pg.Pool; readonly log: Logger; readonly sealing: Sealing; /** On its home and database: no process of another version beside it. */ readonly alone: boolean }

/** Everything the platform does by itself, in a process with the role `jobs`; any number of them share one database. */
export function startAllJobs(parts: JobParts): Loop & { nudge(name?: string): void } {
  return startJobs(allJobs(parts), failedJob(parts.log));
}

const failedJob = (log: Logger) => (name: string, error: unknown): void => log.error({ err: error, job: name }, 'a job failed and comes again');

/** Every job there is. law/retention.ts names those that forget. */
export function allJobs({ engine, keys, home, store, word, source, checker, pool, log, sealing, alone }: JobParts): readonly Job[] {
  const { db, directory, inside } = engine;
  return [
    { name: 'sequencer', everyMs: 200, run: async () => (await sequence(db)) > 0 },
    { name: 'heads', everyMs: 3_000, run: async () => { await keepHead(db, keys.signer, homePaths(home).headsLog, new Date(), 60_000); } },
    outboxJob(db, { ...outboxHandlers(engine, { keys, source }), ...documentHandlers({ db, store, word }), ...freeBytesHandlers(store) }, failedJob(log)),
    ...engineJobs(engine, store, (name, what) => log.error({ job: name }, what)),
    { name: 'resources', everyMs: 60_000, run: () => watchResources({ db, directory, source, inside, hits: hitsOf(db, directory) }) },
    { name: 'listings', everyMs: 600_000, run: async () => (await transact(db, (tx) => listAgain(tx, directory))) > 0 },
    alikeJob({ db, directory, inside }),
    ...qualityJobs({ db, inside, keys, checker }),
    ...importJobs({ db, directory, inside }),
    ...lookJobs({ db, source, keys, inside }),
    ...recallJobs({ db, directory, inside }),
    ...grantJobs({ db, directory, inside }),
    ...sandboxJobs(db),
    ...refluxJobs({ db, directory, inside, source, keys, given }),
    dueJob({ db, directory, inside }),
    officesJob(db),
    ...organisationJobs({ db, directory, inside }),
    ...retentionJobs(db, pool),
    ...sealingJobs(db, sealing, alone),
  ];
}

/** What reflux asks of the records of calls. */
export const given: Given = {
  received: receivedUnder,
  calls: async (db, grant, since) => (await sumsByGrant(db, [grant], since)).get(`${grant.region}-${grant.id}`)?.calls ?? 0,
};

/** Who works off what acts left in the outbox, by topic. */
export function outboxHandlers({ directory, inside }: Engine, { keys, source }: Pick<JobParts, 'keys' | 'source'>): Parameters<typeof outboxJob>[1] {
  return {
    ...noticeHandlers({ directory, table: findProcedure }), ...catalogHandlers({ directory, inside }), ...grantHandlers({ inside }), ...applicationHandlers({ inside }),
    ...supervisionHandlers({ directory, inside }), ...recallHandlers({ directory, inside, keys, source }),
  };
}
