import { fail } from '../../law/errors.ts';
import { reflux } from '../../law/procedures/reflux.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { read, type Db, type Tx } from '../../platform/postgres/database.ts';
import { partiesOf } from '../../platform/procedures/parties.ts';
import type { Actor, Directory } from '../../platform/procedures/ports.ts';
import { maySee } from '../../platform/procedures/reach.ts';
import { readCase, readParties } from '../../platform/procedures/store/cases.ts';
import { getEntry } from '../catalog/index.ts';
import { isBelow } from './area.ts';
import { openFor } from './checks.ts';
import { BeginView, EntryAt, PeriodPage, PeriodQuery, RefluxAt } from './contract.ts';
import * as store from './store.ts';
import { periodView } from './view.ts';

export interface RouteDeps { readonly db: Db; readonly directory: Directory }

/** What is no move: what may be begun at an entry, and the reconciled periods, by key. */
export function refluxRoutes({ db, directory }: RouteDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/reflux/entries/:region/:entry', article: '24.1', may: 'reflux.read', in: { params: EntryAt }, out: BeginView, fails: ['ENTRY_NOT_FOUND'], summary: '就一个目录能否提出回流',
      handle: ({ actor }, { params }) => read(db, (tx) => begin(tx, directory, actor, params)),
    }),
    route({
      method: 'GET', path: '/reflux/:ref/periods', article: '24.1', may: 'reflux.read', in: { params: RefluxAt, query: PeriodQuery }, out: PeriodPage, fails: ['REFLUX_NOT_FOUND'], summary: '逐期对账',
      handle: ({ actor }, { params, query }) => read(db, async (tx) => {
        const at = { region: params.ref.slice(0, 6), id: params.ref.slice(7) };
        const row = await readCase(tx, at);
        if (row?.kind !== 'reflux' || !maySee(row, partiesOf(reflux, row, await readParties(tx, at)), actor)) return fail('REFLUX_NOT_FOUND');
        const found = await store.periodsOf(tx, at, query.after, query.size + 1);
        const page = found.slice(0, query.size);
        return { rows: page.map(periodView), after: found.length > query.size ? page.at(-1)?.period ?? null : null };
      }),
    }),
  ];
}

async function begin(tx: Tx, directory: Directory, actor: Actor, at: { readonly region: string; readonly entry: string }): Promise<BeginView> {
  const seen = await getEntry(tx, at.region, at.entry);
  const mine = seen.provider === actor.org;
  if (seen.secret || (seen.state === 'hidden' && !mine)) return fail('ENTRY_NOT_FOUND');
  const above = await directory.organisation(tx, seen.provider);
  const below = !mine && above !== undefined && isBelow(actor.region, above.region);
  const stands = seen.state === 'published' && seen.attribute !== 'not-shared';
  const open = below ? await openFor(tx, actor.org, actor.org, at.entry) : undefined;
  const [runs] = below ? await store.connectedBetween(tx, actor.org, at.entry) : [];
  const running = runs && await readCase(tx, { region: runs.region, id: runs.caseId });
  return {
    side: !stands ? null : mine ? 'sender' : below ? 'receiver' : null, name: seen.name, provider: seen.provider, providerName: above?.name ?? seen.provider,
    why: stands ? null : '目录未在发布状态，或者属于不予共享，不能回流', open: open === undefined ? null : { ref: `${open.region}-${open.id}`, number: open.number }, running: running === undefined ? null : { ref: `${running.region}-${running.id}`, number: running.number },
  };
}
