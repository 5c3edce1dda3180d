import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure } from './line.ts';
import type { Line } from './line.ts';

/** Where the session's token travels. */
export const sessionCookie = 'shuqiao';

/** `__Host-` binds a cookie to this host, to `/` and to Secure; over plain HTTP the prefix is not allowed. */
function wireName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

export function readCookie(request: FastifyRequest, line: Line, name: string): string | undefined {
  return request.cookies[wireName(name, isSecure(request, line))];
}

/** For this browser session only, unless `days` says how long; never read by scripts, never sent from another site. */
export function writeCookie(request: FastifyRequest, reply: FastifyReply, line: Line, name: string, value: string | null, days?: number): void {
  const secure = isSecure(request, line);
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure, ...(days === undefined ? {} : { maxAge: days * 86_400 }) } as const;
  if (value === null) void reply.clearCookie(wireName(name, secure), options);
  else void reply.setCookie(wireName(name, secure), value, options);
}

/** Whether the browser sent any cookie of ours: then a change needs proof that our page sent it. */
export function hasCookie(request: FastifyRequest): boolean {
  return request.headers.cookie !== undefined && request.headers.cookie.includes('shuqiao');
}
