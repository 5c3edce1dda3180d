import { emptyWord, lookings, masked, mostRows, rowAnswers, rowKinds, targetOf } from '../../law/correction-rows.ts';
import { fail } from '../../law/errors.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { EntryItem } from '../catalog/contract.ts';
import { recordKeysOf, type RecordKeys } from '../resource/index.ts';
import type { AnswerIn, RowIn, RowView } from './contract.ts';
import type { Row, Sealing } from './seal.ts';
import type { At, CorrectionRecord } from './store/corrections.ts';
import * as store from './store/corrections.ts';
import * as rows from './store/rows.ts';

/** What is wrong with a record as it was typed or filled in; undefined where nothing is. */
export function faultOf(row: RowIn, keys: RecordKeys['items'], items: ReadonlyMap<number, Pick<EntryItem, 'name'>>, given: ReadonlySet<number>): { readonly column: string; readonly message: string } | undefined {
  const blank = keys.find((key) => (row.key[key.field] ?? '') === '');
  if (blank !== undefined) return { column: blank.name, message: `没有填写${blank.name}，不能指明是哪一条记录` };
  if (row.item !== null && !items.has(row.item)) return { column: '数据项', message: '目录中没有这个数据项' };
  if (row.item !== null && !given.has(row.item)) return { column: '数据项', message: `本部门没有取得过“${items.get(row.item)?.name ?? ''}”，不能对它提出校核` };
  if (row.kind === 'value' && row.item === null) return { column: '数据项', message: '没有写明是哪个数据项' };
  if (row.kind === 'value' && row.seen === '' && row.expected === '') return { column: '所见值', message: `所见值和应为值都没有填写；所见为空的，请填“${emptyWord}”` };
  if (row.kind === 'value' && row.expected !== '' && row.seen === row.expected) return { column: '应为值', message: '应为值与所见值相同' };
  return undefined;
}

/** Adds records to a list that is being drawn up. @throws CORRECTION_ROWS_MANY */
export async function addTo(tx: Tx, at: At, it: CorrectionRecord, sealing: Sealing, keys: RecordKeys, given: readonly RowIn[], own = true): Promise<void> {
  if (it.rows + given.length > mostRows) fail('CORRECTION_ROWS_MANY', { most: mostRows });
  const fresh = given.map((row, nth) => {
    const key = keys.items.map((item) => row.key[item.field] ?? null);
    return sealing.row(at, { n: it.nextRow + nth, kind: row.kind, item: row.item, own, key, keyText: keys.textOf(key), seen: row.seen === emptyWord ? '' : row.seen, expected: row.expected === '' ? null : row.expected, note: row.note });
  });
  await rows.addRows(tx, at, fresh);
  await store.recount(tx, at, it.nextRow + fresh.length);
}

/** Why an answer does not stand by itself; undefined where it does. */
export function answerFault(answer: Omit<AnswerIn, 'n'>, row: Pick<Row, 'kind' | 'own' | 'expected'>): { readonly column: string; readonly message: string } | undefined {
  if (answer.answer === 'rejected') return answer.reason.length < 2 ? { column: '理由', message: '不属实的须说明理由' } : undefined;
  const said = targetOf({ now: answer.now === '' ? null : answer.now, expected: row.expected }) !== undefined;
  return row.kind === 'value' && row.own && !said ? { column: '更正后的值', message: `申请没有写明应为值，请填写更正后的值；更正为空的，请填“${emptyWord}”` } : undefined;
}

/**
 * What a side sees of a record. `granted`: item numbers whose values a requester or receiver was given, and of those that name the record,
 * which it knows; of who supervises, only where it received the record itself. `decided`: of a requester: the answers were fed back; before, they are the provider's own.
 */
export interface Sight { readonly shows: 'all' | 'masked' | 'received'; readonly requester: boolean; readonly granted?: ReadonlySet<number> | undefined; readonly decided?: boolean }

export function viewOf(row: Row, it: Pick<CorrectionRecord, 'keys'>, items: ReadonlyMap<number, Pick<EntryItem, 'name'>>, sight: Sight): RowView {
  const found = { n: row.n, kind: row.kind, kindZh: rowKinds[row.kind], item: row.item, itemName: row.item === null ? null : items.get(row.item)?.name ?? `第 ${row.item} 项`, own: row.own,
    answer: row.answer, answerZh: row.answer === null ? null : rowAnswers[row.answer], looked: row.looked, lookedZh: row.looked === null ? null : lookings[row.looked], former: row.former === null ? null : `${rowAnswers[row.former.answer]}${row.former.reason === '' ? '' : `：${row.former.reason}`}` };
  const target = targetOf(row) ?? null;
  const knows = (n: number | null) => n !== null && sight.granted?.has(n) === true;
  if (sight.shows === 'received') {
    // A receiver sees the record, the item, and what stands there now; of values only what its own grants give it.
    return { ...found, former: null, key: it.keys.map((key, at) => (knows(key.n) ? row.key[at] ?? null : null)), seen: null, expected: null, note: null, now: knows(row.item) ? target ?? '' : null, reason: null };
  }
  const show = sight.shows === 'masked' ? masked : (text: string | null) => text;
  const hidden = sight.requester && !row.own; // found by a rule: the requester never saw them
  const open = sight.requester && sight.decided !== true;
  const answered = open ? { answer: null, answerZh: null, looked: null, lookedZh: null } : {};
  const unread = hidden || open || (sight.requester && row.item !== null && !knows(row.item)); // masked for it: a correction gives it no more than its grants do
  const received = (n: number | null) => sight.shows === 'masked' && knows(n); // who supervises has it from a grant of its own too
  const now = received(row.item) && row.answer === 'upheld' ? target ?? '' : show(row.now);
  const key = row.key.map((text, at) => (received(it.keys[at]?.n ?? null) ? text : show(text)));
  return { ...found, ...answered, key: hidden ? null : key, seen: hidden ? null : show(row.seen), expected: show(row.expected), note: row.note, now: unread ? null : now, reason: open ? null : row.reason };
}

/** The items that name a record of this correction, as they stood when it was begun. */
export async function keysOf(tx: Reader, it: Pick<CorrectionRecord, 'entryRegion' | 'entry' | 'keys'>): Promise<RecordKeys> {
  return { ...(await recordKeysOf(tx, it.entryRegion, it.entry)), items: it.keys };
}
