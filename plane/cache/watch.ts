import { sql } from 'kysely';
import { dayAt } from '../../law/machine-time.ts';
import { latestChanges, readChanges, stoppedEntries, type NumberedChange } from '../../platform/gate/index.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { isGatewayClosed } from '../../platform/postgres/restored.ts';
import type { GrantTable } from './grants.ts';

/** Keeps the table in step with the database, and knows how old its knowledge is. */
export interface Watch {
  /**
   * False: the last good poll began more than two seconds ago; the gateway refuses, or "within 2 seconds" would be a hope.
   * Also while a restored database waits for its confirmations.
   */
  fresh(nowMs: number): boolean;
  /** A restored database waits for its confirmations. */
  readonly restored: boolean;
  /** Shanghai's date moved by the mark's offset: what terms are measured by. */
  readonly legalToday: string;
  /** Polls now; a hint from the outside. */
  hint(): void;
  stop(): Promise<void>;
}

const everyMs = 500;
const staleMs = 2_000;
const compareMs = 60_000;
const limit = 1_000;

/** Loads everything, then follows the numbers of `gate_change`: a poll each 500 ms is the truth, hints only make it sooner. */
export async function startWatch(db: Db, table: GrantTable, warn: (text: string) => void, log: { readonly everyMs?: number } = {}): Promise<Watch> {
  const seen = new Map(await latestChanges(db));
  for (const entry of await stoppedEntries(db)) table.stopEntry(entry.region, entry.id, true);
  let goodMs = Date.now();
  let legalToday = await readLegalToday(db);
  let closed = await isGatewayClosed(db);
  await table.loadAll();
  let ended = false;
  let hinted: (() => void) | undefined;
  let comparedMs = Date.now();
  let fault: string | undefined;

  const round = async (): Promise<void> => {
    const began = Date.now();
    legalToday = await readLegalToday(db);
    closed = await isGatewayClosed(db);
    for (;;) {
      const changes = await readChanges(db, seen, limit);
      await obey(table, changes);
      for (const change of changes) seen.set(change.region, change.changed);
      if (changes.length < limit) break;
    }
    goodMs = began;
  };
  const compare = async (): Promise<void> => {
    comparedMs = Date.now();
    const differing = await table.compare();
    if (differing > 0) warn(`网关核对授权表：${differing} 项与库中不符，已重新读取`);
  };
  const running = (async () => {
    while (!ended) {
      const began = Date.now();
      try {
        await round();
        if (Date.now() - comparedMs >= compareMs) await compare();
        fault = undefined;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        if (fault === undefined) warn(`网关读取变更失败，超过 2 秒即停止服务：${text}`);
        fault = text;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(20, began + (log.everyMs ?? everyMs) - Date.now()));
        hinted = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    fresh: (nowMs) => !closed && nowMs - goodMs <= staleMs,
    get restored() { return closed; },
    get legalToday() { return legalToday; },
    hint: () => hinted?.(),
    async stop() {
      ended = true;
      hinted?.();
      await running;
    },
  };
}

/** A stop counts before anything is read again; what was read again then decides. */
async function obey(table: GrantTable, changes: readonly NumberedChange[]): Promise<void> {
  const grants = new Map<string, { region: string; id: string }>();
  const entries = new Map<string, { region: string; entry: string }>();
  let incident = false;
  for (const { region, what, id, stopped } of changes) {
    if (what === 'entry') {
      table.stopEntry(region, id, stopped);
      entries.set(`${region}-${id}`, { region, entry: id });
    } else if (what === 'binding') entries.set(`${region}-${id}`, { region, entry: id });
    else if (what === 'incident') incident = true;
    else {
      if (stopped && what === 'grant') table.stopGrant(region, id);
      grants.set(`${region}-${id}`, { region, id });
    }
  }
  if (entries.size > 0) await table.reloadEntries([...entries.values()]);
  if (grants.size > 0) await table.reloadGrants([...grants.values()]);
  // An incident names grants that only its process knows; whatever it changed stands in their rows.
  if (incident) await table.compare();
}

async function readLegalToday(db: Db): Promise<string> {
  const { rows } = await sql<{ offset: number }>`select day_offset as offset from platform_mark`.execute(db);
  return dayAt(Date.now() + (rows[0]?.offset ?? 0) * 86_400_000);
}
