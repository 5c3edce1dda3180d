import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { divisionRows, regionsFrom, type DivisionLists } from '../../law/regions.ts';
import { divisionsFrom, type Divisions } from '../../law/region-area.ts';
import type { RegionLevel } from '../../law/region-code.ts';
import { transact } from '../../platform/postgres/database.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { projectRoot } from '../../platform/project.ts';
import { putRegions } from './store/regions.ts';

const levels: Readonly<Record<RegionLevel, number>> = { nation: 0, province: 1, prefecture: 2, county: 3 };

/** Brings the table of regions to the lists that the program has; a row that is right is not written. At every start, some 0.1 s. */
export async function loadRegions(db: Db): Promise<void> {
  const regions = regionsFrom(readLists());
  const standard = regions.map(({ code, name, level, parent, from, to }) => ({ code, name, level: levels[level], parent, validFrom: from, validTo: to }));
  await transact(db, async (tx) => {
    for (const level of [0, 1, 2, 3]) await putRegions(tx, standard.filter((row) => row.level === level));
  });
}

function readLists(): DivisionLists {
  const rows = (file: string) => divisionRows(readFileSync(join(projectRoot, 'data', 'divisions', file), 'utf8'));
  return { of2019: rows('divisions-2019-mca.csv'), of2021: rows('divisions-2021-mit.csv'), of2023: rows('divisions-2023.csv') };
}

let known: Divisions | undefined;
/** Codes of all years with what became of them; read once, when first asked for. */
export function divisions(): Divisions {
  return (known ??= divisionsFrom(readLists()));
}
