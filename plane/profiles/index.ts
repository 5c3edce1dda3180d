import { national } from './national.ts';
import type { Profile, RestProfile } from './profile.ts';
import { rest } from './rest.ts';

export type { AuthName, Place, Profile, RestProfile, Style } from './profile.ts';
export { national, rest };

/** Signed protocols, in the order in which they are asked whether a path is theirs. */
const signed: readonly Profile[] = [national];

/** What a path asks of a signed protocol. `either`: a refresh where the body says so, else a call. */
export interface SignedClaim { readonly profile: Profile; readonly what: 'call' | 'refresh' | 'either' }
/** What a path asks of the REST door. */
export type RestClaim = { readonly profile: RestProfile } & ({ readonly what: 'token' } | { readonly what: 'data'; readonly service: string });
export type Claim = SignedClaim | RestClaim;

/** Whose path this is, or undefined. The path comes without query; it is compared bytewise, one slash at its end is forgiven. */
export function claimOf(path: string): Claim | undefined {
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  for (const profile of signed) {
    if (profile.call.paths.includes(bare)) return { profile, what: profile.refresh.sharedWithCall.includes(bare) ? 'either' : 'call' };
    if (profile.refresh.paths.includes(bare)) return { profile, what: 'refresh' };
    if (profile.refresh.endings.some((ending) => bare.length < 200 && bare.endsWith(ending))) return { profile, what: 'refresh' };
  }
  if (bare === rest.token.path) return { profile: rest, what: 'token' };
  const { under } = rest.call;
  return bare.startsWith(under) && bare.length > under.length ? { profile: rest, what: 'data', service: bare.slice(under.length) } : undefined;
}

export function isRest(claim: Claim): claim is RestClaim {
  return claim.profile === rest;
}
