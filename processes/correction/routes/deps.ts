import type { Keys } from '../../../platform/keys/index.ts';
import type { Db } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';
import type { Source } from '../../resource/index.ts';

export interface CorrectionRouteDeps { readonly db: Db; readonly directory: Directory; readonly keys: Keys; readonly source: Source; readonly inside: EngineInside }
