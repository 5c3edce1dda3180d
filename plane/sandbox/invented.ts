import { inventRows, type InventedItem } from '../../platform/invented/index.ts';
import { seedOf, type CompiledGrant, type SandboxRow } from '../../processes/grant/index.ts';
import { refused, type Refusal } from '../national/answers.ts';
import type { Ask } from '../service/ask.ts';
import type { Service } from '../service/plan.ts';
import { collectRows, type Rows } from '../service/rows.ts';

/** A service that is answered from invented rows: it knows no connection, so that nothing real can be reached through it. */
export interface Invented extends Service {
  /** Of each key: its place in a row, and the form that its values must have. */
  readonly asked: readonly { readonly at: number; readonly form: RegExp }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const maxBytes = 4 * 1024 * 1024;

/** Makes the service of a sandbox; the rows are those of its entry's version, the same for every department. */
export function inventedService({ shape, serviceKind: kind, ...it }: SandboxRow): Invented {
  const at = new Map(shape.items.map((item, n) => [item.n, n]));
  const all = inventRows(shape.items, seedOf(it));
  const outputs = kind === 'query' ? shape.items.map((item) => ({ open: `${JSON.stringify(item.field)}:`, kind: item.kind })) : [];
  return {
    kind, outputs, recordKeys: [], continues: 0, items: '', pageSize: shape.pageSize, maxBytes, rows: all,
    keys: shape.keys.map(({ param, required }) => ({ param, required: required || kind === 'verification' })),
    asked: shape.keys.map((key) => ({ at: at.get(key.n) ?? -1, form: formOf(shape.items[at.get(key.n) ?? -1]) })),
  };
}

/** A sandbox as the gateway's table holds it: admitted, counted and bounded like a grant, and none. */
export function sandboxGrant(row: SandboxRow): CompiledGrant {
  return {
    region: row.region, id: row.id, entryRegion: row.entryRegion, entry: row.entry, entryVersion: row.entryVersion, application: null, provider: '', requester: row.org, state: 'active', items: [], rowFilter: [], masks: {},
    purpose: '', mode: 'service', serviceKind: row.serviceKind, termFrom: '0001-01-01', termTo: null, quotaDay: row.quotaDay, quotaMinute: row.quotaMinute, addresses: [], personRequired: false, timeRule: 'window', timeRuleUntil: null, secretAsSign: false, deprecatedAt: null, sunsetOn: null, renewsRegion: null, renewsId: null, version: row.version,
  };
}

/** Rows whose keys are those that were asked for, page by page; a value of another form than the item has is refused, as a database would. */
export function answerInvented(it: Invented, ask: Ask): Rows | Refusal {
  for (const [n, value] of ask.given.entries()) {
    if (value !== undefined && it.asked[n]?.form.test(value) === false) return refused('bad-value', '参数的格式不正确', { name: it.keys[n]?.param ?? '', why: '格式不正确' });
  }
  const found = it.rows.filter((row) => ask.given.every((value, n) => value === undefined || sameText(row[it.asked[n]?.at ?? -1], value)));
  const rows = collectRows(it, ask.pageSize);
  for (const row of found.slice((ask.page - 1) * ask.pageSize)) if (!rows.row(row)) break;
  return rows;
}

const anything = /^/;
const day = /^\d{4}-\d{2}-\d{2}/;

/** What a database would take for a value of this item. */
function formOf(item: InventedItem | undefined): RegExp {
  if (item?.kind === 'integer') return /^[+-]?\d{1,18}$/;
  if (item?.kind === 'boolean') return /^(?:t|f|true|false)$/;
  return item?.type === 'D' || item?.type === 'T' ? day : anything;
}

const truth: Readonly<Record<string, string>> = { true: 't', false: 'f' };
const sameText = (have: string | null | undefined, asked: string): boolean => have !== null && have !== undefined && (have === asked || have === truth[asked]);
