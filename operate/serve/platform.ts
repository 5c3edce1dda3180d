import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Gateway } from '../../plane/gateway.ts';
import { blockListOf } from '../../platform/config.ts';
import type { Config } from '../../platform/config.ts';
import { watchDisk } from '../../platform/disk.ts';
import { homePaths } from '../../platform/home.ts';
import { createWord, stampedByHand } from '../../platform/documents/index.ts';
import { askedUnder } from '../../platform/http/asked.ts';
import { createAccessLog } from '../../platform/http/access-log.ts';
import { createServer } from '../../platform/http/server.ts';
import { openKeys } from '../../platform/keys/index.ts';
import { folderStore } from '../../platform/objects/index.ts';
import { openDatabase } from '../../platform/postgres/database.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Installation } from '../../platform/postgres/installation.ts';
import { progressZh } from '../../platform/postgres/migrate.ts';
import { makeHome } from '../../platform/postgres/place.ts';
import { actShapes, createEngine } from '../../platform/procedures/index.ts';
import type { Engine } from '../../platform/procedures/index.ts';
import { createDirectory, createSessions, hasNoOfficer, initOfficers, loadRegions, readMark } from '../../processes/organisation/index.ts';
import type { OrganisationDeps } from '../../processes/organisation/index.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import type { BroughtUp } from './bring-up-to-date.ts';
import { certificateParts } from './health.ts';
import { observe } from './observe.ts';
import { checkerOf, serveGateway, slowLog, sourceOf } from './gateway.ts';
import { startAllJobs } from './jobs.ts';
import { allProcesses, allRoutes } from './processes.ts';
import type { Parts } from './processes.ts';
import { startSealing } from './sealing.ts';
import { inOrder } from './stop.ts';
import type { Step } from './stop.ts';
import { openServing } from './take-place.ts';
import type { Telling } from './take-place.ts';

/** A platform that listens. */
export interface Platform {
  readonly url: string;
  readonly engine: Engine;
  readonly db: Db;
  /** What its work needs beside the engine: keys, and a way into providers' databases. */
  readonly parts: Pick<Parts, 'keys' | 'source'>;
  /** Address of the first set-up, where nobody is in office yet. */
  readonly setup: { readonly url: string; readonly path: string } | undefined;
  /** What whoever starts it should know: a weaker database, plain HTTP, a mark. */
  readonly warnings: readonly string[];
  /** Resolves when an embedded database ends by itself. */
  readonly lost: Promise<void>;
  /** Finishes what is under way and ends, in under 3 seconds. */
  stop(): Promise<void>;
}

export const version = '0.1.0';

/** Starts everything the configuration asks for. `installation`: a database that is there already (tests). */
export async function startPlatform(config: Config, log: Logger, installation?: Installation): Promise<Platform> {
  const steps: Step[] = [];
  try {
    makeHome(config.home);
    const opened = installation ?? await openServing(config, telling(log));
    steps.push(['database server', (withinMs) => opened.stop(withinMs)]);
    return await begin(config, log, opened, steps);
  } catch (error) {
    await inOrder(steps, log);
    throw error;
  }
}

const telling = (log: Logger): Telling => ({ progress: (step) => log.info({ migration: step.name }, progressZh(step)), say: (text) => log.info(text) });

