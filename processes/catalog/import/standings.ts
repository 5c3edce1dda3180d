import type { Tx } from '../../../platform/postgres/database.ts';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import { withOutside } from '../listing.ts';
import { knownCodes, standingOf, type NameRecord, type StandingRecord } from '../store/standing.ts';
import type { Standing } from '../workbook/judge.ts';
import type { Asked } from '../workbook/thread.ts';

/**
 * Which entry of the department a row of the workbook means, and how that stands: by its code where one is given, else by its name.
 * Two rows that mean the same entry: the second is told.
 */
export function standings(region: string, names: readonly NameRecord[]): (tx: Tx, asked: readonly Asked[]) => Promise<Standing[]> {
  const byCode = new Map(names.flatMap((one) => (one.code === null ? [] : [[one.code, one] as const])));
  const byName = new Map(names.filter((one) => one.name !== '' && one.state !== 'withdrawn').map((one) => [one.name, one]));
  const meant = new Set<string>();
  return async (tx, asked) => {
    const found = asked.map((one) => (one.code === '' ? byName.get(one.name) : byCode.get(one.code)));
    const records = await standingOf(tx, region, found.flatMap((one) => (one === undefined ? [] : [one.entry])));
    const codes = await knownCodes(tx, asked.flatMap((one) => one.related));
    const all: Standing[] = [];
    for (const [n, one] of asked.entries()) {
      const record = records.get(found[n]?.entry ?? '');
      const unknownCodes = one.related.filter((code) => !codes.has(code));
      const standing = record === undefined ? { ...nothing, as: one.code === '' ? 'none' as const : 'code-unknown' as const } : meant.has(record.entry) ? { ...nothing, as: 'twice' as const } : await standingNow(tx, region, record);
      if (record !== undefined) meant.add(record.entry);
      all.push({ ...standing, unknownCodes });
    }
    return all;
  };
}

const nothing: Standing = { as: 'none', entry: null, caseId: null, savedAt: null, number: null, version: null, base: null, unknownCodes: [] };

async function standingNow(tx: Tx, region: string, it: StandingRecord): Promise<Standing> {
  const known = { ...nothing, entry: it.entry, version: it.version };
  if (it.caseId !== null) {
    const open = await readCase(tx, { region, id: it.caseId });
    const editable = open?.state === 'draft' && it.change !== 'withdraw';
    return { ...known, as: editable ? 'draft' : 'busy', caseId: it.caseId, savedAt: it.savedAt, number: open?.number ?? null, base: editable ? it.draft : null };
  }
  if (it.state === 'hidden') return { ...known, as: 'hidden' };
  if (it.state !== 'published' || it.body === null) return { ...known, as: 'withdrawn' };
  return { ...known, as: 'published', base: withOutside(it.body, it.outside) };
}
