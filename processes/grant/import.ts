import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Moving, Opening } from '../../platform/procedures/process.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import { getEntry } from '../catalog/index.ts';
import { acts } from './contract.ts';
import { keyKinds } from './identifying.ts';
import { insertAgreement } from './store/agreement.ts';

/**
 * 存量 (44): sharing that ran before the platform, entered by its provider with the papers, in force once both heads
 * have signed. Its clocks count no day before 2025-08-01.
 */
export async function openImport(tx: Tx, actor: Actor, stated: Readonly<Record<string, unknown>>, today: PlainDate): Promise<Opening> {
  const { entryRegion, entry: id, requester, mode, term } = acts.import.parse(stated);
  const entry = await getEntry(tx, entryRegion, id);
  if (entry.provider !== actor.org) fail('ENTRY_NOT_FOUND');
  if (requester === actor.org) fail('OWN_ENTRY');
  if (term.to !== null && (term.to < term.from || term.to <= today)) fail('TERM_INVALID');
  return { title: entry.name, requester, provider: actor.org, facts: { attribute: entry.attribute, mode, entry: id, entryRegion, standingConsent: 'no', ...(term.to === null ? {} : { termEnd: term.to }) } };
}

export async function writeImported(tx: Tx, now: Moving): Promise<void> {
  const stated = acts.import.parse(now.stated);
  const entry = await getEntry(tx, stated.entryRegion, stated.entry);
  const items = entry.body.items.filter((item) => stated.items.includes(item.n));
  if (items.length !== stated.items.length) fail('ITEMS_NOT_IN_ENTRY', { items: stated.items.filter((n) => !items.some((item) => item.n === n)).join('、') });
  await insertAgreement(tx, {
    region: now.region, id: now.id, requester: stated.requester, provider: now.provider as string, applicationRegion: null, applicationId: null,
    entryRegion: stated.entryRegion, entry: stated.entry, entryVersion: entry.version, purpose: stated.purpose,
    termFrom: stated.term.from, termTo: stated.term.to, state: now.toState, renewsRegion: null, renewsId: null,
    disposal: { how: stated.disposal.how, days: stated.disposal.days, by: null, basis: stated.disposal.basis },
    body: {
      entryName: entry.name, entryCode: entry.code, attribute: entry.attribute, items, keyKinds: keyKinds(entry.body.items, stated.mode), range: stated.papers, mode: stated.mode, serviceKind: stated.mode === 'service' ? 'query' : null,
      rowFilter: [], masks: {}, conditions: [], quota: stated.quota, systems: [], addresses: [], contact: entry.body.contact, phone: entry.body.phone, applicationNumber: null,
    },
  });
}
