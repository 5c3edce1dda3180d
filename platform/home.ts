import { join } from 'node:path';

/** What lies where in an installation's home, beside `postgres/` (the embedded database) and the keys. */
export interface HomePaths {
  /** Signed heads of the ledger, one JSON line each; kept outside the database, to compare it with. */
  readonly headsLog: string;
  /** Attachments and delivered files, by digest. */
  readonly objects: string;
  /** Call records that are durable here and not yet in the database. */
  readonly records: string;
  /** The one-time address of the first set-up, 0600. */
  readonly setupUrl: string;
  /** There once the platform has begun to seal: it never begins again. */
  readonly sealed: string;
  /** The same of what entries are bound to, which came a version later. */
  readonly sealedBindings: string;
  /** Where the server of this home listens, for commands that print addresses; gone when it ends in order. */
  readonly serverUrl: string;
}

export function homePaths(home: string): HomePaths {
  return { headsLog: join(home, 'heads.log'), objects: join(home, 'objects'), records: join(home, 'records'), setupUrl: join(home, 'setup.url'), sealed: join(home, 'sealed'), sealedBindings: join(home, 'sealed-bindings'), serverUrl: join(home, 'server.url') };
}
