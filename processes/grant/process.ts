import { grant } from '../../law/procedures/grant.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Process } from '../../platform/procedures/process.ts';
import { grantBarred } from './barred.ts';
import { acts } from './contract.ts';
import { grantChecks, type Probe } from './checks.ts';
import { grantEvents } from './events.ts';
import { grantFollow, type Destroyed } from './follow.ts';
import { openImport } from './import/open.ts';
import { linksOf } from './links.ts';
import { grantNotes } from './notes.ts';
import { prepareGrant } from './prepare.ts';
import { grantView, type ServiceOf } from './view.ts';

export interface GrantDeps {
  readonly keys: Keys;
  readonly directory: Directory;
  readonly probe: Probe;
  readonly serviceOf: ServiceOf;
  readonly destroyed: Destroyed;
}

/** 共享授权 (SH). Art. 22, 25, 27, 35: what was agreed, kept in force, suspended, ended and disposed of. */
export function grantProcess(deps: GrantDeps): Process {
  return processOf(grant, {
    contract: acts,
    checks: grantChecks(deps),
    follow: grantFollow(deps),
    prepare: prepareGrant,
    opening: (tx, actor, _act, stated, today) => openImport(tx, actor, stated, today),
    on: grantEvents,
    barred: async (tx, it) => grantBarred(tx, it, await deps.directory.legalToday(tx)),
    notes: grantNotes,
    links: linksOf,
    view: (tx, it, actor) => grantView(tx, it, actor, deps),
  }) as unknown as Process;
}
