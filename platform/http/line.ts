import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** How callers reach this server. */
export interface Line {
  readonly tls: boolean;
  /** Somebody said INSECURE_HTTP=1: cookies go without Secure, pages carry a banner. */
  readonly insecure: boolean;
  /** Addresses whose X-Forwarded-* are believed; empty: none. */
  readonly trustProxy: readonly string[];
}

/** 127.0.0.0/8, ::1, and IPv4 written as IPv6. */
export function isLoopback(address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/** The name a browser has for us, without the port. */
function hostname(host: string): string {
  return host.startsWith('[') ? host.slice(1, host.indexOf(']')) : (host.split(':')[0] ?? '');
}

/** Host of a URL on this machine: a page of another name that resolves to 127.0.0.1 is not one. */
export function isLoopbackHost(host: string): boolean {
  const name = hostname(host);
  return name === 'localhost' || isLoopback(name);
}

/** The caller sits at this machine: no proxy between, and the name asked for is this machine's. */
export function fromLoopback(request: FastifyRequest): boolean {
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !forwarded && isLoopback(request.socket.remoteAddress ?? '') && isLoopbackHost(request.headers.host ?? '');
}

/** Cookies may be Secure: TLS, a proxy that ended TLS, or loopback, which browsers treat alike. */
export function isSecure(request: FastifyRequest, line: Line): boolean {
  if (line.insecure) return false;
  return request.protocol === 'https' || isLoopbackHost(request.host);
}

export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
