import type { BlockList } from 'node:net';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LawError } from '../../law/errors.ts';
import { histogram, textType } from '../metrics/index.ts';
import { fromLoopback } from './line.ts';

/** One part of the platform, well or not, in a sentence. */
export interface Part { readonly name: string; readonly ok: boolean; readonly say: string; readonly facts?: Readonly<Record<string, number | string | boolean | null>> }

/** What the operators' tools see. */
export interface Observed {
  /** Whether the platform can be used: the database answers. */
  readonly healthy: () => Promise<boolean>;
  readonly parts?: () => Promise<readonly Part[]>;
  /** The text of /metrics. */
  readonly metrics?: () => Promise<string>;
  /** Who may look besides this machine. */
  readonly from?: BlockList;
}

const seconds = histogram('shuqiao_http_seconds', 'Requests of /api, by route and class of status.', ['method', 'route', 'status']);

/** `/healthz` for whoever balances load; its parts and `/metrics` for this machine and the named networks, for others absent. */
export function mountObserved(app: FastifyInstance, it: Observed): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (route.startsWith('/api') || route === 'unknown') seconds.observe([request.method, route, `${Math.floor(reply.statusCode / 100)}xx`], reply.elapsedTime / 1_000);
  });
  app.get('/healthz', async (request, reply) => {
    const well = await it.healthy().catch(() => false);
    const asked = (request.query as { parts?: string }).parts === '1';
    const parts = asked && it.parts !== undefined && mayLook(request, it) ? { parts: await it.parts() } : {};
    return reply.code(well ? 200 : 503).header('cache-control', 'no-store').send({ ok: well, ...parts });
  });
  const { metrics } = it;
  if (metrics === undefined) return;
  app.get('/metrics', async (request, reply): Promise<FastifyReply> => {
    if (!mayLook(request, it)) throw new LawError('ROUTE_UNKNOWN');
    return reply.type(textType).header('cache-control', 'no-store').send(await metrics());
  });
}

function mayLook(request: FastifyRequest, { from }: Observed): boolean {
  if (fromLoopback(request)) return true;
  const address = request.ip.startsWith('::ffff:') ? request.ip.slice(7) : request.ip;
  return from !== undefined && isIP(address) !== 0 && from.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
