import { addDays, plainDate } from './plain-date.ts';
import type { PlainDate } from './plain-date.ts';
import { NATION, parentIn, regionLevel } from './region-code.ts';
import type { RegionLevel } from './region-code.ts';

/** A region of GB/T 2260. `from` null: from the beginning; `to` null: still there. Codes are abolished, never reused. */
export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  readonly parent: string | null;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
}

export interface DivisionRow { readonly code: string; readonly name: string }
/** The three lists that have an open licence; 2023 is the statistical one, its codes have two, four or six digits. */
export interface DivisionLists { readonly of2019: readonly DivisionRow[]; readonly of2021: readonly DivisionRow[]; readonly of2023: readonly DivisionRow[] }

/** The days for which the lists of 2021 and 2023 speak; that of 2019 is the beginning of our knowledge. */
export const listDates = { of2021: plainDate('2021-01-04'), of2023: plainDate('2023-06-30') } as const;

/** 市辖区, 县 and 省直辖县级行政区划 only group; they are no regions. */
const PLACEHOLDER = /^(?:市辖区|县)$|直辖县级行政区划$/u;
const ZONE = /(?:开发区|管理区|园区|示范区|新城|新区|集聚区|聚集区|实验区|食品区|风景名胜区|管委会|行政委员会)$/u;

/**
 * Regions with their dates of validity, merged from three lists: what 2021 or, newer, 2023 has; valid from the first list that has it,
 * from the beginning where 2019 has it; open-ended unless absent from 2023. Of 2023 the placeholders and zones are left out;
 * Hong Kong, Macao and Taiwan, which it omits, stay. What was gone before 2021 is not brought back: no case can name it.
 */
export function regionsFrom(lists: DivisionLists): Region[] {
  const of2019 = new Set(lists.of2019.map((row) => row.code));
  const of2021 = new Map(lists.of2021.filter((row) => !PLACEHOLDER.test(row.name)).map((row) => [row.code, row.name]));
  const of2023 = realRegions(lists.of2023, of2021);
  const known = new Map([...of2021, ...[...of2023].filter(([code]) => !of2021.has(code))]);

  const regions = [...known].map(([code, name]): Region => ({
    code, name, level: regionLevel(code), parent: parentIn(code, known) ?? NATION,
    from: of2019.has(code) ? null : of2021.has(code) ? listDates.of2021 : listDates.of2023,
    to: of2023.has(code) || /^(?:71|81|82)/.test(code) ? null : addDays(listDates.of2023, -1),
  }));
  const nation: Region = { code: NATION, name: '全国', level: 'nation', parent: null, from: null, to: null };
  return [nation, ...regions.sort((a, b) => (a.code < b.code ? -1 : 1))];
}

/** Whether a region is valid on this day. */
export function regionOn(region: Region, day: PlainDate): boolean {
  return (region.from === null || region.from <= day) && (region.to === null || day <= region.to);
}

/** Rows of one of the lists: a header that names `code` and `name`, then plain commas (no name holds one). */
export function divisionRows(csv: string): DivisionRow[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  const [code, name] = [columns.indexOf('code'), columns.indexOf('name')];
  return lines.map((line) => line.split(',')).map((cells) => ({ code: cells[code] ?? '', name: cells[name] ?? '' }));
}

/** The 2023 list without what GB/T 2260 does not have: grouping rows, a city repeated as its own county, economic zones. */
function realRegions(rows: readonly DivisionRow[], earlier: ReadonlyMap<string, string>): Map<string, string> {
  const cities = new Map(rows.filter((row) => row.code.length === 4).map((row) => [row.code, row.name]));
  const real = rows.filter((row) => {
    const code = row.code.padEnd(6, '0');
    if (earlier.has(code)) return true;
    const repeatsCity = row.code.length === 6 && (row.code.endsWith('00') || cities.get(row.code.slice(0, 4)) === row.name);
    const statisticalZone = row.code.length === 6 && Number(row.code.slice(4)) > 60 && Number(row.code.slice(4)) <= 80;
    return !PLACEHOLDER.test(row.name) && !repeatsCity && !statisticalZone && !ZONE.test(row.name);
  });
  return new Map(real.map((row) => [row.code.padEnd(6, '0'), row.name]));
}
