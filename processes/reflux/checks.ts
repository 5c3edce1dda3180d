import { fail } from '../../law/errors.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { reflux } from '../../law/procedures/reflux.ts';
import { belongs, servesVillages, within } from '../../law/region-area.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import type { CaseRecord } from '../../platform/procedures/store/case-record.ts';
import { readCase } from '../../platform/procedures/store/cases.ts';
import { getEntry, type EntrySeen } from '../catalog/index.ts';
import { divisions, townshipsOf } from '../organisation/index.ts';
import { areaLookIn, probeEntry, type Source } from '../resource/index.ts';
import { censusOf } from './census.ts';
import { acts } from './contract.ts';
import * as store from './store.ts';

export interface CheckDeps { readonly directory: Directory; readonly source: Source }

export function refluxChecks({ directory, source }: CheckDeps): Record<CheckOf<typeof reflux>, Check> {
  return {
    entryPublished: async (tx, now) => {
      const it = await recordOf(tx, now);
      mustStand(await getEntry(tx, it.entryRegion, it.entry));
    },
    itemsOfEntry: async (tx, now) => {
      const it = await recordOf(tx, now);
      const { body } = await getEntry(tx, it.entryRegion, it.entry);
      const foreign = acts.request.parse(now.stated).items.filter((n) => !body.items.some((item) => item.n === n));
      if (foreign.length > 0) fail('REFLUX_ITEMS_FOREIGN', { items: foreign.join('、') });
    },
    /** 24 ¶1: 下级政府行政区域内: the receiver's region, or regions within it. */
    withinArea: async (tx, now) => {
      const it = await recordOf(tx, now);
      const outside = acts.request.parse(now.stated).regions.filter((code) => code !== it.receiverRegion && !within(divisions(), code, [it.receiverRegion]));
      if (outside.length > 0) fail('REFLUX_OUTSIDE_AREA', { regions: outside.map((code) => divisions().names.get(code) ?? code).join('、'), receiver: await nameOf(tx, directory, it.receiver) });
    },
    /** 30 ¶3: named by the county, or the city that has none, within what it asks for. */
    villagesServed: async (tx, now) => {
      const { below, regions } = acts.request.parse(now.stated);
      if (below.length === 0) return;
      const it = await recordOf(tx, now);
      if (!servesVillages(divisions(), it.receiverRegion)) fail('REFLUX_VILLAGES_NOT_HERE', { receiver: await nameOf(tx, directory, it.receiver) });
      const outside = below.filter(({ code }) => belongs(divisions(), code.slice(0, 6), regions) !== 'ours');
      if (outside.length > 0) fail('REFLUX_VILLAGE_OUTSIDE', { names: outside.map((one) => one.name).join('、') });
      if (new Set(below.map((one) => one.code)).size < below.length) fail('REFLUX_VILLAGE_TWICE');
      for (const one of below) mustBeSo(one);
    },
    /** Whoever reflows of its own accord has no ground against itself. */
    requestedBelow: async (_tx, now) => {
      if (now.facts['side'] === 'sender') fail('REFLUX_OWN_GROUND');
    },
    /** 27 ¶2: who ended what was stopped does not get the same anew before what it holds is disposed of. */
    earlierSettled: async (tx, now) => {
      const it = await recordOf(tx, now);
      for (const { reflux, grant } of await store.endedStopped(tx, it.receiver, it.entry)) {
        if ((await readCase(tx, grant))?.state !== 'disposed') fail('REFLUX_STOPPED_BEFORE', { number: (await readCase(tx, reflux))?.number ?? '' });
      }
    },
    /** 27 ¶2, 35 ¶3: what is stopped is not gone round by another, whoever begins it. */
    noneStopped: async (tx, now) => {
      const it = await recordOf(tx, now);
      const stopped = (await store.connectedBetween(tx, it.receiver, it.entry)).find((one) => !one.running);
      if (stopped !== undefined) fail('REFLUX_PAUSED', { number: (await readCase(tx, toAt(stopped)))?.number ?? '' });
    },
    /** Beside one that runs: more items, more of the area, or townships that it does not serve yet (decision 0199). */
    moreThanFlows: async (tx, now) => {
      const it = await recordOf(tx, now);
      const asked = acts.request.parse(now.stated);
      const same = (await store.connectedBetween(tx, it.receiver, it.entry)).find((one) => covers(one, asked));
      if (same !== undefined) fail('REFLUX_FLOWS_ALREADY', { number: (await readCase(tx, toAt(same)))?.number ?? '' });
    },
    regionColumnBound: (tx, now) => columnFits(tx, source, now),
    /** 22: the platform's own probe, for every item and in the way that they are given. */
    probed: async (tx, now) => {
      const it = await recordOf(tx, now);
      const { body } = await getEntry(tx, it.entryRegion, it.entry);
      const why = await probeEntry(tx, source, { entryRegion: it.entryRegion, entry: it.entry, items: body.items.filter((item) => it.items.includes(item.n)), mode: 'service', serviceKind: 'query' });
      if (why !== null) fail('PROBE_FAILED', { why });
    },
  };
}

