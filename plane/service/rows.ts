import type { RowSink } from '../connectors/row-query.ts';
import type { Service } from './plan.ts';

/** Rows as JSON text, as they come: integers and truth values plain, all else as text, NULL as null. */
export interface Rows extends RowSink {
  /** Bare array. */
  readonly text: () => string;
  readonly count: number;
  /** There is at least one row beyond the page. */
  readonly more: boolean;
  /** The answer grew past its bound and is not to be sent. */
  readonly tooLarge: boolean;
  /** One text per row, of the values that name the record. */
  readonly keys: readonly string[];
}

const separator = '\u001f';

/** Text under which a record is known: its key values, in the order of the entry's items. */
export function recordKeyText(values: readonly (string | null)[]): string {
  return values.map((value) => value ?? '').join(separator);
}

export function collectRows(plan: Service, limit: number): Rows {
  let text = '[';
  let count = 0;
  let more = false;
  let tooLarge = false;
  const keys: string[] = [];
  const { outputs, recordKeys, maxBytes } = plan;
  return {
    row(values) {
      if (count === limit) {
        more = true;
        return false;
      }
      text += count === 0 ? '{' : ',{';
      for (let i = 0; i < outputs.length; i += 1) {
        const output = outputs[i] as Service['outputs'][number];
        const value = values[i] ?? null;
        text += i === 0 ? output.open : `,${output.open}`;
        if (value === null) text += 'null';
        else if (output.kind === 'integer') text += value;
        else if (output.kind === 'boolean') text += value === 't' ? 'true' : 'false';
        else text += JSON.stringify(value);
      }
      text += '}';
      count += 1;
      if (recordKeys.length > 0) keys.push(recordKeyText(recordKeys.map((at) => values[at] ?? null)));
      // A UTF-16 unit is a byte at least: past the bound in units it is past it in bytes.
      if (text.length > maxBytes) tooLarge = true;
      return !tooLarge;
    },
    text: () => `${text}]`,
    get count() { return count; },
    get more() { return more; },
    get tooLarge() { return tooLarge; },
    get keys() { return keys; },
  };
}
