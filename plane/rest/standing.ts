import type { Served } from '../cache/grants.ts';

/** What an answer says of the service behind it: invented rows, and its end. */
export function standingHeaders({ sandbox }: Served): readonly string[] {
  return sandbox === undefined ? [] : ['sandbox', 'true', 'sunset', new Date(sandbox.endsAtMs).toUTCString()];
}
