import Fastify from 'fastify';
import { openKeys } from '../../platform/keys/index.ts';
import { openDatabase } from '../../platform/postgres/database.ts';
import { startGateway } from '../../plane/gateway.ts';

/** The gateway in a process of its own, as `npm start` runs it with SHUQIAO_ROLES=gateway: every check on, records in files, shipping on. */
export interface ServedStart { readonly url: string; readonly home: string; readonly masterKey: string; readonly region: string; readonly records: 'file' | 'database'; readonly shipEveryMs?: number }

let ship = async (): Promise<void> => undefined;
process.on('message', (message: ServedStart | 'done') => {
  if (message !== 'done') void serve(message);
  else void ship().then(() => process.send?.({ maxRssMb: process.resourceUsage().maxRSS / 1_024, cpuMs: (process.cpuUsage().user + process.cpuUsage().system) / 1_000 }));
});

async function serve(start: ServedStart): Promise<void> {
  const database = openDatabase(start.url, { max: 2 });
  const keys = await openKeys(database.db, { home: start.home, given: Buffer.from(start.masterKey, 'hex'), embedded: false });
  const gateway = await startGateway({
    databaseUrl: start.url, keys, home: start.home, platformRegion: async () => start.region, reach: ['127.0.0.0/8'], records: start.records, recordsMaxBytes: 4e9, trustProxy: [], ...(start.shipEveryMs === undefined ? {} : { shipEveryMs: start.shipEveryMs }),
    warn: (text) => process.stderr.write(`gateway: ${text}\n`), bug: (error) => process.stderr.write(`gateway bug: ${String(error)}\n`),
  });
  ship = () => gateway.ship();
  const app = Fastify();
  gateway.handle(app);
  await app.listen({ port: 0, host: '127.0.0.1' });
  process.send?.({ port: (app.server.address() as { port: number }).port });
  process.on('SIGTERM', () => void app.close().then(() => gateway.stop()).then(() => database.close()).then(() => process.exit(0)));
}
