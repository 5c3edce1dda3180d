import { fail, failBy } from './errors.ts';
import { tableLimit } from './limit-words.ts';
import { localNumbers, type LocalNumberName } from './local-numbers.ts';
import type { PlainDate } from './plain-date.ts';
import type { AnyProcedure, Clock } from './procedure.ts';

/**
 * What one region has adopted beside the regulation, each by a document with a number and dates.
 * Art. 23: “国家鼓励各级政府部门优化政务数据共享审核流程，缩短审核和提供共享政务数据的时间。” So a limit of the
 * regulation may be shortened, never lengthened; what no article sets may be set freely within bounds.
 */
export interface Jurisdiction {
  readonly region: string;
  readonly adoptions: readonly Adoption[];
  readonly limits: readonly LocalLimit[];
  readonly numbers: readonly LocalNumber[];
}

/** 文件: everything local rests on one. `to` is the last day in force, null while open. */
export interface Document { readonly title: string; readonly number: string; readonly from: PlainDate; readonly to: PlainDate | null }
/** A move that is off until adopted: `Move.adopted` of the tables, or the name of a `practice`. */
export interface Adoption { readonly name: string; readonly by: Document }
export interface LocalLimit {
  readonly procedure: string;
  readonly clock: string;
  /** Class of the limit (`conditional`); `any` where the clock has none. */
  readonly class: string;
  readonly what: 'limit' | 'extension';
  readonly workingDays: number;
  readonly by: Document;
}
export interface LocalNumber { readonly name: LocalNumberName; readonly value: number; readonly by: Document }

/** What a region may adopt that is no move. */
export const practices = {
  /** Asking for missing material does not stop the reply clock; by default it stands still (reading of 21.2). */
  'ask-runs-on': '告知补正期间答复期限不停止',
} as const satisfies Record<string, string>;

/** A region that has adopted nothing: the regulation alone. */
export const plainJurisdiction = (region: string): Jurisdiction => ({ region, adoptions: [], limits: [], numbers: [] });

/** Names of the moves and practices in force on this day: `Situation.adopted`. */
export function adoptedOn(jurisdiction: Jurisdiction, day: PlainDate): ReadonlySet<string> {
  return new Set(jurisdiction.adoptions.filter((one) => inForce(one.by, day)).map((one) => one.name));
}

/** Whether a clock goes on although its table lets it stand: where the region has adopted it, asking for material (21 ¶2) stops nothing. */
export function runsOn(jurisdiction: Jurisdiction, table: AnyProcedure, act: string, clockName: string, day: PlainDate): boolean {
  return table.name === 'application' && act === 'ask' && clockName === 'reply' && adoptedOn(jurisdiction, day).has('ask-runs-on');
}

/** A local number on this day: the latest document's, else what usually holds. */
export function numberOn(jurisdiction: Jurisdiction, name: LocalNumberName, day: PlainDate): number {
  return latest(jurisdiction.numbers.filter((one) => one.name === name), day)?.value ?? localNumbers[name].usual;
}

/**
 * Working days that a clock gets when it starts on this day: the table's, or fewer where the region says so.
 * A local number above an article's is refused when loaded (`checkLocalLimit`); should one stand here all the same, the table's counts.
 */
export function limitOn(jurisdiction: Jurisdiction, table: AnyProcedure, clockName: string, className: string, day: PlainDate): { readonly workingDays: number; readonly local: boolean } | undefined {
  const clock = table.clocks[clockName];
  const national = clock && tableLimit(clock, className, day);
  if (!clock || national === undefined) return undefined;
  const rule = latest(jurisdiction.limits.filter((one) => one.procedure === table.name && one.clock === clockName && one.what === 'limit' && one.class === className), day);
  const local = rule !== undefined && (clock.basis === 'local' || rule.workingDays < national);
  return { workingDays: local ? rule.workingDays : national, local: local || clock.basis === 'local' };
}

/** Most working days that an extension of this clock may have; 0 where there is none. */
export function extensionOn(jurisdiction: Jurisdiction, table: AnyProcedure, clockName: string, day: PlainDate): number {
  const national = table.clocks[clockName]?.extension?.workingDays ?? 0;
  const rule = latest(jurisdiction.limits.filter((one) => one.procedure === table.name && one.clock === clockName && one.what === 'extension'), day);
  return Math.min(national, rule?.workingDays ?? national);
}

