import { fail } from '../../law/errors.ts';
import { gateChange } from '../../platform/gate/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Moving } from '../../platform/procedures/process.ts';
import { entryNoLongerHidden, reportIncident } from '../security/index.ts';
import { acts } from './contract.ts';
import { list, unlist, withOutside } from './listing.ts';
import { tellHidden, tellRestored, tellWithdrawn } from './notices.ts';
import { entryOf } from './scope.ts';
import { openDraftOf } from './store/drafts.ts';
import * as entries from './store/entries.ts';
import { endConsent } from './store/figures.ts';

/**
 * Art. 3 ¶1: what turns out to be a 国家秘密 or 工作秘密 is no government data. The entry and every grant of it stop in this
 * transaction: one row for the gateways (2 seconds), the grants' own moves follow; an incident opens.
 */
export async function hide(tx: Tx, now: Moving): Promise<void> {
  const key = entryOf(now);
  const entry = (await entries.lockEntry(tx, key)) ?? fail('ENTRY_NOT_FOUND');
  const { reason } = acts.hide.parse(now.stated);
  await entries.setEntry(tx, key, { state: 'hidden' });
  await unlist(tx, key);
  gateChange(tx, { region: key.region, what: 'entry', id: key.entry, stopped: true });
  const version = entry.currentVersion === null ? undefined : await entries.findVersion(tx, key, entry.currentVersion);
  const name = version?.name ?? now.title;
  await reportIncident(tx, now.engine, {
    by: 'catalog.hidden', region: key.region, department: entry.provider, what: `目录《${name}》疑属国家秘密或者工作秘密，已紧急下线：${reason}`.slice(0, 2000),
    since: now.today, data: `目录 ${entry.code ?? ''}《${name}》`, personal: version?.body.items.some((item) => item.personal !== 'none') ?? false, entry: { region: key.region, id: key.entry },
  });
  await moveOpen(tx, now, 'pause', 'catalog.hidden');
  Object.assign(now.told, { entry: key.entry, entryRegion: key.region, name });
  await tellHidden(tx, now, { name, code: entry.code });
}

/** Restored by a person only; grants are lifted by their own process, the gate opens with this commit. */
export async function restore(tx: Tx, now: Moving, directory: Directory): Promise<void> {
  const key = entryOf(now);
  const entry = (await entries.lockEntry(tx, key)) ?? fail('ENTRY_NOT_FOUND');
  const version = await entries.findVersion(tx, key, entry.currentVersion ?? 0);
  if (!version || entry.code === null) return fail('ENTRY_NOT_FOUND');
  await entries.setEntry(tx, key, { state: 'published' });
  await list(tx, directory, { ...key, version: version.version, code: entry.code, provider: entry.provider, publishedOn: version.publishedOn, body: withOutside(version.body, entry.outside) });
  gateChange(tx, { region: key.region, what: 'entry', id: key.entry, stopped: false });
  await entryNoLongerHidden(tx, key.region, key.entry);
  await moveOpen(tx, now, 'resume', 'catalog.restored');
  Object.assign(now.told, { entry: key.entry, entryRegion: key.region });
  await tellRestored(tx, now, { name: version.name, code: entry.code });
}

/** The paper says secret: the entry goes for good, its open case ends, its grants are closed by their own process. */
export async function withdrawAsSecret(tx: Tx, now: Moving): Promise<void> {
  const key = entryOf(now);
  const entry = (await entries.lockEntry(tx, key)) ?? fail('ENTRY_NOT_FOUND');
  await entries.setEntry(tx, key, { state: 'withdrawn', secret: true });
  await endConsent(tx, key, now.today, null, '目录已下架');
  await entryNoLongerHidden(tx, key.region, key.entry);
  await moveOpen(tx, now, 'abandon', 'catalog.withdrawn-as-secret');
  Object.assign(now.told, { entry: key.entry, entryRegion: key.region, secret: 'yes' });
  await tellWithdrawn(tx, now, { name: now.title, code: entry.code });
}

async function moveOpen(tx: Tx, now: Moving, act: string, clock: string): Promise<void> {
  const open = await openDraftOf(tx, entryOf(now));
  if (open && open.caseId !== now.id) await now.engine.moveIfAny(tx, { region: now.region, id: open.caseId }, act, { clock });
}
