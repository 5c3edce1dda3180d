import { fail } from '../../law/errors.ts';
import { archiveRoutes } from '../../platform/archive/index.ts';
import { documentRoutes } from '../../platform/documents/index.ts';
import type { DocumentParts } from '../../platform/documents/index.ts';
import type { AccessLog } from '../../platform/http/access-log.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Logger } from 'pino';
import { transact, type Db } from '../../platform/postgres/database.ts';
import { draftRoutes, engineRoutes } from '../../platform/procedures/index.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { mustSeeWhole, seenCase } from '../../platform/procedures/seen.ts';
import type { Directory, Engine, Process } from '../../platform/procedures/index.ts';
import { notificationRoutes } from '../../platform/notify/index.ts';
import { applicationProcess, applicationRoutes } from '../../processes/application/index.ts';
import { catalogProcess, catalogRoutes, pageOfEntry, sourceProcess, sourceRoutes } from '../../processes/catalog/index.ts';
import { demandProcess, demandRoutes } from '../../processes/demand/index.ts';
import { correctionProcess, correctionRoutes } from '../../processes/correction/index.ts';
import { disputeProcess } from '../../processes/dispute/index.ts';
import { grantProcess, grantRoutes, importRoutes, sandboxRoutes, serviceChangeProcess, useChangeProcess } from '../../processes/grant/index.ts';
import { organisationProcess, organisationRoutes } from '../../processes/organisation/index.ts';
import type { OrganisationDeps } from '../../processes/organisation/index.ts';
import { mustHaveSeen, probeEntry, profileIn, resourceRoutes, serviceOf } from '../../processes/resource/index.ts';
import type { Checker, Source } from '../../processes/resource/index.ts';
import { refluxProcess, refluxRoutes } from '../../processes/reflux/index.ts';
import { assessmentProcess, incidentProcess } from '../../processes/security/index.ts';
import { findingProcess, statisticsRoutes, supervisionRoutes } from '../../processes/supervision/index.ts';
import { callReasonZh, recordDestruction, usageRoutes } from '../../processes/usage/index.ts';
import { developerRoutes } from './developers.ts';
import { hitsOf } from './hits.ts';
import { objectNames } from './object-names.ts';

/** What every process may need; each takes its own part. */
export interface Parts {
  readonly db: Db;
  readonly keys: Keys;
  readonly directory: Directory;
  readonly accessLog: AccessLog;
  readonly log: Logger;
  readonly baseUrl: () => string;
  /** Looks into providers' databases. */
  readonly source: Source;
  /** Runs quality rules on them. */
  readonly checker: Checker;
}

/** Every process there is, in the order of design.md §5. */
export function allProcesses(parts: Parts): readonly Process[] {
  return [
    organisationProcess(parts), incidentProcess(parts), assessmentProcess({ pageOfEntry }), catalogProcess({ directory: parts.directory, mustHaveSeenHits: (tx, region, entry, seen) => mustHaveSeen(hitsOf(parts.db, parts.directory), tx, region, entry, seen) }),
    sourceProcess(parts),
    grantProcess({ keys: parts.keys, directory: parts.directory, serviceOf, destroyed: recordDestruction, probe: (tx, it) => probeEntry(tx, parts.source, { ...it, items: it.body.items, mode: it.body.mode, serviceKind: it.body.serviceKind }) }),
    useChangeProcess(parts), serviceChangeProcess(parts),
    demandProcess(parts),
    applicationProcess(parts),
    refluxProcess(parts),
    correctionProcess(parts),
    disputeProcess(parts),
    findingProcess(parts),
  ];
}

/** Every route below `/api`. */
export function allRoutes(parts: Parts & OrganisationDeps, engine: Engine, papers: Pick<DocumentParts, 'store' | 'word' | 'seal'>, mark: 'demo' | 'test' | null): readonly Route[] {
  const { inside } = engine;
  const organisation = organisationRoutes(parts, {
    openAccount: (actor, body, ids) => engine.open(actor, 'account', 'create', body, ids),
    recompute: () => engine.recomputeClocks(),
    sweep: () => engine.sweep(),
    maySee: (actor, ref) => transact(parts.db, async (tx) => {
      const found = await seenCase(engine.processes, tx, actor, parseRef(ref));
      if (found?.sees !== true) return fail('CASE_NOT_FOUND');
      return mustSeeWhole(found, actor);
    }),
    objectNames,
  }, mark);
  return [
    ...organisation, ...catalogRoutes({ ...parts, inside }), ...sourceRoutes({ ...parts, inside, valuesIn: (region, entry, item, key) => profileIn(parts.db, parts.source, region, entry, item, key) }), ...resourceRoutes({ ...parts, inside, hits: hitsOf(parts.db, parts.directory) }),
    ...grantRoutes(parts), ...importRoutes({ ...parts, inside }), ...sandboxRoutes({ ...parts, inside, reasonZh: (reason) => callReasonZh(reason) ?? reason }), ...demandRoutes({ ...parts, inside }), ...applicationRoutes({ ...parts, engine }), ...refluxRoutes(parts), ...usageRoutes({ ...parts, inside }), ...correctionRoutes({ ...parts, inside }), ...supervisionRoutes(parts), ...statisticsRoutes(parts), ...notificationRoutes(parts.db), ...draftRoutes(engine), ...developerRoutes(parts),
    ...documentRoutes({ ...papers, engine, accessLog: parts.accessLog }), ...archiveRoutes({ ...papers, engine, signer: parts.keys.signer }),
    ...engineRoutes(engine, papers.store), // the most general paths last
  ];
}
