import type { Route } from '../../platform/http/route.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import { bindingRoutes } from './routes/bindings.ts';
import { connectionRoutes } from './routes/connections.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { hitRoutes } from './routes/hits.ts';
import { qualityRunRoutes } from './routes/quality-runs.ts';
import { qualityRoutes } from './routes/quality.ts';
import type { Checker } from './quality/checker.ts';
import type { Hits } from './hits.ts';
import type { Source } from './source.ts';

export interface ResourceDeps {
  readonly db: Db;
  readonly keys: Keys;
  readonly directory: Directory;
  readonly inside: EngineInside;
  readonly source: Source;
  readonly checker: Checker;
  readonly hits: Hits;
}

/** 数据资源 (Art. 22, 16 ¶2): no case, every act recorded. */
export function resourceRoutes(deps: ResourceDeps): Route[] {
  return [...connectionRoutes(deps), ...hitRoutes(deps), ...qualityRoutes(deps), ...qualityRunRoutes(deps), ...maintenanceRoutes(deps), ...bindingRoutes(deps)];
}
