import type { Keys } from '../../../platform/keys/index.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import type { Hits } from '../hits.ts';
import type { Checker } from '../quality/checker.ts';
import type { Source } from '../source.ts';

export interface ResourceDeps {
  readonly db: Db;
  readonly keys: Keys;
  readonly directory: Directory;
  readonly inside: EngineInside;
  readonly source: Source;
  readonly checker: Checker;
  readonly hits: Hits;
}
