import pg from 'pg';

/** This process's stake in an embedded database: one session with an advisory lock, which ends with the process however it ends. */
export interface Holder {
  /** How many other processes use this database. Fails when the session is gone. */
  others(): Promise<number>;
  leave(): Promise<void>;
  /** Resolves when the session breaks although nobody asked for it: the database is gone. */
  readonly lost: Promise<void>;
}

const serverLock = 809_001;
const userLock = 809_002;

/**
 * Registers this process as a user of the database.
 * @returns undefined when `asServer` and another server has it
 */
export async function hold(url: string, asServer: boolean): Promise<Holder | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'shuqiao-holder', keepAlive: true });
  let leaving = false;
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => undefined);
    client.on('end', () => void (leaving || resolve()));
  });
  await client.connect();
  const leave = async (): Promise<void> => {
    leaving = true;
    await client.end().catch(() => undefined);
  };
  if (asServer && !(await tryServerLock(client))) {
    await leave();
    return undefined;
  }
  await client.query('select pg_advisory_lock_shared($1)', [userLock]);
  const others = async (): Promise<number> => {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_locks
       where locktype = 'advisory' and classid = 0 and objid = $1 and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`, [userLock]);
    return rows[0]?.n ?? 0;
  };
  return { others, leave, lost };
}

/** Waits until no server has the database, or until the database itself is gone. */
export async function whenServerGone(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'shuqiao-next', keepAlive: true });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (;;) {
      const { rows } = await client.query(
        `select 1 from pg_locks where locktype = 'advisory' and classid = 0 and objid = $1 and database = (select oid from pg_database where datname = current_database())`, [serverLock]);
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } catch {
    return; // gone with its server
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A server that just ended may still be closing its session: patience of 1.5 s. */
async function tryServerLock(client: pg.Client): Promise<boolean> {
  for (let round = 0; round < 15; round += 1) {
    const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock($1) as ok', [serverLock]);
    if (rows[0]?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
