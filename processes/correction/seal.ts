import type { Looking, RowAnswer, RowKind } from '../../law/correction-rows.ts';
import { keyedDigest, type Keys } from '../../platform/keys/index.ts';
import type { At } from './store/corrections.ts';
import type { NewAnswer, NewRow, RowRecord } from './store/rows.ts';

/**
 * A record in doubt says whose it is and what stands in it: it is sealed for its row, and what it is found by is a keyed digest.
 * Nothing of it stands in a move, a notice, a title or the ledger.
 */
export interface Doubted { readonly key: readonly (string | null)[]; readonly seen: string | null; readonly expected: string | null; readonly note: string }
export interface Answered { /** What stands there now, where it is not what was expected. */ readonly now: string | null; readonly reason: string }

export interface Row extends Doubted {
  readonly n: number; readonly kind: RowKind; readonly item: number | null; readonly own: boolean; readonly keyDigest: Buffer;
  readonly answer: RowAnswer | null; readonly now: string | null; readonly reason: string; readonly former: { readonly answer: RowAnswer; readonly reason: string } | null; readonly looked: Looking | null; readonly lookedAt: string | null;
}

/** What is said and what was answered are sealed apart: the one does not open as the other. */
const placeOf = (at: At, n: number, what: 'row' | 'answer'): string => `correction/${at.region}/${at.id}/${n}/${what}`;

export interface Sealing {
  row(at: At, row: Doubted & { readonly n: number; readonly kind: RowKind; readonly item: number | null; readonly own: boolean; readonly keyText: string }): NewRow;
  answer(at: At, n: number, answer: RowAnswer, answered: Answered): NewAnswer;
  open(at: At, record: RowRecord): Row;
  digest(keyText: string): Buffer;
}

/** Seals and opens the rows of corrections of one entry; its digests are those of `received` and of quality runs. */
export function sealingOf(keys: Keys, entry: { readonly entryRegion: string; readonly entry: string }): Sealing {
  const digestKey = keys.digestKey(`entry/${entry.entryRegion}/${entry.entry}`);
  const seal = (place: string, body: Doubted | Answered): Buffer => keys.seal('correction', JSON.stringify(body), place);
  const opened = <T>(place: string, sealed: Buffer): T => JSON.parse(keys.open('correction', sealed, place).toString('utf8')) as T;
  const digest = (keyText: string): Buffer => keyedDigest(digestKey, keyText);
  return {
    digest,
    row: (at, { n, kind, item, own, keyText, key, seen, expected, note }) => ({ n, kind, item, own, keyDigest: digest(keyText), sealed: seal(placeOf(at, n, 'row'), { key, seen, expected, note }) }),
    answer: (at, n, answer, answered) => ({ n, answer, answered: seal(placeOf(at, n, 'answer'), answered) }),
    open: (at, record) => {
      const { n, kind, item, own, keyDigest, answer, looked, lookedAt } = record;
      const answered = record.answered === null ? { now: null, reason: '' } : opened<Answered>(placeOf(at, n, 'answer'), record.answered);
      const former = record.former === null || record.formerAnswered === null ? null : { answer: record.former, reason: opened<Answered>(placeOf(at, n, 'answer'), record.formerAnswered).reason };
      return { ...opened<Doubted>(placeOf(at, n, 'row'), record.sealed), ...answered, n, kind, item, own, keyDigest, answer, former, looked, lookedAt };
    },
  };
}
