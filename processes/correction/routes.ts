import type { Route } from '../../platform/http/route.ts';
import { answerRoutes } from './routes/answers.ts';
import type { CorrectionRouteDeps } from './routes/deps.ts';
import { readRoutes } from './routes/reads.ts';
import { ruleRoutes } from './routes/rules.ts';
import { listRoutes } from './routes/list.ts';

/** What is no move: the list of records, its answers, files of both, who received them, rules and channel of a department. */
export function correctionRoutes(deps: CorrectionRouteDeps): Route[] {
  return [...ruleRoutes(deps), ...listRoutes(deps), ...answerRoutes(deps), ...readRoutes(deps)];
}
