import { fail } from '../../law/errors.ts';
import type { Reader, Tx } from '../../platform/postgres/database.ts';
import type { EntryBody, Figures, SharingAttribute } from './contract.ts';
import { withOutside } from './listing.ts';
import { openDraftOf } from './store/drafts.ts';
import * as entries from './store/entries.ts';
import { figuresOf, findConsent, noFigures } from './store/figures.ts';

/** What later processes read of an entry. */
export interface EntrySeen {
  readonly region: string; readonly id: string; readonly provider: string; readonly state: entries.EntryState; readonly code: string | null;
  readonly version: number; readonly name: string; readonly attribute: SharingAttribute; readonly body: EntryBody; readonly secret: boolean;
}

/** The entry with the version that stands, or last stood. @throws ENTRY_NOT_FOUND where none was ever published */
export async function getEntry(tx: Reader, region: string, entry: string): Promise<EntrySeen> {
  return seen(tx, (await entries.findEntry(tx, { region, entry })) ?? fail('ENTRY_NOT_FOUND'));
}

/** @throws ENTRY_NOT_FOUND */
export async function entryByCode(tx: Reader, region: string, code: string): Promise<EntrySeen> {
  return seen(tx, (await entries.findByCode(tx, region, code)) ?? fail('ENTRY_NOT_FOUND'));
}

async function seen(tx: Reader, entry: entries.EntryRecord): Promise<EntrySeen> {
  const version = entry.currentVersion === null ? undefined : await entries.findVersion(tx, { region: entry.region, entry: entry.id }, entry.currentVersion);
  if (!version) return fail('ENTRY_NOT_FOUND');
  return {
    region: entry.region, id: entry.id, provider: entry.provider, state: entry.state, code: entry.code, version: version.version, name: version.name,
    attribute: version.attribute, body: withOutside(version.body, entry.outside), secret: entry.secret,
  };
}

/** Of these entries those that not everybody may know of now: taken off line as secret, or withdrawn as such (3 ¶1). */
export async function outOfSight(tx: Reader, of: readonly entries.Key[]): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for (const key of of) {
    const entry = await entries.findEntry(tx, key);
    if (entry === undefined || entry.state === 'hidden' || entry.secret) hidden.add(`${key.region}-${key.entry}`);
  }
  return hidden;
}

/** Where a person looks an entry up: its page once it was published, before that the case that compiles it; undefined where that came to nothing. */
export async function pageOfEntry(tx: Reader, key: entries.Key): Promise<string | undefined> {
  if (((await entries.findEntry(tx, key))?.currentVersion ?? null) !== null) return `/catalog/${key.region}/${key.entry}`;
  const compiled = await openDraftOf(tx, key);
  return compiled && `/cases/catalog/${key.region}-${compiled.caseId}`;
}

/** One version as it was published; an application goes by the version in force at its receipt. @throws ENTRY_NOT_FOUND */
export async function entryVersion(tx: Reader, region: string, entry: string, version: number): Promise<{ readonly version: number; readonly attribute: SharingAttribute; readonly body: EntryBody; readonly publishedOn: string }> {
  const found = await entries.findVersion(tx, { region, entry }, version);
  if (!found) return fail('ENTRY_NOT_FOUND');
  return { version: found.version, attribute: found.attribute, body: found.body, publishedOn: found.publishedOn };
}

/** What is counted of one entry. */
export async function figuresOfEntry(tx: Reader, region: string, entry: string): Promise<Figures> {
  return (await figuresOf(tx, [{ region, entry }])).get(entry) ?? noFigures;
}

/** Art. 20 ¶3, 23: the head said yes beforehand to every application for this unconditional entry. */
export async function standingConsentInForce(tx: Tx, region: string, entry: string): Promise<boolean> {
  const record = await entries.findEntry(tx, { region, entry });
  return record?.state === 'published' && (await findConsent(tx, { region, entry })) !== undefined;
}
