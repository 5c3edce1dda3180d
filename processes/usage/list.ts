import { readCursor, writeCursor } from '../../platform/procedures/cursor.ts';
import type { z } from 'zod';
import { grant as grantTable } from '../../law/procedures/grant.ts';
import { addDays, type PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { grantsOf } from '../grant/index.ts';
import type { UsagePage, UsageQuery } from './contract.ts';
import { kindsOf } from './kinds.ts';
import * as store from './store/records.ts';
import { sumsByGrant } from './store/sums.ts';
import { machineToday } from './view.ts';

const states: Readonly<Record<string, { readonly zh: string }>> = grantTable.states;

/** Grants of the department with what they were used for in thirty days and which kinds are missing. */
export async function usagePage(tx: Tx, directory: Directory, actor: Actor, query: z.output<typeof UsageQuery>): Promise<z.output<typeof UsagePage>> {
  const cursor = readCursor(query.after, /^\d{6}$/);
  const after = cursor === null ? undefined : { region: cursor.key, id: cursor.id };
  const found = await grantsOf(tx, { side: query.side, org: actor.org, q: query.q, after, limit: query.size + 1 });
  const shown = found.slice(0, query.size);
  const [sums, kinds, today] = [await sumsByGrant(tx, shown, addDays(machineToday(), -29)), await store.entryKinds(tx, shown), await directory.legalToday(tx)];
  const names = await directory.organisations(tx, [...new Set(shown.flatMap((it) => [it.requester, it.provider]))]);
  const last = found.length > query.size ? shown.at(-1) : undefined;
  return {
    after: last ? writeCursor(last.region, last.id) : null,
    rows: shown.map((it) => {
      const ref = `${it.region}-${it.id}`;
      const sum = sums.get(ref);
      const day = (kind: string): PlainDate | undefined => kinds.get(`${ref} ${kind}`) as PlainDate | undefined;
      const judged = kindsOf({
        mode: it.mode, state: it.state, purpose: it.purpose, systems: [], deliveredOn: it.deliveredOn as PlainDate | null, disposeBy: it.disposeBy as PlainDate | null,
        calls: sum?.calls ?? 0, refused: sum?.refused ?? 0, last: { effect: day('effect'), storage: day('storage'), destruction: day('destruction') },
      }, today);
      return {
        ref, title: it.name, requester: it.requester, requesterName: names.get(it.requester)?.name ?? it.requester, provider: it.provider, providerName: names.get(it.provider)?.name ?? it.provider, purpose: it.purpose,
        state: it.state, stateZh: states[it.state]?.zh ?? it.state, termTo: it.termTo, calls30: sum?.calls ?? 0, rows30: sum?.rows ?? 0, refused30: sum?.refused ?? 0, lastOn: sum?.lastOn ?? null,
        missing: judged.filter((kind) => kind.state === 'missing').map((kind) => kind.zh),
      };
    }),
  };
}
