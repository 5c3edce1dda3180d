import type { EventName } from '../../law/events.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { gateChange } from '../../platform/gate/index.ts';
import { queueJob } from '../../platform/jobs/index.ts';
import type { EngineInside, Happened } from '../../platform/procedures/process.ts';
import { parseRef } from '../../platform/procedures/ref.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';
import { closeOnEntry } from './sandbox/jobs.ts';
import { runningOn, type Ref } from './store/agreement.ts';
import { unusedLong } from './unused.ts';

/** Grants moved in one transaction, the event's own included; the rest are the next piece of work. */
const PAGE = 200;
export const FOLLOW_EVENT = 'grants.follow';

/** Which grants an event moves, and how; as it waits in the outbox. `after`: moved up to this one already. */
interface Following {
  readonly event: EventName; readonly act: string; readonly stated: Record<string, unknown>;
  readonly on: { readonly entryRegion: string; readonly entry: string } | { readonly named: readonly Ref[] };
  readonly after: Ref | null;
}

/**
 * What happens elsewhere and reaches grants (engine.md §5). An entry that is hidden stops all its grants with one
 * gate change in the same transaction; their cases follow, two hundred a transaction.
 */
export const grantEvents: Partial<Record<EventName, (tx: Tx, happened: Happened) => Promise<void>>> = {
  'catalog.hidden': async (tx, happened) => {
    const on = entryOf(happened);
    gateChange(tx, { region: on.entryRegion, what: 'entry', id: on.entry, stopped: true });
    await follow(tx, happened, { act: 'hold', on, stated: { reason: '目录已紧急下线', incident: null } });
  },
  'catalog.restored': async (tx, happened) => {
    const on = entryOf(happened);
    gateChange(tx, { region: on.entryRegion, what: 'entry', id: on.entry, stopped: false });
    await follow(tx, happened, { act: 'lift', on, stated: {} });
  },
  // 27 ¶3: an update or withdrawal of the catalogue changes no running grant; who holds one is told what changed.
  'catalog.published': async (tx, happened) => {
    if (happened.body['version'] !== '1') await tellHolders(tx, happened, `目录《${String(happened.body['name'])}》已更新为第 ${String(happened.body['version'])} 版${changedZh(happened)}。本授权按原约定继续`);
  },
  'catalog.withdrawn': async (tx, happened) => {
    await closeOnEntry(tx, entryOf(happened).entryRegion, entryOf(happened).entry); // what was only tried ends with it
    if (happened.body['secret'] === 'no') await tellHolders(tx, happened, `目录《${String(happened.body['name'])}》已下架，不再受理新的申请。本授权按原约定继续`);
  },
  'catalog.withdrawn-as-secret': (tx, happened) => follow(tx, happened, { act: 'close', on: entryOf(happened), stated: {} }),
  // At `contain`, not at `report`: anybody may report, so a report alone must not be able to stop sharing (decision 0004).
  'incident.contained': (tx, happened) => follow(tx, happened, { act: 'hold', on: { named: named(happened) }, stated: hold(happened) }),
  'incident.eliminated': (tx, happened) => follow(tx, happened, { act: 'lift', on: { named: named(happened) }, stated: {} }),
  'incident.dismissed': (tx, happened) => follow(tx, happened, { act: 'lift', on: { named: named(happened) }, stated: {} }),
  'clock.lapsed': unusedLong,
};

/** Goes on with an event that more than two hundred grants follow. A grant has moved on since: then it stays as it is. */
export function grantHandlers(deps: { readonly inside: EngineInside }): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  return {
    [FOLLOW_EVENT]: (tx, row) => moveSome(tx, deps.inside, row.region, row.body as Following),
    [TELL_HOLDERS]: (tx, row) => tellSome(tx, deps.inside, row.region, row.body as Telling),
  };
}

export const TELL_HOLDERS = 'grants.tell';
/** What the holders of an entry are told; as it waits in the outbox. */
interface Telling { readonly entryRegion: string; readonly entry: string; readonly text: string; readonly after: Ref | null }

const changedZh = (happened: Happened): string => (happened.body['changed'] ? `，变更：${String(happened.body['changed'])}` : '');

async function tellHolders(tx: Tx, happened: Happened, text: string): Promise<void> {
  await queueJob(tx, { region: happened.from.region, topic: TELL_HOLDERS, body: { ...entryOf(happened), text, after: null } satisfies Telling });
}

async function tellSome(tx: Tx, engine: EngineInside, region: string, it: Telling): Promise<void> {
  const page = await runningOn(tx, it.entryRegion, it.entry, it.after ?? undefined, PAGE);
  for (const grant of page) await engine.notify(tx, { org: grant.requester }, `{number} {title}：${it.text}`, grant);
  const last = page.at(-1);
  if (last !== undefined && page.length === PAGE) await queueJob(tx, { region, topic: TELL_HOLDERS, body: { ...it, after: { region: last.region, id: last.id } } satisfies Telling });
}

function follow(tx: Tx, happened: Happened, what: Omit<Following, 'event' | 'after'>): Promise<void> {
  return moveSome(tx, happened.engine, happened.from.region, { ...what, event: happened.event, after: null });
}

async function moveSome(tx: Tx, engine: EngineInside, region: string, it: Following): Promise<void> {
  const { page, rest } = await pageOf(tx, it);
  for (const grant of page) await engine.moveIfAny(tx, grant, it.act, { clock: it.event }, it.stated);
  if (rest !== null) await queueJob(tx, { region, topic: FOLLOW_EVENT, body: rest });
}

/** The next grants, in one order for all (region, id), and what is left. */
async function pageOf(tx: Tx, it: Following): Promise<{ page: readonly Ref[]; rest: Following | null }> {
  if ('named' in it.on) {
    const [page, left] = [it.on.named.slice(0, PAGE), it.on.named.slice(PAGE)];
    return { page, rest: left.length === 0 ? null : { ...it, on: { named: left } } };
  }
  const page = (await runningOn(tx, it.on.entryRegion, it.on.entry, it.after ?? undefined, PAGE)).map(({ region, id }) => ({ region, id }));
  return { page, rest: page.length < PAGE ? null : { ...it, after: page.at(-1) as Ref } };
}

function entryOf(happened: Happened): { entryRegion: string; entry: string } {
  return { entryRegion: happened.from.region, entry: String(happened.body['entry']) };
}

/** The grants that an incident names, written with blanks between. */
function named(happened: Happened): Ref[] {
  return String(happened.body['grants'] ?? '').split(' ').filter((ref) => ref !== '').sort().map(parseRef);
}

function hold(happened: Happened): Record<string, unknown> {
  return { reason: `安全事件 ${happened.from.number ?? ''}`.trim(), incident: `${happened.from.region}-${happened.from.id}` };
}
