import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { queueJob } from '../../platform/jobs/index.ts';
import { CIRCULAR, type Circular } from './jobs.ts';
import { entryOf } from './scope.ts';
import { subscribersOf } from './store/figures.ts';

/**
 * Art. 16 ¶1: “审核通过后统一向政府部门通告”: every department of the region is told, as work that follows the act; those who
 * subscribed are told by name. Holders and applicants are told by the processes that know them (grant, application), on the same event.
 */
interface About { readonly name: string; readonly code: string | null }

export async function tellPublished(tx: Tx, now: Moving, it: About & { readonly version: number; readonly first: boolean; readonly changed: string }): Promise<void> {
  await circular(tx, now, `目录通告：${it.code ?? ''}《${it.name}》${it.first ? '发布' : `更新，现为第 ${it.version} 版`}。`);
  if (!it.first) await tellSubscribers(tx, now, `您订阅的目录《${it.name}》已更新为第 ${it.version} 版${it.changed === '' ? '' : `，变更：${it.changed}`}。可在目录页对照查看。`);
}

export async function tellWithdrawn(tx: Tx, now: Moving, it: About): Promise<void> {
  await circular(tx, now, `目录通告：${it.code ?? ''}《${it.name}》已下架，不再受理新的申请。`);
  await tellSubscribers(tx, now, `您订阅的目录《${it.name}》已下架。`);
}

export async function tellHidden(tx: Tx, now: Moving, it: About): Promise<void> {
  await tellSubscribers(tx, now, `目录 ${it.code ?? ''} 已紧急下线，相关授权暂停使用。`);
}

export async function tellRestored(tx: Tx, now: Moving, it: About): Promise<void> {
  await tellSubscribers(tx, now, `目录 ${it.code ?? ''}《${it.name}》已恢复。`);
}

/** A circular to all departments of the case's region but the one that it is from. */
export async function circular(tx: Tx, now: Pick<Moving, 'region' | 'id' | 'provider'>, text: string): Promise<void> {
  await queueJob(tx, { region: now.region, topic: CIRCULAR, body: { region: now.region, caseId: now.id, text, but: now.provider, after: null } satisfies Circular });
}

async function tellSubscribers(tx: Tx, now: Moving, text: string): Promise<void> {
  for (const org of await subscribersOf(tx, entryOf(now))) await now.engine.notify(tx, { org }, text, { region: now.region, id: now.id });
}
