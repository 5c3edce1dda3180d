import { dayAt } from '../../law/machine-time.ts';
import { dayKind, isWorkingDay } from '../../law/calendar.ts';
import { addDays, type PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Agreement } from '../grant/index.ts';
import type { RecordIn, UsageView } from './contract.ts';
import { kindsOf } from './kinds.ts';
import { attachmentsOf } from '../../platform/procedures/store/attachments.ts';
import * as store from './store/records.ts';
import { typicalOf } from './store/typical.ts';
import { sumsByDay } from './store/sums.ts';

export const kindZh: Readonly<Record<string, string>> = { effect: '应用成效', storage: '存储情况', destruction: '销毁情况' };
const daysShown = 30;

/** Machine date in Shanghai: records and their sums are by the machine's time, whatever the legal date of a demonstration is. */
export function machineToday(): PlainDate {
  return dayAt(Date.now());
}

/** Who looks: an authority may make a good effect known. */
export interface Viewer { readonly publishes: boolean }

/** The usage record of one grant: thirty days, the five kinds, what the requester wrote. */
export async function usageView(tx: Tx, directory: Directory, it: Agreement, viewer: Viewer): Promise<UsageView> {
  const today = machineToday();
  const from = addDays(today, 1 - daysShown);
  const [days, sums, entries] = [await sumsByDay(tx, [it], from), await store.sumsOf(tx, it), await store.entriesOf(tx, it)];
  const calendar = await directory.calendarOf(tx, it.region);
  const found = new Map(days.map((day) => [day.day, day]));
  const last = (kind: string): PlainDate | undefined => entries.find((entry) => entry.kind === kind)?.onDay as PlainDate | undefined;
  const corrected = new Map(entries.filter((entry) => entry.corrects !== null).map((entry) => [entry.corrects as string, entry.number]));
  const [files, typical] = [new Map((await attachmentsOf(tx, it.region, it.id)).map((file) => [file.id, file])), await typicalOf(tx, it)];
  const numbers = new Map(entries.map((entry) => [entry.id, entry.number]));
  return {
    ref: `${it.region}-${it.id}`, title: it.body.entryName, requester: it.requester, provider: it.provider, sums,
    days: Array.from({ length: daysShown }, (_, n) => {
      const on = addDays(from, n);
      const day = found.get(on);
      return { on, calls: day?.calls ?? 0, rows: day?.rows ?? 0, refused: day?.refused ?? 0, failed: day?.failed ?? 0, working: isWorkingDay(calendar, on), holiday: dayKind(calendar, on).name };
    }),
    kinds: kindsOf({
      mode: it.body.mode, state: it.state, purpose: it.purpose, systems: it.body.systems, deliveredOn: it.deliveredOn as PlainDate | null, disposeBy: it.disposal.by as PlainDate | null,
      calls: sums.calls, refused: sums.refused, last: { effect: last('effect'), storage: last('storage'), destruction: last('destruction') },
    }, await directory.legalToday(tx)),
    records: await Promise.all(entries.map(async (entry) => ({
      id: entry.id, kind: entry.kind, zh: kindZh[entry.kind] ?? entry.kind, number: entry.number, at: entry.at, on: entry.onDay, text: textOf(entry.body as RecordIn),
      corrects: entry.corrects === null ? null : (numbers.get(entry.corrects) ?? null), correctedBy: corrected.get(entry.id) ?? null, org: entry.org, by: await directory.labelOf(tx, entry.person), attachments: [...entry.attachments],
      files: entry.attachments.flatMap((id) => { const file = files.get(id); return file === undefined ? [] : [{ id, region: file.region, name: file.name, media: file.media, bytes: file.bytes, sha256: file.sha256 }]; }),
      stated: { ...(entry.body as object) }, typical: typical.has(entry.id), mayPublish: viewer.publishes && entry.kind === 'effect' && !corrected.has(entry.id) && !typical.has(entry.id),
    }))),
  };
}

/** A record as a sentence, for lists and prints. */
export function textOf(body: RecordIn): string {
  if (body.kind === 'effect') return `办理 ${body.matters} 件，免交证明 ${body.papers} 份。${body.text}`;
  if (body.kind === 'storage') return `存于${body.where}，自 ${body.since} 起；${body.protected}`;
  return `${body.on} 销毁：${body.text}`;
}
