import { addWorkingDays } from '../../law/calendar.ts';
import { isLawError } from '../../law/errors.ts';
import { numberOn } from '../../law/jurisdiction.ts';
import { queueJob, type Job } from '../../platform/jobs/index.ts';
import type { Keys } from '../../platform/keys/index.ts';
import { transact, type Db, type Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EngineInside, Moving } from '../../platform/procedures/process.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';
import { concerns } from '../catalog/index.ts';
import { everGivenOn, type EverGiven } from '../grant/index.ts';
import type { RecordSeen, Source } from '../resource/index.ts';
import { receiptsOf } from '../usage/index.ts';
import { sourceOf } from './look.ts';
import { sealingOf } from './seal.ts';
import type { At, CorrectionRecord } from './store/corrections.ts';
import * as store from './store/corrections.ts';
import * as receivers from './store/receivers.ts';
import * as rows from './store/rows.ts';

/**
 * Whoever received a record that was put right is found, told, and awaited until it has confirmed (26 ¶2). Calls: by the digests of
 * their keys in `received`, a look-up by primary key a record. Batches and files keep no keys: a grant whose items and rows include
 * the record counts, which may be one too many and is never one too few.
 */
export const RECALL = 'correction.recall';
const pageRows = 500;

export interface RecallDeps { readonly db: Db; readonly directory: Directory; readonly inside: EngineInside; readonly keys: Keys; readonly source: Source }
/** `before`: what was received later had the new value. `pass`: a gateway's records come within a second or so, of one that was down when it is back. */
interface Recalling extends At { readonly after: number; readonly before: string; readonly pass: number }
/** Looked again after so many seconds: records of the last calls are on their way, those of a gateway that was down come when it is back. */
const passes = [0, 5, 120, 3_600, 86_400] as const;

/** With the act that upholds: the receivers are looked for as work of its own, however many records there are. */
export async function recall(tx: Tx, now: Moving): Promise<void> {
  const before = new Date();
  for (const [pass, seconds] of passes.entries()) {
    await queueJob(tx, { region: now.region, topic: RECALL, dueAt: new Date(before.getTime() + seconds * 1_000).toISOString(), body: { region: now.region, id: now.id, after: 0, before: before.toISOString(), pass } satisfies Recalling });
  }
}

export function recallHandlers(deps: Omit<RecallDeps, 'db'>): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  return { [RECALL]: (tx, row) => recallSome(tx, deps, row.body as Recalling) };
}

/** Five hundred records a transaction; after the last those who received any are told. */
async function recallSome(tx: Tx, deps: Omit<RecallDeps, 'db'>, work: Recalling): Promise<void> {
  const it = await store.findCorrection(tx, work);
  if (it === undefined || it.answeredOn === null) return; // contested meanwhile: what is fed back again is looked for again
  const page = await rows.rowsOf(tx, work, { after: work.after, limit: pageRows, outcome: 'upheld' });
  if (page.length > 0) await receivers.addRecalls(tx, work, await receiversOf(tx, deps, it, page, work));
  const last = page.at(-1);
  if (last !== undefined && page.length === pageRows) await queueJob(tx, { region: work.region, topic: RECALL, body: { ...work, after: last.n } satisfies Recalling });
  else await tellAll(tx, deps, work);
}

async function receiversOf(tx: Tx, deps: Omit<RecallDeps, 'db'>, it: CorrectionRecord, page: readonly rows.RowRecord[], work: Recalling): Promise<receivers.Recall[]> {
  const grants = await everGivenOn(tx, it.entryRegion, it.entry);
  const byId = new Map(grants.map((grant) => [grant.id, grant]));
  const numbers = new Map<string, number[]>();
  for (const row of page) numbers.set(row.keyDigest.toString('hex'), [...(numbers.get(row.keyDigest.toString('hex')) ?? []), row.n]);
  const found: receivers.Recall[] = [];
  for (const receipt of await receiptsOf(tx, { region: it.entryRegion, entry: it.entry }, page.map((row) => row.keyDigest))) {
    const grant = byId.get(receipt.grant);
    if (grant !== undefined && Date.parse(receipt.firstAt) <= Date.parse(work.before)) for (const n of numbers.get(receipt.digest) ?? []) found.push({ org: grant.requester, n, grantRegion: grant.region, grantId: grant.id, how: 'call' });
  }
  const batches = grants.filter((grant) => grant.mode !== 'service');
  return batches.length === 0 || work.pass > 0 ? found : [...found, ...(await inBatches(tx, deps, it, page, batches))];
}

