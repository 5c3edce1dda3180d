import type { FastifyRequest } from 'fastify';
import { fail } from '../../law/errors.ts';
import { hasCookie } from './cookies.ts';
import { originOf } from './line.ts';

/**
 * Changes come from our own pages or from programs, never from a page of another site (CSRF):
 * cookies are SameSite=Strict; besides, whoever sends one must send `x-shuqiao: 1`, which no form and no
 * cross-site request without our consent can carry; and an Origin, where there is one, must be ours.
 */
export function refuseOtherSites(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== originOf(request)) fail('ORIGIN_REFUSED');
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') fail('ORIGIN_REFUSED');
  if (hasCookie(request) && request.headers['x-shuqiao'] !== '1') fail('CSRF_REFUSED');
}
