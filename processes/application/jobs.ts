import type { EventName } from '../../law/events.ts';
import { queueJob } from '../../platform/jobs/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { EngineInside, Happened } from '../../platform/procedures/process.ts';
import type { Queued } from '../../platform/procedures/store/outbox.ts';
import { addFigure } from '../catalog/index.ts';
import { officerNeeded } from './officer.ts';
import { getApplication, openOn, waitingOf, writeApplication, type Ref } from './store.ts';

const PAGE = 100;
const APPLICANTS = 'application.entry-changed';
const LINKAGE = 'application.linkage';

/** What the applicants of an entry are told; as it waits in the outbox. */
interface Telling { readonly entryRegion: string; readonly entry: string; readonly text: string; readonly after: Ref | null }
/** Whose applications under way are looked at again, since what it holds has changed. */
interface Looking { readonly requester: string; readonly after: Ref | null }

/** Who applied for an entry is told what became of it (17 ¶3); what a department holds has changed, so the risk of what it asks for has, too (25 ¶2). */
export const applicationEvents: Partial<Record<EventName, (tx: Tx, happened: Happened) => Promise<void>>> = {
  'catalog.published': async (tx, it) => {
    if (it.body['version'] === '1') return;
    const changed = it.body['changed'] ? `，变更：${String(it.body['changed'])}` : '';
    await tell(tx, it, `目录《${String(it.body['name'])}》已更新为第 ${String(it.body['version'])} 版${changed}。已经收到的申请按收到时的版本办理，尚未发出的请按现行目录核对`);
  },
  'catalog.withdrawn': async (tx, it) => {
    if (it.body['secret'] === 'no') await tell(tx, it, `目录《${String(it.body['name'])}》已下架。已经收到的申请照常答复，尚未发出的不再受理`);
  },
  'catalog.hidden': (tx, it) => tell(tx, it, '所申请的目录已紧急下线，恢复之前不能提出新的申请，也不能交付'),
  'catalog.restored': (tx, it) => tell(tx, it, '所申请的目录已恢复'),
  /** An overdue reply counts as late from now on, whenever it comes (23). */
  'clock.lapsed': async (tx, it) => {
    if (it.from.kind !== 'application' || it.body['clock'] !== 'reply') return;
    const row = await getApplication(tx, it.from);
    if (row.lateCounted) return;
    await writeApplication(tx, row, { lateCounted: true });
    await addFigure(tx, row, { late: 1 });
  },
  'grant.ended': (tx, it) => lookAgain(tx, it.from.region, it.from.requester),
  'grant.terminated': (tx, it) => lookAgain(tx, it.from.region, it.from.requester),
};

/** Queues another look at the applications under way of a department. */
export async function lookAgain(tx: Tx, region: string, requester: string | null): Promise<void> {
  if (requester !== null) await queueJob(tx, { region, topic: LINKAGE, body: { requester, after: null } satisfies Looking });
}

async function tell(tx: Tx, it: Happened, text: string): Promise<void> {
  await queueJob(tx, { region: it.from.region, topic: APPLICANTS, body: { entryRegion: it.from.region, entry: String(it.body['entry']), text, after: null } satisfies Telling });
}

/** What events left in the outbox; a page a transaction. */
export function applicationHandlers({ inside }: { readonly inside: EngineInside }): Readonly<Record<string, (tx: Tx, row: Queued) => Promise<void>>> {
  return {
    [APPLICANTS]: async (tx, row) => {
      const it = row.body as Telling;
      const page = await openOn(tx, it, it.after, PAGE);
      for (const one of page) await inside.notify(tx, { org: one.requester }, `{number} {title}：${it.text}`, one);
      await goOn(tx, row, it, page);
    },
    [LINKAGE]: async (tx, row) => {
      const it = row.body as Looking;
      const page = await waitingOf(tx, it.requester, it.after, PAGE);
      for (const one of page) await officerNeeded(tx, inside, one);
      await goOn(tx, row, it, page);
    },
  };
}

async function goOn(tx: Tx, row: Queued, it: Telling | Looking, page: readonly Ref[]): Promise<void> {
  const last = page.at(-1);
  if (last !== undefined && page.length === PAGE) await queueJob(tx, { region: row.region, topic: row.topic, body: { ...it, after: { region: last.region, id: last.id } } });
}
