import type { Logger } from 'pino';
import type { AccessLog } from '../../platform/http/access-log.ts';
import type { Keys } from '../../platform/keys/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';

/** What this process is given by main.ts. */
export interface OrganisationDeps {
  readonly db: Db;
  readonly keys: Pick<Keys, 'seal' | 'open' | 'signer' | 'tokenKey'>;
  readonly directory: Directory;
  readonly accessLog: AccessLog;
  readonly log: Logger;
  /** Folder of the installation: setup.url lies there. */
  readonly home: string;
  /** INSECURE_HTTP=1: said on every page. */
  readonly insecure: boolean;
  readonly version: string;
  /** What stops or endangers calls now, in sentences: the disk, the records, the clock. */
  readonly alarms?: () => readonly string[];
  /** Where this server is reached, once it listens: links that are handed on begin with it. */
  readonly baseUrl: () => string;
  /** What a free text of the state of the database is at set-up: `PostgreSQL 18，本机内置`. */
  readonly databaseZh: string;
}
