import type { Db } from '../../../platform/postgres/database.ts';
import type { Directory } from '../../../platform/procedures/ports.ts';
import type { EngineInside } from '../../../platform/procedures/process.ts';

export interface CatalogRouteDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside }
