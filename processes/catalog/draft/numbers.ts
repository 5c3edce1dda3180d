import type { Tx } from '../../../platform/postgres/database.ts';
import type { EntryDraft } from '../contract.ts';
import { saveBody, type At, type DraftRecord } from '../store/drafts.ts';
import { numberedItems, type NumberedItem } from '../store/entries.ts';

/**
 * An item keeps its number through every version of its entry: applications, grants, bindings and corrections name it by that, whatever its row in the
 * form is now. It is known by its field, else by its name; what is new takes a number that no item of the entry ever had.
 */
export function keepNumbers<D extends EntryDraft>(body: D, former: readonly NumberedItem[]): D {
  const { items } = body;
  if (items === undefined || former.length === 0) return body;
  const [left, kept] = [new Set(former), new Map<number, number>()];
  const same = [(item: NumberedItem) => item.field.trim().toLowerCase(), (item: NumberedItem) => item.name.trim()];
  for (const of of same) {
    for (const [at, { field = '', name = '' }] of items.entries()) {
      const word = of({ n: 0, field, name });
      const found = word === '' || kept.has(at) ? undefined : [...left].find((item) => of(item) === word);
      if (found === undefined) continue;
      left.delete(found);
      kept.set(at, found.n);
    }
  }
  let last = Math.max(...former.map((item) => item.n));
  return { ...body, items: items.map((item, at) => ({ ...item, n: kept.get(at) ?? (last += 1) })) };
}

/** Saves the text of a draft; of one that changes an entry the numbers of its items stay. */
export async function saveNumbered(tx: Tx, at: At, draft: Pick<DraftRecord, 'entry' | 'change'>, body: EntryDraft, person: string | null): Promise<string> {
  const former = draft.change === 'compile' ? [] : await numberedItems(tx, { region: at.region, entry: draft.entry });
  return saveBody(tx, at, keepNumbers(body, former), person);
}
