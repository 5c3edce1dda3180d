import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import Fastify from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { LawError } from '../../law/errors.ts';
import type { Logger } from 'pino';
import { asksForPage, serveConsole } from './console-files.ts';
import { mostBodyBytes, parseJsonBody } from './json-body.ts';
import { mountObserved } from './observed.ts';
import type { Observed } from './observed.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { Refused } from './refusal-log.ts';
import { accessOf, mountRoutes } from './mount.ts';
import type { Door } from './mount.ts';
import { openApiRoute } from './openapi.ts';
import type { ActShape } from './openapi.ts';
import { newRequestNumber } from './request-number.ts';
import type { Route } from './route.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { refusalOf } from './wire-errors.ts';

export interface ServerOptions extends Door, Observed {
  readonly routes: readonly Route[];
  /** Acts of the procedures, for the OpenAPI document. */
  readonly acts?: readonly ActShape[];
  readonly log: Logger;
  /** Certificate and key, PEM; the line is then TLS. */
  readonly certificate?: { readonly cert: string | Buffer; readonly key: string | Buffer };
  /** The built console; absent: interfaces only. */
  readonly consoleFolder?: string;
  /** How long a whole request may take to arrive; 30 s. */
  readonly requestTimeoutMs?: number;
  /** Mounted beside `/api`: the gateway's paths, which have their own bodies and answers. */
  readonly mount?: readonly ((app: FastifyInstance) => void | Promise<void>)[];
}

/** A whole request, body included, must be here by then: a caller that dribbles holds no connection for long. */
const requestTimeoutMs = 30_000;
const headersTimeoutMs = 10_000;
const connectionsCheckingInterval = 5_000;

type Mounted = ServerOptions & { readonly refused: (refused: Refused) => void };

/** The one HTTP server: `/api`, the console, the gateway's paths, `/healthz`. Not yet listening. */
export async function createServer(given: ServerOptions): Promise<FastifyInstance> {
  const options: Mounted = { ...given, refused: createRefusalLog(given.log) };
  const app = newServer(options);
  await app.register(cookie);
  app.addHook('onRequest', async (_request, reply) => setSecurityHeaders(reply, options.line.tls));
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply, options));
  mountObserved(app, options);
  await app.register(async (api) => mountApi(api, options), { prefix: '/api' });
  for (const mount of options.mount ?? []) await app.register(async (scope) => mount(scope));
  const page = options.consoleFolder === undefined ? undefined : await serveConsole(app, options.consoleFolder);
  app.setNotFoundHandler((request, reply) =>
    page !== undefined && asksForPage(request) ? page(reply) : refuse(new LawError('ROUTE_UNKNOWN'), request, reply, options));
  return app;
}

function newServer(options: Mounted): FastifyInstance {
  const app = Fastify({
    ...(options.certificate === undefined ? { http: { connectionsCheckingInterval } } : { https: { ...options.certificate, minVersion: 'TLSv1.2', connectionsCheckingInterval } }),
    trustProxy: options.line.trustProxy.length > 0 ? [...options.line.trustProxy] : false,
    bodyLimit: mostBodyBytes,
    requestTimeout: options.requestTimeoutMs ?? requestTimeoutMs,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    genReqId: newRequestNumber,
    logger: false,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    return503OnClosing: true,
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => {
      const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    },
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void refuse(error, request, reply, options),
  } as FastifyServerOptions) as FastifyInstance;
  app.server.headersTimeout = Math.min(headersTimeoutMs, options.requestTimeoutMs ?? requestTimeoutMs);
  return app;
}

async function mountApi(api: FastifyInstance, options: Mounted): Promise<void> {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(/^application\/(?:[\w.-]+\+)?json(?:;|$)/, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  await api.register(multipart);
  mountRoutes(api, [...options.routes, openApiRoute(options.routes, options.acts ?? [])], options);
  api.setNotFoundHandler((request, reply) => refuse(new LawError('ROUTE_UNKNOWN'), request, reply, options));
}

/** One place for every refusal; attempts that were refused are recorded, bugs are logged whole. */
async function refuse(error: Error, request: FastifyRequest, reply: FastifyReply, options: Mounted): Promise<FastifyReply> {
  const refusal = refusalOf(error, request.id);
  const route = request.routeOptions?.url ?? 'unknown'; // the pattern: an address may hold a one-time link
  if (refusal.bug) options.log.error({ err: error, requestNumber: request.id, method: request.method, route }, 'internal error');
  else options.refused({ requestNumber: request.id, method: request.method, route, status: refusal.status, code: refusal.body.code, ms: Math.round(reply.elapsedTime) });
  const it = request.routeOptions.config.route;
  const isLook = it?.logged !== undefined && it.logged !== 'none';
  if (it !== undefined && (isLook || (it.may !== 'public' && (it.method !== 'GET' || refusal.status === 403)))) {
    await options.accessLog.log(accessOf(it, request, refusal.body.code), 'soon').catch((failed: unknown) => options.log.error({ err: failed }, 'refusal not recorded'));
  }
  if (refusal.status === 429 && error instanceof LawError && typeof error.params.seconds === 'number') void reply.header('retry-after', String(Math.ceil(error.params.seconds)));
  if (refusal.status === 413 || refusal.status === 408) void reply.header('connection', 'close');
  return reply.code(refusal.status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(refusal.body));
}
