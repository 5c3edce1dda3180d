import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagePolicy } from './security-headers.ts';

/** Serves the built console: files with a hash in their name for a year, every page of it by one document. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<((reply: FastifyReply) => FastifyReply) | undefined> {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return undefined;
  await app.register(fastifyStatic, {
    root: folder, index: false, dotfiles: 'deny', wildcard: true, decorateReply: false, cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('content-security-policy', pagePolicy(''));
    },
  });
  const document = readFileSync(index, 'utf8');
  const page = (reply: FastifyReply): FastifyReply => sendPage(reply, document);
  app.get('/', (_request, reply) => page(reply));
  app.get('/index.html', (_request, reply) => page(reply));
  return page;
}

/** The nonce is new for every answer; the page's own code reads it from the meta element for the styles it makes. */
function sendPage(reply: FastifyReply, document: string): FastifyReply {
  const nonce = randomBytes(18).toString('base64');
  const html = document.replace('</head>', `<meta name="csp-nonce" content="${nonce}" />\n</head>`);
  return reply.headers({ 'content-security-policy': pagePolicy(nonce), 'cache-control': 'no-store' }).type('text/html; charset=utf-8').send(html);
}

/** A page of the console, as a browser asks for it: no file, nothing of the interfaces. */
export function asksForPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  if (request.method !== 'GET' || /^\/(api|healthz|httpproxy|gateway|sysapi|oauth2)(\/|$)/.test(path)) return false;
  return (request.headers.accept ?? '').includes('text/html') && !/\.[a-z0-9]{1,8}$/i.test(path);
}
