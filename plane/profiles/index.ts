import { national, rest } from './national.ts';
import type { Profile } from './profile.ts';

export type { AuthName, Place, Profile } from './profile.ts';
export { national, rest };

/** In the order in which they are asked whether a path is theirs. */
export const profiles: readonly Profile[] = [national, rest];

/** What a path asks of a profile. `either`: a refresh where the body says so, else a call. */
export interface Claim { readonly profile: Profile; readonly what: 'call' | 'refresh' | 'either'; readonly sid?: string }

/** Whose path this is, or undefined. The path comes without query; it is compared bytewise, one slash at its end is forgiven. */
export function claimOf(path: string): Claim | undefined {
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  for (const profile of profiles) {
    if (profile.call.paths.includes(bare)) return { profile, what: profile.refresh.sharedWithCall.includes(bare) ? 'either' : 'call' };
    if (profile.refresh.paths.includes(bare)) return { profile, what: 'refresh' };
    if (profile.refresh.endings.some((ending) => bare.length < 200 && bare.endsWith(ending))) return { profile, what: 'refresh' };
    const under = profile.call.sidUnder;
    if (under !== undefined && bare.startsWith(under) && bare.length > under.length) return { profile, what: 'call', sid: bare.slice(under.length) };
  }
  return undefined;
}
