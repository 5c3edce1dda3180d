import { gaps } from '../../law/reflux-periods.ts';
import { servesVillages } from '../../law/region-area.ts';
import { measureZh } from '../../law/security-measures.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { Case } from '../../platform/procedures/process.ts';
import { entryVersion, getEntry } from '../catalog/index.ts';
import type { EntryItem } from '../catalog/contract.ts';
import { divisions, townshipsOf } from '../organisation/index.ts';
import { boundItems } from '../resource/index.ts';
import { choosable, formerOf } from './area.ts';
import { recordOf } from './checks.ts';
import type { PeriodView, RefluxOwn } from './contract.ts';
import * as store from './store.ts';

const shown = 12;

/** The reflux's own part of its page. Which codes are none, and what keeps the platform from looking, concerns the sender and its authority. */
export async function viewOf(tx: Tx, it: Case, actor: Actor): Promise<RefluxOwn> {
  const row = await recordOf(tx, it);
  const side = actor.org === row.sender ? 'sender' : actor.org === row.receiver ? 'receiver' : 'authority';
  const inside = side === 'sender' || actor.org === it.authority;
  const { body } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const { name: nameOf } = { name: (code: string) => divisions().names.get(code) ?? code };
  const chosen = body.items.filter((item) => row.items.includes(item.n));
  return {
    entry: { region: row.entryRegion, id: row.entry, name: row.entryName, code: row.entryCode }, side, duty: row.duty, items: chosen.map(seen), regions: row.regions.map((code) => ({ code, name: nameOf(code) })), below: [...row.below],
    ground: row.ground, measures: row.measures.map(measureZh), measure: row.measure,
    choices: it.state === 'draft' ? { items: (await getEntry(tx, row.entryRegion, row.entry)).body.items.map(seen), regions: choosable(row.receiverRegion), ...villagesIn(row.receiverRegion) } : null,
    columns: it.state === 'connecting' && side === 'sender' ? await columnsOf(tx, row, body.items) : null,
    grant: row.grantRegion === null ? null : { ref: `${row.grantRegion}-${row.grantId}` }, connectedOn: row.connectedOn, regionItem: body.items.find((item) => item.n === row.regionItem)?.name ?? null, codes: row.codes.length,
    former: formerOf(row.regions), census: inside ? row.census : null, nextOn: row.running ? row.periodTo : null, fault: inside ? row.fault : null,
    periods: row.connectedOn === null ? [] : (await store.periodsOf(tx, it, undefined, shown)).map(periodView),
  };
}

/** What the county, or the city that has none, may list: its townships by the list of 2023. */
function villagesIn(region: string): { readonly villages: boolean; readonly townships: { code: string; name: string }[] } {
  const villages = servesVillages(divisions(), region);
  return { villages, townships: villages ? [...townshipsOf(divisions().renamed.get(region) ?? region)] : [] };
}

const seen = ({ n, name, field }: EntryItem) => ({ n, name, field });

/** Items that are bound to a column; what is called 区划 or 行政区 first. */
async function columnsOf(tx: Tx, row: store.RefluxRecord, items: readonly EntryItem[]): Promise<RefluxOwn['columns']> {
  const bound = new Set((await boundItems(tx, row.entryRegion, row.entry))?.items);
  const likely = (item: EntryItem) => (/区划|行政区/.test(item.name) ? 0 : /地区|属地|所在地/.test(item.name) ? 1 : 2);
  return items.filter((item) => bound.has(item.n)).sort((a, b) => likely(a) - likely(b) || a.n - b.n).map(seen);
}

export function periodView(row: store.PeriodRow): PeriodView {
  return {
    period: row.period, from: row.fromDay, to: row.toDay, at: row.at, sourceRows: row.sourceRows, sourceHash: row.sourceHash.toString('hex'), givenRows: row.givenRows, givenHash: row.givenHash.toString('hex'),
    missing: row.sourceRows - row.givenRows, calls: row.calls, gap: row.gap, gapZh: gaps[row.gap],
  };
}
