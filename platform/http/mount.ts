import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail } from '../../law/errors.ts';
import { NATION } from '../../law/region-code.ts';
import type { Actor } from '../procedures/ports.ts';
import type { AccessLog } from './access-log.ts';
import type { Asked } from './asked.ts';
import type { Access } from './access-store.ts';
import { contextOf } from './context.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { contentDisposition } from './disposition.ts';
import type { Line } from './line.ts';
import { requestIdOf } from './once.ts';
import { parseInput } from './parse.ts';
import { mustBePermitted } from './permitted.ts';
import type { OnceRequest } from './request-store.ts';
import type { FileAnswer, Route } from './route.ts';
import { refuseOtherSites } from './same-site.ts';
import { isConfirmed } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import { typedFormOf, typedHeader } from './typed-form.ts';

declare module 'fastify' {
  interface FastifyRequest { actor: Actor | undefined }
  interface FastifyContextConfig { route?: Route }
}

export interface Door { readonly line: Line; readonly sessions: Sessions; readonly accessLog: AccessLog; /** What requests ask, under a key that the database does not know. */ readonly asked: Asked }

/** Puts the routes under this instance's prefix: who asks is settled before a byte of the body is read. */
export function mountRoutes(app: FastifyInstance, routes: readonly Route[], door: Door): void {
  app.decorateRequest('actor', undefined);
  for (const it of routes) {
    app.route({
      method: it.method,
      url: it.path,
      config: { route: it },
      exposeHeadRoute: false,
      onRequest: (request) => admit(it, request, door),
      handler: (request, reply) => answer(it, request, reply, door),
    });
  }
}

/** Other sites, session, post, and a fresh password for grave acts; in this order. */
async function admit(it: Route, request: FastifyRequest, door: Door): Promise<void> {
  if (it.method !== 'GET') refuseOtherSites(request);
  if (it.may === 'public') return;
  const token = readCookie(request, door.line, sessionCookie) ?? fail('LOGIN_REQUIRED');
  const { actor } = await door.sessions.find(token, request.headers['x-shuqiao-poll'] === '1');
  request.actor = actor;
  mustBePermitted(actor.post, it.may);
  if (it.grave === true && !isConfirmed(actor)) fail('CONFIRM_IDENTITY', { what: it.summary });
}

async function answer(it: Route, request: FastifyRequest, reply: FastifyReply, door: Door): Promise<unknown> {
  const input = parseInput(it.in, { params: request.params, query: request.query, body: request.body });
  const once = onceOf(it, request, door);
  const typed = typedFormOf(it.form, oneOf(request, typedHeader), request.actor);
  const context = contextOf(request, reply, door, request.actor, once, typed);
  const made = await it.handle(context, input as never);
  if (once?.acted === false) throw new Error(`${it.method} ${it.path} is said to act once and did not`);
  if (typed?.gone === false) throw new Error(`${it.method} ${it.path} is said to send a form and left its draft`);
  const text = isFile(made) ? undefined : JSON.stringify(it.out === 'file' ? null : it.out.parse(made ?? null));
  await record(it, request, door, made);
  if (isFile(made)) return sendFile(reply, made);
  void reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
  return text;
}

/** A look is recorded when it is known what will be answered, and before a byte of it leaves: what cannot be recorded does not leave. */
async function record(it: Route, request: FastifyRequest, { accessLog }: Door, made: unknown): Promise<void> {
  if (it.logged === undefined || it.logged === 'none') return;
  try {
    await accessLog.log(accessOf(it, request, 'ok'), it.logged === 'before' ? 'now' : 'soon');
  } catch (error) {
    if (isFile(made) && made.file.body instanceof Readable) made.file.body.destroy();
    throw error;
  }
}

/** The request under its id, where the route acts once. @throws REQUEST_ID_MISSING */
function onceOf(it: Route, request: FastifyRequest, { asked }: Door): OnceRequest | undefined {
  if (it.once !== true) return undefined;
  const { region, person } = request.actor ?? fail('LOGIN_REQUIRED');
  const { query, body } = request;
  return {
    region, person, id: requestIdOf(oneOf(request, 'idempotency-key')), act: `${it.method} ${it.path}`, object: objectOf(request), acted: false,
    upload: it.upload === true, asked: (also) => asked({ query, body: it.upload === true ? undefined : body, also }),
  };
}

function oneOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function accessOf(it: Route, request: FastifyRequest, result: string): Access {
  const { actor } = request;
  return {
    region: actor?.region ?? NATION, person: actor?.person ?? null, org: actor?.org ?? null, post: actor?.post ?? null,
    address: request.ip ?? '', // a caller who hung up has none any more
    act: it.summary, object: objectOf(request), result, request: request.id,
  };
}

/** The address without what opens a door by itself: a one-time link's token is never written down. */
export function objectOf(request: Pick<FastifyRequest, 'url' | 'params'>): string {
  const path = request.url.split('?')[0] ?? '';
  const { token } = (request.params ?? {}) as { token?: string };
  if (token === undefined || token === '') return path;
  return path.split('/').map((part) => (part === token || part === encodeURIComponent(token) || decoded(part) === token ? '…' : part)).join('/');
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function isFile(made: unknown): made is FileAnswer {
  return typeof made === 'object' && made !== null && 'file' in made;
}

function sendFile(reply: FastifyReply, { file }: FileAnswer): FastifyReply {
  void reply.header('cache-control', 'no-store').type(file.media).header('content-disposition', contentDisposition(file.name, file.inline === true));
  return reply.send(file.body);
}
