import { authorityPosts, departmentPosts } from '../../law/seats.ts';
import type { Situation } from '../../law/procedure.ts';
import type { Deed } from './deed.ts';
import type { Actor, OrgCode } from './ports.ts';
import { actingPost } from './posts.ts';

/**
 * The parties of a case for which this person may enter what came on paper (代录): nobody of theirs works here, and he is
 * the reviewer of an authority of the case, or acts for that empty post. Whoever has people here, were it one post, acts himself.
 */
export async function paperOrgs(deed: Deed, situation: Situation, actor: Actor): Promise<readonly OrgCode[]> {
  const parties = Object.entries(situation.orgs);
  if (!authoritiesOf(situation.orgs).includes(actor.org) || (actor.post !== 'reviewer' && actor.post !== 'lead') || (await actingPost(deed, actor.org, 'authority.reviewer', [])) !== actor.post) return [];
  const silent: OrgCode[] = [];
  for (const org of new Set(parties.filter(([party]) => party !== 'platform').flatMap(([, orgs]) => orgs))) if (!(await worksHere(deed, org))) silent.push(org);
  return silent;
}

/** The authorities of a case, and who mediates in it. */
export function authoritiesOf(orgs: Situation['orgs']): readonly OrgCode[] {
  return [...new Set(Object.entries(orgs).filter(([party]) => party.startsWith('authority') || party === 'forum').flatMap(([, found]) => found))];
}

/** Does anybody hold a post of this organisation today? */
export async function worksHere(deed: Deed, org: OrgCode): Promise<boolean> {
  for (const post of [...departmentPosts, ...authorityPosts]) if ((await deed.holders(org, post)).length > 0) return true;
  return false;
}
