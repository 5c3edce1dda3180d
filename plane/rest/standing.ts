import type { Served } from '../cache/grants.ts';

/** What an answer says of the service behind it: invented rows; its end, where it is known or filed (27 ¶3), by RFC 9745 and RFC 8594. */
export function standingHeaders({ sandbox, grant }: Served): readonly string[] {
  if (sandbox !== undefined) return ['sandbox', 'true', 'sunset', new Date(sandbox.endsAtMs).toUTCString()];
  if (grant.deprecatedAt === null || grant.sunsetOn === null) return [];
  return ['deprecation', `@${Math.floor(Date.parse(grant.deprecatedAt) / 1_000)}`, 'sunset', new Date(`${grant.sunsetOn}T00:00:00+08:00`).toUTCString()];
}
