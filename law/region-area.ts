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
  /** Of those given up, the ones whose place is the same under one new code: 海门市 320684 is 海门区 320614; 港闸区 320611 went into a larger one. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Names by code, the newest first found. */
  readonly names: ReadonlyMap<string, string>;
}

export function divisionsFrom(lists: DivisionLists): Divisions {
  const named = (rows: DivisionLists['of2019']) => rows.filter(({ code }) => code.length <= 6).map(({ code, name }) => [code.padEnd(6, '0'), name] as const);
  const former = formerRegions(lists);
  const listed = new Map([...named(lists.of2019), ...named(lists.of2021), ...named(lists.of2023), [NATION, '全国'] as const]);
  const grouped = [...listed.keys()].filter((code) => code.endsWith('00') && !code.endsWith('0000')).map((code) => [`${code.slice(0, 4)}01`, '市辖区'] as const); // of a city, where no district has the code
  const names = new Map([...grouped, ...listed]);
  return { names, former, renamed: renamedOf(former, lists), present: new Map([...names].filter(([code]) => !former.has(code))) };
}

/** One successor, which nobody else went into, and which was not there beside it. */
function renamedOf(former: ReadonlyMap<string, readonly string[]>, lists: DivisionLists): ReadonlyMap<string, string> {
  const [of2019, of2021] = [lists.of2019, lists.of2021].map((list) => new Set(list.map((row) => row.code)));
  const alone = (code: string, to: string): boolean => ![...former].some(([other, its]) => other !== code && its.includes(to)) && !(of2019?.has(code) === true ? of2019 : of2021)?.has(to);
  return new Map([...former].flatMap(([code, to]) => (to.length === 1 && alone(code, to[0] as string) ? [[code, to[0] as string] as const] : [])));
}

/** `ours`: all of its area lies in it · `divided`: only a part, and the code does not tell which row · `elsewhere` · `unknown`: no list has it. */
export type Belongs = 'ours' | 'divided' | 'elsewhere' | 'unknown';

/**
 * Whether rows under this code are those of these regions, themselves or what lies within them. A region that was given up since it was
 * asked for keeps its own rows; those under the code of what it went into are its own where it was only renamed, else the code does not tell.
 */
export function belongs(divisions: Divisions, code: string, regions: readonly string[]): Belongs {
  const whole = code.length === 2 || code.length === 4 ? code.padEnd(6, '0') : code;
  if (regions.includes(whole)) return 'ours';
  const now = divisions.former.get(whole) ?? (divisions.present.has(whole) ? [whole] : []);
  const inside = now.filter((one) => within(divisions, one, regions.map((region) => divisions.renamed.get(region) ?? region))).length;
  const partly = inside > 0 || regions.some((region) => !divisions.renamed.has(region) && divisions.former.get(region)?.some((to) => now.includes(to)) === true && divisions.present.has(whole));
  return now.length === 0 ? 'unknown' : inside === now.length ? 'ours' : partly ? 'divided' : 'elsewhere';
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
