import type { ProcedureName } from '../../law/procedure.ts';
import type { Directory } from './ports.ts';
import type { EngineInside, Process } from './process.ts';

/** What running a move needs of the engine around it. */
export interface Runner {
  readonly directory: Directory;
  readonly process: (kind: ProcedureName) => Process;
  readonly all: readonly Process[];
  readonly inside: EngineInside;
}
