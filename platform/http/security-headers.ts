import type { FastifyReply } from 'fastify';

/** Everything from here alone; no inline script; styles of the console's own library by a nonce made per page. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data: blob:", "font-src 'self'",
    "connect-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
  ].join('; ');
}

/** What is no page of the console runs nothing and is framed nowhere. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Headers of every answer. HSTS only where the line itself is TLS. */
export function setSecurityHeaders(reply: FastifyReply, tls: boolean): void {
  void reply.headers({
    'content-security-policy': dataPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  });
  if (tls) void reply.header('strict-transport-security', 'max-age=31536000');
}
