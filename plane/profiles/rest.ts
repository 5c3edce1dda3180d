import type { RestProfile } from './profile.ts';

/**
 * The REST door: OAuth 2 client credentials (RFC 6749 §4.4) and bearer tokens (RFC 6750) under the same credential,
 * grant, quota and record as the national door. A token is worth nothing without its key and grant, which are looked
 * at with every call; its short life bounds what a token found in a log is worth.
 */
export const rest: RestProfile = {
  name: 'rest',
  token: { path: '/oauth2/token', lifeMs: 15 * 60_000, mostBytes: 8 * 1024 },
  call: { under: '/api/data/' },
};