async function begin(config: Config, log: Logger, installation: Installation, steps: Step[]): Promise<Platform> {
  const migrated = await bringUpToDate(config, installation, telling(log).progress);
  const database = openDatabase(installation.appUrl, { max: 20, name: 'shuqiao', slow: slowLog(log) });
  steps.push(['connections', () => database.close()]);
  const { db } = database;
  const keys = await openKeys(db, { home: config.home, given: config.masterKey, embedded: installation.embedded });
  const seals = await startSealing(db, keys, config.home, log);
  steps.push(['seals', async () => seals.stop(), 'beside']);
  await loadRegions(db);
  const accessLog = createAccessLog(db, log);
  steps.push(['access log', () => accessLog.stop()]);

  const disk = await watchDisk(config.home, config.diskLeastBytes);
  const observing = observe({ config, db, pool: database.pool, disk, gateway: () => gateway, version });
  steps.push(['observing', async () => { disk.stop(); observing.stop(); }, 'beside']);

  let gateway: Gateway | undefined;
  let url = '';
  let ready = false; // usable: also the address of the first set-up lies where it is looked for
  const parts: Parts & OrganisationDeps = {
    db, keys, directory: createDirectory(), accessLog, log, home: config.home, insecure: config.insecureHttp, version,
    baseUrl: () => url, alarms: () => observing.alarms(), source: sourceOf(config, installation.appUrl, keys), checker: checkerOf(config, installation.appUrl, keys), databaseZh: `PostgreSQL ${await serverVersion(db)}，${installation.embedded ? '本机内置' : '外部'}`,
  };
  const store = await folderStore(homePaths(config.home).objects);
  const word = createWord();
  steps.push(['Word files', () => word.stop(), 'beside']);
  const engine = createEngine({ db, directory: parts.directory, processes: allProcesses(parts) });
  const mark = await readMark(db);
  if (config.roles.has('gateway')) {
    const serving = gateway = await serveGateway(config, installation.appUrl, keys, engine, log, seals.sealing, () => (disk.now.low ? 'disk' : undefined));
    steps.push(['gateway', () => serving.stop()]);
  }
  const server = await createServer({
    routes: config.roles.has('console') ? allRoutes(parts, engine, { store, word, seal: stampedByHand }, mark) : [], acts: config.roles.has('console') ? actShapes(engine.processes) : [], log,
    line: { tls: config.tls !== undefined, insecure: config.insecureHttp, trustProxy: config.trustProxy },
    ...(config.tls === undefined ? {} : { certificate: config.tls }), ...(config.consoleDir === undefined || !config.roles.has('console') ? {} : { consoleFolder: config.consoleDir }),
    sessions: createSessions(db), accessLog, asked: askedUnder(keys.digestKey('request')),
    parts: () => observing.parts(), metrics: () => observing.metrics(), ...(config.metrics.length === 0 ? {} : { from: blockListOf(config.metrics) }),
    healthy: async () => ready && (await sql`select 1`.execute(db)).rows.length === 1,
  });
  gateway?.handle(server);
  steps.push(['server', () => server.close()], ['open connections', async () => void setTimeout(() => server.server.closeAllConnections(), 700).unref(), 'beside']);
  await server.listen({ host: config.host, port: config.port });
  url = urlOf(config, (server.server.address() as AddressInfo).port);
  if (config.roles.has('jobs')) {
    const jobs = startAllJobs({ engine, keys, home: config.home, store, word, source: parts.source, checker: parts.checker, pool: database.pool, log, sealing: seals.sealing, alone: installation.embedded });
    steps.push(['jobs', () => jobs.stop(), 'beside']);
  }
  const setup = config.roles.has('console') && await hasNoOfficer(db) ? await initOfficers(db, config.home, url) : undefined;
  if (config.roles.has('console')) steps.push(['server.url', tellWhere(config.home, url), 'beside']);
  ready = true;
  return { url, engine, db, parts, setup, warnings: warningsOf(config, migrated, mark), lost: installation.lost, stop: () => inOrder(steps, log) };
}

/** Leaves the address for commands on this home; answers how to take it away, unless another server's is there by then. */
function tellWhere(home: string, url: string): () => Promise<void> {
  const path = homePaths(home).serverUrl;
  writeFileSync(path, `${url}\n`, { mode: 0o600 });
  return async () => { if (existsSync(path) && readFileSync(path, 'utf8') === `${url}\n`) rmSync(path, { force: true }); };
}

async function serverVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return (rows[0]?.version ?? '').split(' ')[0] ?? '';
}

/** The address people are told: this machine's name where it listens everywhere. */
function urlOf(config: Config, port: number): string {
  const host = ['0.0.0.0', '::'].includes(config.host) ? '127.0.0.1' : config.host;
  return `${config.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function warningsOf(config: Config, { weaker, unbound }: BroughtUp, mark: string | null): readonly string[] {
  return [
    ...(unbound ? ['DATABASE_URL 的账号是超级用户，或者可以绕过行级安全：只增不改的表不受数据库保护，账本、调用记录可被改动。请换用普通账号。'] : weaker ? ['只有一个数据库账号（未设 DATABASE_ADMIN_URL）：只增不改的表仅靠行级安全保护，弱于两个账号。'] : []),
    ...certificateParts(config).filter(({ ok }) => !ok).map(({ say }) => say),
    ...(config.insecureHttp ? ['INSECURE_HTTP=1：口令和数据明文传输，仅可用于隔离的试验网络。'] : []),
    ...(mark === null ? [] : [`本平台带有“${mark === 'demo' ? '演示' : '测试'}”标记，业务日期可以调整，不得用于实际业务。`]),
  ];
}