async function inBatches(tx: Tx, deps: Omit<RecallDeps, 'db'>, it: CorrectionRecord, page: readonly rows.RowRecord[], grants: readonly EverGiven[]): Promise<receivers.Recall[]> {
  const seen = await sourceOf(tx, deps, it, page).catch((thrown: unknown) => (isLawError(thrown) ? undefined : Promise.reject(thrown as Error))); // the source is away: what nobody knows counts as met
  const opened = new Map((seen ?? []).map((one) => [one.row.n, one]));
  const sealing = sealingOf(deps.keys, it);
  return page.flatMap((record) => {
    const known = opened.get(record.n);
    const row = known?.row ?? sealing.open({ region: it.region, id: it.caseId }, record);
    const values = new Map<number, string | null>(known?.source ?? it.keys.map((key, at) => [key.n, row.key[at] ?? null]));
    // The value that was wrong is the one that was given out: a filter on it is met by the old value too.
    const old = row.item === null || row.seen === null ? values : new Map(values).set(row.item, row.seen);
    return grants.filter((grant) => (record.item === null || grant.items.includes(record.item)) && (mayInclude(grant, values) || mayInclude(grant, old)))
      .map((grant) => ({ org: grant.requester, n: record.n, grantRegion: grant.region, grantId: grant.id, how: 'batch' as const }));
  });
}

/** Whether the rows of a grant may include this record; a condition on a value that nobody knows counts as met. */
export function mayInclude(grant: Pick<EverGiven, 'rowFilter'>, values: RecordSeen): boolean {
  return grant.rowFilter.every(({ item, op, values: wanted }) => {
    const value = values.get(item);
    if (value === undefined || value === null) return true;
    const [from = '', to = ''] = wanted;
    if (op === 'area') return wanted.includes(value.slice(0, 6));
    if (op === 'prefix') return value.startsWith(from);
    if (op === 'between') return between(value, from, to);
    return wanted.includes(value);
  });
}

const number = /^[+-]?\d{1,15}(\.\d+)?$/;
const between = (value: string, from: string, to: string): boolean => ([value, from, to].every((text) => number.test(text)) ? Number(from) <= Number(value) && Number(value) <= Number(to) : from <= value && value <= to);

/** Enters them as parties at once, and tells each: what it is about and that it confirms, nothing of the record. */
async function tellAll(tx: Tx, { directory, inside }: Omit<RecallDeps, 'db'>, at: At): Promise<void> {
  const today = await directory.legalToday(tx);
  const found = await receivers.receiversFound(tx, at);
  for (const { org, rows: count } of found) {
    const orgRegion = (await directory.organisation(tx, org))?.region ?? at.region;
    await receivers.addReceiver(tx, at, { org, orgRegion, rows: count, toldOn: today, remindOn: addWorkingDays(await directory.calendarOf(tx, orgRegion), today, numberOn(await directory.jurisdictionOf(tx, orgRegion), 'recall-silent-days', today)).date });
  }
  const fresh = found.filter((one) => !one.known);
  if (fresh.length > 0) await inside.addParties(tx, at, 'receiver', fresh.map((one) => one.org));
  const it = fresh.length > 0 ? await store.findCorrection(tx, at) : undefined;
  if (it !== undefined) await concerns(tx, it, { ...at, requester: null, provider: null, authority: null }, fresh.map((one) => one.org));
  for (const { org, rows: count, known, told } of found) {
    if (known && count <= told) continue; // told already, and nothing came to it
    await inside.notify(tx, { org, post: 'clerk' }, known ? `{number} {title}：更正的记录又有变化，涉及本部门取得的 ${count} 条，请核对` : `{number} {title}：提供部门更正了本部门取得过的 ${count} 条记录，请更正本部门的数据并确认`, at);
  }
}

/** Silence reminds, once (local: `recall-silent-days`). */
export function recallJobs(deps: Pick<RecallDeps, 'db' | 'directory' | 'inside'>): Job[] {
  return [{ name: 'corrections-silent', everyMs: 10 * 60_000, run: async () => (await remindSilent(deps)) === pageRows }];
}

export async function remindSilent({ db, directory, inside }: Pick<RecallDeps, 'db' | 'directory' | 'inside'>): Promise<number> {
  return transact(db, async (tx) => {
    const silent = await receivers.claimSilent(tx, await directory.legalToday(tx), pageRows);
    for (const { region, id, org } of silent) for (const post of ['clerk', 'head']) await inside.notify(tx, { org, post }, '{number} {title}：提供部门更正的记录，本部门还没有确认已更正，请核对后确认', { region, id });
    return silent.length;
  });
}
