import { postNames, type Post } from '../../law/permissions.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../postgres/database.ts';
import type { Directory } from '../procedures/ports.ts';
import type { TimelineRow } from '../procedures/store/timeline.ts';

/** What was said with an act, on a paper: an office and a post, never a name. */
export interface Opinion { readonly text: string; readonly office: string; readonly post: string; readonly on: PlainDate }

/** The newest of these acts that a person took; null where none did. `silent`: what stands where no word was written. */
export async function opinionOf(tx: Tx, directory: Directory, timeline: readonly TimelineRow[], act: string, silent: string): Promise<Opinion | null> {
  const move = timeline.find((one) => one.act === act && one.org !== null);
  if (move?.org == null) return null;
  return { text: move.opinion ?? silent, office: (await directory.organisation(tx, move.org))?.name ?? move.org, post: postNames[move.post as Post] ?? '', on: move.onDay };
}
