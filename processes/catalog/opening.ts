import { fail } from '../../law/errors.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { uuidv7 } from '../../platform/postgres/uuid.ts';
import type { Actor } from '../../platform/procedures/ports.ts';
import type { Case, EngineInside, Opening } from '../../platform/procedures/process.ts';
import { acts, type EntryDraft } from './contract.ts';
import { findEntry, findVersion, type EntryRecord, type Key, type VersionRecord } from './store/entries.ts';
import { titleOf } from './titles.ts';

/** What a case that compiles an entry may begin with: its text, and who saved it when, where somebody did. */
export interface Handed { readonly body: EntryDraft; readonly saved?: { readonly at: string; readonly by: string } }

/** How a case of the catalogue begins. Its region is that of the entry, whoever opens it. */
export async function catalogOpening(tx: Tx, actor: Actor, act: string, stated: Readonly<Record<string, unknown>>, today: PlainDate): Promise<Opening> {
  if (act === 'compile') {
    const { name } = acts.compile.parse(stated);
    return { title: name, provider: actor.org, region: actor.region, facts: { entry: uuidv7(), change: 'compile', causeKind: 'none' } };
  }
  const change = act === 'withdraw' ? 'withdraw' : 'update';
  const wish = (change === 'withdraw' ? acts.withdraw : acts.update).parse(stated);
  if (!wish.entryRegion || !wish.entry) return fail('ENTRY_NOT_FOUND');
  const { entry, version } = await standing(tx, { region: wish.entryRegion, entry: wish.entry });
  if (!wish.cause) return fail('CAUSE_MISSING');
  if (wish.cause !== 'other' && (!wish.occurredOn || !wish.document)) fail('CAUSE_MISSING');
  if (wish.occurredOn && wish.occurredOn > today) fail('CAUSE_DATE_INVALID', { date: wish.occurredOn });
  return openingFor(entry, version, change, wish.cause);
}

/**
 * Art. 20 ¶1: a demand was taken on, and its entry is to be compiled: the case opens with what was asked for, in the region of who compiles it.
 * Everything else of 13 ¶2 is the cataloguer's to fill in.
 */
export async function openCompile(tx: Tx, engine: EngineInside, wish: { readonly provider: string; readonly region: string; readonly name: string; readonly items: readonly string[] }): Promise<Case> {
  const body: EntryDraft = { name: wish.name, items: wish.items.map((name, i) => ({ n: i + 1, name })) };
  const opening: Opening = { title: wish.name, provider: wish.provider, region: wish.region, facts: { entry: uuidv7(), change: 'compile', causeKind: 'none' }, handed: { body } satisfies Handed };
  return engine.open(tx, 'catalog', 'compile', opening, { clock: 'demand.accepted' }, { name: wish.name });
}

function openingFor(entry: EntryRecord, version: VersionRecord, change: 'update' | 'withdraw', causeKind: string): Opening {
  return {
    title: titleOf(change, version.name), provider: entry.provider, region: entry.region,
    facts: { entry: entry.id, change, causeKind, attribute: version.attribute, ...(entry.code ? { code: entry.code } : {}) },
  };
}

/** The entry with the version that stands. @throws ENTRY_NOT_FOUND, ENTRY_HIDDEN, ENTRY_WITHDRAWN */
async function standing(tx: Tx, key: Key): Promise<{ entry: EntryRecord; version: VersionRecord }> {
  const entry = await findEntry(tx, key);
  const version = entry?.currentVersion ? await findVersion(tx, key, entry.currentVersion) : undefined;
  if (!entry || !version) return fail('ENTRY_NOT_FOUND');
  if (entry.state === 'hidden') fail('ENTRY_HIDDEN', { entry: version.name });
  if (entry.state === 'withdrawn') fail('ENTRY_WITHDRAWN', { entry: version.name });
  return { entry, version };
}

/** What another process, or the platform, asks of an entry. An open case is left as it is; a cause by law joins it. Answers whether anything moved. */
export interface UpdateWish { readonly by: 'law.amended' | 'organisation.changed' | 'application.refused'; readonly cause: 'law' | 'regulation' | 'decision' | 'duty' | 'other'; readonly occurredOn?: PlainDate; readonly document?: string; readonly text?: string }

/** Nothing opens on an entry that is hidden or withdrawn: what was asked of it may not fail for that (an event refuses nothing). */
export async function openUpdate(tx: Tx, engine: EngineInside, key: Key, wish: UpdateWish, open: { caseId: string } | undefined): Promise<boolean> {
  const stated = { cause: wish.cause, ...(wish.occurredOn ? { occurredOn: wish.occurredOn } : {}), ...(wish.document ? { document: wish.document } : {}), ...(wish.text ? { text: wish.text } : {}) };
  if (open) {
    return wish.cause !== 'other' && (await engine.moveIfAny(tx, { region: key.region, id: open.caseId }, 'update', { clock: wish.by }, stated));
  }
  if ((await findEntry(tx, key))?.state !== 'published') return false;
  const { entry, version } = await standing(tx, key);
  await engine.open(tx, 'catalog', 'update', openingFor(entry, version, 'update', wish.cause), { clock: wish.by }, { entryRegion: key.region, entry: key.entry, ...stated });
  return true;
}
