import { isProcedureName, procedureNames } from '../../law/procedures/index.ts';
import type { Reader } from '../../platform/postgres/database.ts';
import { numbersOf } from '../../platform/procedures/store/cases.ts';
import { codesOf } from '../../processes/catalog/index.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const caseAt = new RegExp(`(\\d{6})-(${uuid})`);
const entryAt = new RegExp(`^/api/catalog/entries/(\\d{6})/(${uuid})`);

/**
 * What the addresses in the log stand for, by number or code, never by title: the audit officer sees who looked at which case,
 * not what it is about. Two statements for a page.
 */
export async function objectNames(db: Reader, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const found = (at: RegExp) => addresses.flatMap((address) => { const m = at.exec(address); return m?.[1] && m[2] ? [{ address, region: m[1], id: m[2] }] : []; });
  const [cases, entries] = [found(caseAt), found(entryAt)];
  const [numbers, codes] = [await numbersOf(db, cases), await codesOf(db, entries)];
  for (const { address, id } of cases) {
    const kind = numbers.get(id);
    if (kind !== undefined) names.set(address, kind.number ?? `${isProcedureName(kind.kind) ? procedureNames[kind.kind].zh : kind.kind}（未编号）`);
  }
  for (const { address, id } of entries) names.set(address, `目录 ${codes.get(id) ?? '（未赋码）'}`);
  return names;
}
