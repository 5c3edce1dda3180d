import { addDays } from '../../law/plain-date.ts';
import { grant } from '../../law/procedures/grant.ts';
import { transact, type Db, type Reader } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import { readNumbers } from '../../platform/procedures/store/cases.ts';
import { hitsOn, hitSum, servedOn } from '../../processes/grant/index.ts';
import type { Hits } from '../../processes/resource/index.ts';
import { machineToday, sumsByGrant } from '../../processes/usage/index.ts';

const days = 30;
const states: Readonly<Record<string, { readonly zh: string }>> = grant.states;

/** Who would be hit where the data of an entry changes: grants of processes/grant with the calls of processes/usage. */
export function hitsOf(db: Db, directory: Directory): Hits {
  const perDay = (calls: number): number => Math.round((calls / days) * 10) / 10;
  const since = () => addDays(machineToday(), 1 - days);
  return {
    async sum(reader, entryRegion, entry) {
      const sum = await hitSum(reader, entryRegion, entry);
      return { ...sum, callsPerDay: sum.grants === 0 ? 0 : perDay(await allCalls(reader, entryRegion, entry)) };
    },
    async page(reader, entryRegion, entry, after, limit) {
      const found = await hitsOn(reader, entryRegion, entry, after === undefined ? undefined : parseRef(after), limit);
      const [calls, numbers] = [await sumsByGrant(reader, found, since()), await readNumbers(reader, found)];
      const names = await transact(db, (tx) => directory.organisations(tx, [...new Set(found.map((hit) => hit.requester))]));
      return found.map(({ region, id, ...hit }) => {
        const ref = `${region}-${id}`;
        const sum = calls.get(ref);
        return { ...hit, ref, number: numbers.get(ref) ?? null, requesterName: names.get(hit.requester)?.name ?? hit.requester, stateZh: states[hit.state]?.zh ?? hit.state, callsPerDay: perDay(sum?.calls ?? 0), lastOn: sum?.lastOn ?? null };
      });
    },
    served: servedOn,
  };

  async function allCalls(reader: Reader, entryRegion: string, entry: string): Promise<number> {
    const page = 1_000;
    let calls = 0;
    for (let after: { region: string; id: string } | undefined; ; ) {
      const found = await hitsOn(reader, entryRegion, entry, after, page);
      for (const sum of (await sumsByGrant(reader, found, since())).values()) calls += sum.calls;
      if (found.length < page) return calls;
      after = found.at(-1);
    }
  }
}
