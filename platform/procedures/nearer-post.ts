import { fail } from '../../law/errors.ts';
import { postNames, type Post } from '../../law/permissions.ts';
import type { Tx } from '../postgres/database.ts';
import type { Actor, Directory, OrgCode } from './ports.ts';

/**
 * Work beside the moves (a draft, a list, an import) is one post's; who stands above does it only while that one is empty, as with the
 * moves themselves (reading of Art. 11). Which posts may come here at all says the route.
 *
 * @throws NEARER_POST_HELD
 */
export async function mustBeNearest(tx: Tx, directory: Directory, actor: Actor, post: Post, act: string): Promise<void> {
  if (actor.post !== post && !(await isVacant(tx, directory, actor.org, post))) fail('NEARER_POST_HELD', { act, may: postNames[post] });
}

export async function isVacant(tx: Tx, directory: Directory, org: OrgCode, post: Post): Promise<boolean> {
  return (await directory.holdersOf(tx, org, post, await directory.legalToday(tx))).length === 0;
}
