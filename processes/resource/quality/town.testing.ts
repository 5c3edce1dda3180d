import { randomUUID } from 'node:crypto';
import { createReach } from '../../../plane/connectors/reach.ts';
import { postgresqlChecker } from '../../../plane/connectors/quality.ts';
import { openKeys, type Keys } from '../../../platform/keys/index.ts';
import { publishes, universities, type Entry } from '../../../tests/market.ts';
import type { Town } from '../../../tests/town.ts';
import type { Checker } from './checker.ts';
import type { QualityView } from './contract.ts';
import { goOn, type QualityDeps } from './run.ts';

/** What tests of quality share: an entry over any table, its rules, and runs worked off as the job does. */

export interface Column { readonly field: string; readonly name: string; readonly type?: string; readonly key?: boolean }

export async function publishOver(town: Town, name: string, classCode: string, columns: readonly Column[]): Promise<Entry> {
  const items = columns.map((column, n) => ({ ...(universities.items[0] as object), n: n + 1, type: 'C', length: 100, key: false, nullable: true, codeSet: null, ...column }));
  return publishes(town, universities, { name, classCode, items } as never);
}

export async function bindOver(town: Town, connection: string, entry: Entry, table: string): Promise<void> {
  const key = entry.body.items.find((item) => item.key)?.n ?? 1;
  await town.client('education.operator').post('/api/resources', {
    entryRegion: entry.region, entry: entry.id, connection, table, services: ['query'], pageSize: 100, columns: entry.body.items.map((item) => ({ n: item.n, column: item.field })), keys: [{ n: key, required: true }], order: [{ n: key }],
  });
}

export const qualityPath = (entry: Entry): string => `/api/resources/quality/${entry.region}/${entry.id}`;
export const rule = (body: object) => ({ id: randomUUID(), ...body });

export async function declare(town: Town, entry: Entry, rules: readonly object[]): Promise<QualityView> {
  const { version } = await town.client('education.cataloguer').get(qualityPath(entry));
  return town.client('education.cataloguer').put(qualityPath(entry) + '/rules', { base: version, rules });
}

export async function depsOf(town: Town, over: { readonly checker?: (real: Checker) => Checker } = {}): Promise<QualityDeps & { readonly keys: Keys }> {
  const keys = await openKeys(town.database.db, { home: town.home, given: undefined, embedded: true });
  const real = postgresqlChecker({ keys, reach: createReach(['127.0.0.0/8'], undefined) });
  return { db: town.database.db, inside: town.platform.engine.inside, keys, checker: over.checker?.(real) ?? real };
}

/** Asked for by the operator, at once, and worked off; answers the view with its results. */
export async function runsNow(town: Town, deps: QualityDeps, entry: Entry): Promise<NonNullable<QualityView['last']>> {
  await town.client('education.operator').post(`${qualityPath(entry)}/runs`, { atOnce: true });
  while (await goOn(deps));
  await town.settle();
  const view = await town.client('education.cataloguer').get(qualityPath(entry)) as QualityView;
  if (view.running !== null || view.last === null) throw new Error(`not done: ${JSON.stringify(view.running)}`);
  return view.last;
}
