import type { Route } from '../../platform/http/route.ts';
import { bindingRoutes } from './routes/bindings.ts';
import { connectionRoutes } from './routes/connections.ts';
import type { ResourceDeps } from './routes/deps.ts';
import { maintenanceRoutes } from './routes/maintenance.ts';
import { hitRoutes } from './routes/hits.ts';
import { qualityRunRoutes } from './routes/quality-runs.ts';
import { qualityRoutes } from './routes/quality.ts';

/** 数据资源 (Art. 22, 16 ¶2): no case, every act recorded. */
export function resourceRoutes(deps: ResourceDeps): Route[] {
  return [...connectionRoutes(deps), ...hitRoutes(deps), ...qualityRoutes(deps), ...qualityRunRoutes(deps), ...maintenanceRoutes(deps), ...bindingRoutes(deps)];
}
