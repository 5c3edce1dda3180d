import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { divisionRows, type DivisionRow } from '../../law/regions.ts';
import { projectRoot } from '../../platform/project.ts';

let byCounty: ReadonlyMap<string, readonly DivisionRow[]> | undefined;

/** Townships and streets of a county, or of a city that has none, by the list of 2023: codes of nine digits. Read once, when first asked for. */
export function townshipsOf(region: string): readonly DivisionRow[] {
  byCounty ??= grouped(divisionRows(gunzipSync(readFileSync(join(projectRoot, 'data', 'divisions', 'townships-2023.csv.gz'))).toString('utf8')));
  return byCounty.get(region) ?? [];
}

function grouped(rows: readonly DivisionRow[]): ReadonlyMap<string, readonly DivisionRow[]> {
  const found = new Map<string, DivisionRow[]>();
  for (const row of rows) {
    const county = row.code.slice(0, 6);
    const its = found.get(county);
    if (its) its.push(row);
    else found.set(county, [row]);
  }
  return found;
}
