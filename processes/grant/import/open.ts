import type { z } from 'zod';
import { codeZh, sharingModes } from '../../../law/codes.ts';
import { fail } from '../../../law/errors.ts';
import { isPlainDate, type PlainDate } from '../../../law/plain-date.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Moving, Opening } from '../../../platform/procedures/process.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import { entryVersion, getEntry, type EntrySeen } from '../../catalog/index.ts';
import { acts } from '../contract.ts';
import { keyKinds } from '../identifying.ts';
import { insertAgreement } from '../store/agreement.ts';
import { findKnown } from '../store/held.ts';

/**
 * 存量 (44): sharing that ran before the platform, entered by its provider with the papers, in force once both heads
 * have signed. Its clocks begin with that day and count no day before 2025-08-01.
 */
export async function openImport(tx: Tx, actor: Actor, stated: Readonly<Record<string, unknown>>, today: PlainDate): Promise<Opening> {
  const it = acts.import.parse(stated);
  const entry = await getEntry(tx, it.entryRegion, it.entry);
  if (entry.provider !== actor.org) fail('ENTRY_NOT_FOUND');
  if (it.requester === actor.org) fail('OWN_ENTRY');
  mustBeShared(entry);
  const unknown = it.items.filter((n) => !entry.body.items.some((item) => item.n === n));
  if (unknown.length > 0) fail('ITEMS_NOT_IN_ENTRY', { items: unknown.join('、') });
  if (!entry.body.modes.includes(it.mode)) fail('MODE_NOT_OFFERED', { mode: codeZh(sharingModes, it.mode), offered: entry.body.modes.map((mode) => codeZh(sharingModes, mode)).join('、') });
  const { publishedOn } = await entryVersion(tx, it.entryRegion, it.entry, 1);
  if (isPlainDate(it.term.from) && (it.term.from > publishedOn || it.term.from > today)) fail('OLD_SHARING_NOT_BEGUN', { publishedOn }); // else no application would be needed any more (20 ¶2)
  if (it.term.to === null && it.term.reason.length < 4) fail('TERM_NEEDS_END_OR_REASON');
  if (!isPlainDate(it.term.from) || (it.term.to !== null && (!isPlainDate(it.term.to) || it.term.to < it.term.from || it.term.to <= today))) fail('TERM_INVALID');
  if (it.disposal.how === 'keep' && it.disposal.basis.length < 2) fail('DISPOSAL_INSTRUCTION_MISSING');
  mustBeAsListed(it, entry);
  const known = await findKnown(tx, it);
  if (known !== undefined) fail('OLD_SHARING_KNOWN', { grant: known.number });
  return { title: entry.name, requester: it.requester, provider: actor.org, facts: { attribute: entry.attribute, mode: it.mode, entry: it.entry, entryRegion: it.entryRegion, standingConsent: 'no', ...(it.term.to === null ? {} : { termEnd: it.term.to }) } };
}

/** 15 ¶1: conditions that the catalogue does not list hold no more; what is masked is shared, what cuts the rows is in the entry. */
function mustBeAsListed(it: z.output<typeof acts.import>, { body }: Pick<EntrySeen, 'body'>): void {
  const added = it.conditions.find((one) => !body.sharing.conditions.includes(one));
  if (added !== undefined) fail('OLD_SHARING_CONDITION', { condition: added });
  const foreign = [...Object.keys(it.masks).map(Number).filter((n) => !it.items.includes(n)), ...it.rowFilter.map((one) => one.item).filter((n) => !body.items.some((item) => item.n === n))];
  if (foreign.length > 0) fail('ITEMS_NOT_IN_ENTRY', { items: foreign.join('、') });
}

/** Asked when it is entered and again when the heads confirm: weeks may lie between. */
export function mustBeShared(entry: Pick<EntrySeen, 'state' | 'attribute' | 'name' | 'secret'>): void {
  if (entry.secret || entry.state !== 'published' || entry.attribute === 'not-shared') fail('OLD_SHARING_ENTRY_UNFIT', { entry: entry.name });
}

export async function writeImported(tx: Tx, now: Moving): Promise<void> {
  const stated = acts.import.parse(now.stated);
  const entry = await getEntry(tx, stated.entryRegion, stated.entry);
  await insertAgreement(tx, {
    region: now.region, id: now.id, requester: stated.requester, provider: now.provider as string, applicationRegion: null, applicationId: null,
    entryRegion: stated.entryRegion, entry: stated.entry, entryVersion: entry.version, purpose: stated.purpose,
    termFrom: stated.term.from, termTo: stated.term.to, state: now.toState, renewsRegion: null, renewsId: null,
    disposal: { how: stated.disposal.how, days: stated.disposal.days, by: null, basis: stated.disposal.basis },
    body: {
      entryName: entry.name, entryCode: entry.code, attribute: entry.attribute, items: entry.body.items.filter((item) => stated.items.includes(item.n)), keyKinds: keyKinds(entry.body.items, stated.mode), range: stated.range,
      mode: stated.mode, serviceKind: stated.mode === 'service' ? stated.serviceKind : null, rowFilter: stated.rowFilter, masks: Object.fromEntries(Object.entries(stated.masks).filter(([, mask]) => mask !== 'none')), conditions: stated.conditions, quota: stated.quota, systems: [], addresses: [],
      contact: entry.body.contact, phone: entry.body.phone, applicationNumber: null, imported: { papers: stated.papers, ...(stated.term.to === null ? { endless: stated.term.reason } : {}) },
    },
  });
}