/** A township that the list of 2023 has goes by its name there; of villages, and of what came since, no list is known here. */
function mustBeSo({ code, name }: store.Village): void {
  if (code.length === 12 && !code.endsWith('000')) return;
  const listed = townshipsOf(code.slice(0, 6)).find((one) => one.code === code.slice(0, 9));
  if (listed !== undefined && listed.name !== name) fail('REFLUX_VILLAGE_NAME', { code, name, listed: listed.name });
}

const toAt = (row: store.RefluxRecord): store.At => ({ region: row.region, id: row.caseId });

/** Whether all of what is asked for flows by this one. */
export function covers(running: Pick<store.RefluxRecord, 'items' | 'regions' | 'below'>, asked: Pick<store.RefluxRecord, 'items' | 'regions' | 'below'>): boolean {
  return asked.items.every((n) => running.items.includes(n)) && asked.regions.every((code) => within(divisions(), code, running.regions)) && asked.below.every(({ code }) => running.below.some((one) => one.code === code));
}

/** 15: what a 法律, 行政法规 or 国务院决定 forbids to share does not flow back either (reading). */
export function mustStand(entry: EntrySeen): void {
  if (entry.secret) fail('ENTRY_NOT_FOUND');
  if (entry.attribute === 'not-shared') fail('ENTRY_NOT_SHARED', { entry: entry.name, ground: entry.body.sharing.basis.map((one) => one.name).join('、') });
  if (entry.state !== 'published') fail('REFLUX_ENTRY_OFF', { entry: entry.name });
}

/** The column holds region codes, and its rows can be told apart. What was counted is kept: the sender sees which codes are none. */
async function columnFits(tx: Tx, source: Source, now: Moving): Promise<void> {
  const it = await recordOf(tx, now);
  const { regionItem } = acts.connect.parse(now.stated);
  const item = (await getEntry(tx, it.entryRegion, it.entry)).body.items.find((one) => one.n === regionItem)?.name ?? `第 ${regionItem} 项`;
  const look = await areaLookIn(tx, source, it.entryRegion, it.entry, regionItem);
  if (look === undefined) return fail('REFLUX_COLUMN_UNBOUND', { item });
  if (!look.keyed) fail('REFLUX_NO_KEY');
  const census = censusOf(await look.counts(), it.regions);
  if (census.rows > 0 && census.ours + census.elsewhere + census.divided === 0) fail('REFLUX_COLUMN_UNFIT', { item });
  await store.setReflux(tx, now, { census, bound: look.bound });
}

/** The one asked for and not connected yet that this department may know of: what the other side only drafts keeps nobody from asking (24 ¶1). */
export async function openFor(tx: Tx, org: string, receiver: string, entry: string, but?: string): Promise<CaseRecord | undefined> {
  for (const at of await store.openBetween(tx, receiver, entry)) {
    const row = at.id === but ? undefined : await readCase(tx, at);
    if (row !== undefined && (row.privateTo === null || row.privateTo === org)) return row;
  }
  return undefined;
}

export async function recordOf(tx: Tx, at: store.At): Promise<store.RefluxRecord> {
  return (await store.findReflux(tx, at)) ?? fail('REFLUX_NOT_FOUND');
}

async function nameOf(tx: Tx, directory: Directory, org: string): Promise<string> {
  return (await directory.organisation(tx, org))?.name ?? org;
}
