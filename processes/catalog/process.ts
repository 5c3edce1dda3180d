import { catalog } from '../../law/procedures/catalog.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { processOf, type Process } from '../../platform/procedures/process.ts';
import { catalogChecks, type ChecksDeps } from './checks.ts';
import { acts } from './contract.ts';
import { catalogFollow } from './follow.ts';
import { catalogOpening } from './opening.ts';
import { catalogPapers } from './papers.ts';
import { entryOf } from './scope.ts';
import { viewOf } from './view.ts';

export interface CatalogDeps extends ChecksDeps { readonly directory: Directory }

/** 目录 (ML): Art. 3, 12–17, 19. */
export function catalogProcess(deps: CatalogDeps): Process {
  return processOf(catalog, {
    contract: acts,
    checks: catalogChecks(deps),
    follow: catalogFollow(deps),
    opening: catalogOpening,
    papers: catalogPapers(deps.directory),
    view: (tx, it, actor) => viewOf(tx, it, actor, deps.directory),
    links: async (_tx, it) => (it.facts['version'] ? [{ href: `/catalog/${it.region}/${entryOf(it).entry}`, number: it.facts['code'] ?? it.title, zh: '目录' }] : []),
  }) as unknown as Process;
}
