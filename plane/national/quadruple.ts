import type { AuthName, Place, Profile } from '../profiles/index.ts';

/** The four authentication parameters, as texts, and the place they came from. */
export interface Quadruple { readonly rid: string; readonly sid: string; readonly rtime: string; readonly sign: string; readonly place: Place }
export type Found = { readonly quadruple: Quadruple } | { readonly missing: true } | { readonly contradicts: true };
/** Values of one place by lower-case name. A function, so that headers need no copy. */
export type Lookup = (lowerName: string) => string | undefined;

const order = ['rid', 'sid', 'rtime', 'sign'] as const satisfies readonly AuthName[];
const missing: Found = { missing: true };

const lowered = new WeakMap<Profile, readonly (readonly [string, string, string, string])[]>();
function namesOf(profile: Profile): readonly (readonly [string, string, string, string])[] {
  let names = lowered.get(profile);
  if (names === undefined) {
    names = profile.prefixes.map((prefix) => order.map((name) => (prefix + profile.names[name]).toLowerCase()) as unknown as [string, string, string, string]);
    lowered.set(profile, names);
  }
  return names;
}

/** Lower-case names of every authentication parameter: what is never a business parameter. */
export function authNames(profile: Profile): ReadonlySet<string> {
  return new Set(namesOf(profile).flat());
}

/**
 * Finds the quadruple in one place (§2.1): the first complete set in the order of the prefixes; two complete
 * sets that disagree in rid or sid contradict each other; where no prefix is complete, the parts are combined.
 */
export function findIn(profile: Profile, place: Place, lookup: Lookup): Found {
  let first: Quadruple | undefined;
  const parts: (string | undefined)[] = [undefined, undefined, undefined, undefined];
  for (const names of namesOf(profile)) {
    const rid = lookup(names[0]);
    const sid = lookup(names[1]);
    const rtime = lookup(names[2]);
    const sign = lookup(names[3]);
    if (rid && sid && rtime && sign) {
      if (first === undefined) first = { rid, sid, rtime, sign, place };
      else if (first.rid !== rid || first.sid !== sid) return { contradicts: true };
    } else if (first === undefined) {
      parts[0] ||= rid;
      parts[1] ||= sid;
      parts[2] ||= rtime;
      parts[3] ||= sign;
    }
  }
  if (first !== undefined) return { quadruple: first };
  const [rid, sid, rtime, sign] = parts;
  return rid && sid && rtime && sign ? { quadruple: { rid, sid, rtime, sign, place } } : missing;
}

const identifier = /^[A-Za-z0-9_@.-]{1,128}$/;

/** Whether rid and sid have the shape of identifiers (§1). What has not, is no pair of ours. */
export function shaped(q: Quadruple): boolean {
  return identifier.test(q.rid) && identifier.test(q.sid);
}
