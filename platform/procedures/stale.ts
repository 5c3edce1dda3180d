import type { Tx } from '../postgres/database.ts';
import { deedOf } from './deed.ts';
import type { Process } from './process.ts';
import type { Runner } from './runner.ts';
import type { Loaded } from './store/cases.ts';
import { labelOf, timeZh } from './labels.ts';
import { actWord } from './wording.ts';

/** One thing that happened since somebody last looked: who did what when. */
export interface Change { readonly version: number; readonly at: string; readonly by: string; readonly act: string; readonly text: string }

/** What changed after the version that the person saw, oldest first. */
export async function whatChanged(run: Runner, tx: Tx, process: Process, loaded: Loaded, seen: number): Promise<Change[]> {
  const deed = await deedOf(tx, run.directory);
  const later = loaded.past.filter((move) => move.version > seen).slice(-10);
  return Promise.all(later.map(async (move) => {
    const by = await labelOf(deed, move.org, move.post);
    const act = actWord(process.table, move.act);
    return { version: move.version, at: move.at, by, act, text: `${by}于 ${timeZh(move.at)} 办理“${act}”` };
  }));
}
