import { most } from '../workbook/collect.ts';
import type { OutgoingSize } from '../store/outgoing.ts';

/** A catalogue that one workbook cannot hold leaves as several, each of which can be uploaded again. */

export interface Fits { readonly entries: number; readonly rows: number; /** Of texts, so that the file stays below what an upload may have. */ readonly chars: number }
export const fits: Fits = { entries: most.entries, rows: most.rows, chars: 20_000_000 };

/** Entries behind the one up to the other, which is the last of this workbook. */
export interface Part { readonly after: string | undefined; readonly upTo: string }

/** Cuts entries, in the order of their keys, into as few workbooks as hold them. */
export async function partsOf(pages: AsyncIterable<readonly OutgoingSize[]>, limits: Fits = fits): Promise<Part[]> {
  const parts: Part[] = [];
  let [held, after, last]: [Fits, string | undefined, string | undefined] = [none, undefined, undefined];
  for await (const page of pages) {
    for (const { entry, items, chars } of page) {
      const more = { entries: held.entries + 1, rows: held.rows + 1 + items, chars: held.chars + chars };
      const full = more.entries > limits.entries || more.rows > limits.rows || more.chars > limits.chars;
      if (full && last !== undefined && held.entries > 0) {
        parts.push({ after, upTo: last });
        after = last;
        held = { entries: 1, rows: 1 + items, chars };
      } else held = more;
      last = entry;
    }
  }
  return last === undefined ? parts : [...parts, { after, upTo: last }];
}

const none: Fits = { entries: 0, rows: 0, chars: 0 };
