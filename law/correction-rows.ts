/**
 * One doubtful record of a correction (校核, Art. 26.2), and whether the source shows that it was put right. Pure: the value
 * that stands in the source comes in as the text that gateways answer.
 */

/** 不准确, 不完整: a value is wrong or lacks, a record is not there, or is there and should not be. */
export const rowKinds = { value: '数据项的值不正确或者缺失', missing: '缺少这条记录', surplus: '这条记录不应存在' } as const;
export type RowKind = keyof typeof rowKinds;

export const rowAnswers = { upheld: '属实', rejected: '不属实' } as const;
export type RowAnswer = keyof typeof rowAnswers;

/** What the platform saw where the resource is bound: put right, as it was, something else, no such record, or there where it should be gone. */
export const lookings = { new: '已见更正', old: '仍是原值', other: '与更正后的值不同', absent: '未见这条记录', present: '记录仍在' } as const;
export type Looking = keyof typeof lookings;

/** Typed where a value should be empty: an empty cell says nothing. */
export const emptyWord = '（空）';

/** How many records one correction names at most. */
export const mostRows = 100_000;

/** The value that should stand in the source; undefined where nobody has said one. */
export function targetOf(row: { readonly expected: string | null; readonly now: string | null }): string | undefined {
  const text = row.now ?? row.expected;
  if (text === null || text.trim() === '') return undefined;
  return text.trim() === emptyWord ? '' : text.trim();
}

export interface Doubt { readonly kind: RowKind; readonly seen: string | null; readonly expected: string | null; readonly now: string | null; /** Type of the column, as its database calls it. */ readonly udt: string | null }

/** `source`: null where there is no such record; `undefined` as its value where the item is not bound. */
export function lookedAt(doubt: Doubt, source: { readonly value: string | null | undefined } | null): Looking {
  if (doubt.kind === 'surplus') return source === null ? 'new' : 'present';
  if (source === null) return 'absent';
  const target = targetOf(doubt);
  if (source.value === undefined || (doubt.kind === 'missing' && target === undefined)) return 'new';
  if (target !== undefined) return sameValue(doubt.udt, source.value, target) ? 'new' : sameValue(doubt.udt, source.value, doubt.seen) ? 'old' : 'other';
  return sameValue(doubt.udt, source.value, doubt.seen) ? 'old' : 'new';
}

const numeric = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'money']);
const moments = new Set(['date', 'timestamp', 'timestamptz']);
const truths: Readonly<Record<string, string>> = { t: 'true', f: 'false', 是: 'true', 否: 'false', '1': 'true', '0': 'false' };

/** Whether two texts are one value: numbers by their amount, days whatever follows them, truth values by their meaning; nothing is an empty text. */
export function sameValue(udt: string | null, a: string | null, b: string | null): boolean {
  const [left, right] = [(a ?? '').trim(), (b ?? '').trim()];
  if (left === right) return true;
  if (left === '' || right === '' || udt === null) return false;
  if (numeric.has(udt)) return plainNumber(left) === plainNumber(right);
  if (moments.has(udt)) {
    const [short, long] = [plainMoment(left), plainMoment(right)].sort((x, y) => x.length - y.length) as [string, string];
    return short.length >= 10 && long.startsWith(short);
  }
  return udt === 'bool' && (truths[left] ?? left) === (truths[right] ?? right);
}

/** 0450.00 is 450, -0 is 0; as text, so that long numbers stay exact. */
function plainNumber(text: string): string {
  const found = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text.replaceAll(',', ''));
  if (found === null) return text;
  const [, sign = '', whole = '', part = ''] = found;
  const amount = `${whole === '' ? '0' : whole}${part === '' ? '' : `.${part}`}`;
  return amount === '0' ? '0' : `${sign === '-' ? '-' : ''}${amount}`;
}

/** 2026/7/1, 2026-07-01T08:00 and 2026-07-01 08:00:00+08 begin alike. */
function plainMoment(text: string): string {
  const day = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(text);
  if (day === null) return text;
  return `${day[1]}-${(day[2] ?? '').padStart(2, '0')}-${(day[3] ?? '').padStart(2, '0')}${text.slice(day[0].length).replace('T', ' ').replace(/(\.\d+)?([+-]\d\d(:?\d\d)?|Z)?$/, '')}`;
}

/** What a person sees who supervises and need not know whose record it is: the ends of it. */
export function masked(text: string | null): string | null {
  if (text === null || text === '') return text;
  return text.length <= 2 ? '*'.repeat(text.length) : `${text[0]}${'*'.repeat(Math.min(8, text.length - 2))}${text.at(-1)}`;
}
