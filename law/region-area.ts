/**
 * Which rows are those of an area. Art. 24.1: “……回流业务信息系统收集和产生的下级政府行政区域内的政务数据……” A row belongs to an area
 * by the first six digits of its region code, in the codes of every year: what became part of the area counts as its own,
 * what moved away does not, whatever its old code looks like (公主岭市 was 220381 under 四平, it is 220184 under 长春).
 */
import { formerRegions } from './former-regions.ts';
import { NATION, parentIn, regionsAbove } from './region-code.ts';
import type { DivisionLists } from './regions.ts';

/** All codes that rows may carry: those of today with their names, those given up, and grouping rows and zones of the statistical lists. */
export interface Divisions {
  readonly present: ReadonlyMap<string, string>;
  readonly former: ReadonlyMap<string, readonly string[]>;
  /** Names by code, the newest first found. */
  readonly names: ReadonlyMap<string, string>;
}

export function divisionsFrom(lists: DivisionLists): Divisions {
  const named = (rows: DivisionLists['of2019']) => rows.filter(({ code }) => code.length <= 6).map(({ code, name }) => [code.padEnd(6, '0'), name] as const);
  const former = formerRegions(lists);
  const listed = new Map([...named(lists.of2019), ...named(lists.of2021), ...named(lists.of2023), [NATION, '全国'] as const]);
  const grouped = [...listed.keys()].filter((code) => code.endsWith('00') && !code.endsWith('0000')).map((code) => [`${code.slice(0, 4)}01`, '市辖区'] as const); // of a city, where no district has the code
  const names = new Map([...grouped, ...listed]);
  return { names, former, present: new Map([...names].filter(([code]) => !former.has(code))) };
}

/** `ours`: all of its area lies in it · `divided`: only a part, and the code does not tell which row · `elsewhere` · `unknown`: no list has it. */
export type Belongs = 'ours' | 'divided' | 'elsewhere' | 'unknown';

/** Whether rows under this code are those of these regions, themselves or what lies within them. */
export function belongs(divisions: Divisions, code: string, regions: readonly string[]): Belongs {
  const whole = code.length === 2 || code.length === 4 ? code.padEnd(6, '0') : code;
  const now = divisions.former.get(whole) ?? (divisions.present.has(whole) || regions.includes(whole) ? [whole] : []);
  const inside = now.filter((one) => within(divisions, one, regions)).length;
  return now.length === 0 ? 'unknown' : inside === now.length ? 'ours' : inside > 0 ? 'divided' : 'elsewhere';
}

/** Every code, of all years, whose rows are those of these regions, in order; a province and a city also by its two or four digits. */
export function codesOf(divisions: Divisions, regions: readonly string[]): readonly string[] {
  const codes = [...new Set([...divisions.present.keys(), ...divisions.former.keys(), ...regions])].filter((code) => belongs(divisions, code, regions) === 'ours');
  const short = codes.flatMap((code) => (code.endsWith('0000') ? [code.slice(0, 2)] : code.endsWith('00') ? [code.slice(0, 4)] : []));
  return [...codes, ...short].sort();
}

/** Whether a region is one of these, or lies in one: up through the regions that there are. */
export function within(divisions: Divisions, code: string, regions: readonly string[]): boolean {
  for (let at: string | undefined = code; at !== undefined; at = at === NATION ? undefined : parentIn(at, divisions.present)) if (regions.includes(at)) return true;
  return false;
}

/** A county, or a city that has none: where villages and townships are served (30.3) from. */
export function servesVillages(divisions: Divisions, region: string): boolean {
  if (!region.endsWith('00')) return true;
  return !region.endsWith('0000') && ![...divisions.present].some(([code, name]) => !code.endsWith('00') && !grouping.test(name) && regionsAbove(code)[0] === region && name !== divisions.present.get(region) && Number(code.slice(4)) < 70);
}

/** 市辖区, 县 and their like only group. */
const grouping = /^(?:市辖区|县)$|直辖县级行政区划$/u;