/**
 * Refuses a local limit that lengthens one of the regulation, or one for a clock that has none.
 *
 * @throws LOCAL_LIMIT_LONGER, LOCAL_LIMIT_UNKNOWN, LOCAL_NUMBER_OUT_OF_BOUNDS, LOCAL_DOCUMENT_REQUIRED, LOCAL_DATES_INVALID
 */
export function checkLocalLimit(table: AnyProcedure, rule: LocalLimit): void {
  checkDocument(rule.by);
  const clock = table.name === rule.procedure ? table.clocks[rule.clock] : undefined;
  const what = `${table.zh}·${clock?.zh ?? rule.clock}`;
  const known = clock && (rule.what === 'extension' ? clock.extension?.workingDays : classLimit(clock, rule));
  if (!clock || known === undefined) return fail('LOCAL_LIMIT_UNKNOWN', { what });
  const least = rule.what === 'extension' ? 0 : 1; // a region may do without extensions
  const most = clock.basis === 'local' && rule.what === 'limit' ? 365 : known;
  if (Number.isInteger(rule.workingDays) && rule.workingDays >= least && rule.workingDays <= most) return;
  if (rule.workingDays > most && clock.basis !== 'local') return failBy(clock.basis, 'LOCAL_LIMIT_LONGER', { what, most });
  fail('LOCAL_NUMBER_OUT_OF_BOUNDS', { what, least, most });
}

/** Refuses a number outside its bounds. @throws LOCAL_NUMBER_OUT_OF_BOUNDS, LOCAL_DOCUMENT_REQUIRED, LOCAL_DATES_INVALID */
export function checkLocalNumber(rule: LocalNumber): void {
  checkDocument(rule.by);
  const { zh, least, most } = localNumbers[rule.name];
  if (!Number.isInteger(rule.value) || rule.value < least || rule.value > most) fail('LOCAL_NUMBER_OUT_OF_BOUNDS', { what: zh, least, most });
}

/** Refuses to adopt what no table and no practice knows. @throws LOCAL_ADOPTION_UNKNOWN, LOCAL_DOCUMENT_REQUIRED, LOCAL_DATES_INVALID */
export function checkAdoption(tables: readonly AnyProcedure[], rule: Adoption): void {
  checkDocument(rule.by);
  if (!adoptable(tables).has(rule.name)) fail('LOCAL_ADOPTION_UNKNOWN', { name: rule.name });
}

/** Everything that may be adopted: name → what it is called. */
export function adoptable(tables: readonly AnyProcedure[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>(Object.entries(practices));
  for (const table of tables) {
    for (const move of table.moves) {
      if (move.adopted !== undefined) names.set(move.adopted, `${table.zh}：${(move.zh ?? table.words[move.act] ?? move.act).replace('…', '')}`);
    }
  }
  return names;
}

function classLimit(clock: Clock, rule: LocalLimit): number | undefined {
  const versions = 'workingDays' in clock.limit ? Object.entries(clock.limit.workingDays).sort(([a], [b]) => (a < b ? 1 : -1)) : [];
  return versions.find(([from]) => from <= rule.by.from)?.[1][rule.class] ?? versions.at(-1)?.[1][rule.class];
}

/** What is local rests on a document with a number and dates. @throws LOCAL_DOCUMENT_REQUIRED, LOCAL_DATES_INVALID */
export function checkDocument(by: Document): void {
  if (by.title.trim() === '' || by.number.trim() === '') fail('LOCAL_DOCUMENT_REQUIRED');
  if (by.to !== null && by.to < by.from) fail('LOCAL_DATES_INVALID');
}

function inForce(by: Document, day: PlainDate): boolean {
  return by.from <= day && (by.to === null || day <= by.to);
}

/** Of the rules in force on this day the one that came into force last. */
function latest<R extends { readonly by: Document }>(rules: readonly R[], day: PlainDate): R | undefined {
  return rules.filter((rule) => inForce(rule.by, day)).sort((a, b) => (a.by.from < b.by.from ? 1 : -1))[0];
}
