import type { Keys } from '../../platform/keys/index.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside } from '../../platform/procedures/process.ts';
import type { Source } from '../resource/index.ts';
import { answerRoutes } from './routes/answers.ts';
import { readRoutes } from './routes/reads.ts';
import { ruleRoutes } from './routes/rules.ts';
import { listRoutes } from './routes/list.ts';

export interface CorrectionRouteDeps { readonly db: Db; readonly directory: Directory; readonly keys: Keys; readonly source: Source; readonly inside: EngineInside }

/** What is no move: the list of records, its answers, files of both, who received them, rules and channel of a department. */
export function correctionRoutes(deps: CorrectionRouteDeps): Route[] {
  return [...ruleRoutes(deps), ...listRoutes(deps), ...answerRoutes(deps), ...readRoutes(deps)];
}
