import { sql } from 'kysely';
import { readCase } from '../../../platform/procedures/store/cases.ts';
import type { Reader } from '../../../platform/postgres/database.ts';
import type { IdentifierKind, Sensitivity } from '../../../law/codes/grading.ts';
import type { Holding } from '../../../law/linkage.ts';
import type { EntryItem } from '../../catalog/contract.ts';
import { runningStates, type AgreementBody, type Ref } from './agreement.ts';

/** What a department holds under grants in force. */
export interface Held { readonly region: string; readonly id: string; readonly entryRegion: string; readonly entry: string; readonly name: string; readonly provider: string; readonly purpose: string; readonly items: readonly EntryItem[]; readonly keyKinds: readonly string[] }

const PAGE = 500;

/** All of it, page by page: a risk that is reckoned from a part is none. Reads agreement_requester_id. */
export async function heldBy(db: Reader, requester: string): Promise<Held[]> {
  const all: Held[] = [];
  for (let after: Ref | undefined; ;) {
    const page = await heldPage(db, requester, after, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
    after = page.at(-1);
  }
}

/** In order of (region, id), a page by key. Reads agreement_requester_id. */
export async function heldPage(db: Reader, requester: string, after: Ref | undefined, limit: number): Promise<Held[]> {
  let query = running(db).where('requester', '=', requester);
  if (after !== undefined) query = query.where(sql<boolean>`(region, id) > (${after.region}, ${after.id}::uuid)`);
  return (await query.orderBy('region').orderBy('id').limit(limit).execute()).map(heldOf);
}

/** Of one entry. Reads agreement_entry; at most 1,000: grants of one entry to one department. */
export async function heldOfEntry(db: Reader, requester: string, at: { readonly entryRegion: string; readonly entry: string }): Promise<Held[]> {
  const rows = await running(db).where('requester', '=', requester).where('entryRegion', '=', at.entryRegion).where('entry', '=', at.entry).orderBy('region').orderBy('id').limit(1000).execute();
  return rows.map(heldOf);
}

function running(db: Reader) {
  return db.selectFrom('agreement').select(['region', 'id', 'entryRegion', 'entry', 'provider', 'purpose', 'body']).where('state', 'in', runningStates);
}

function heldOf({ body, ...row }: Omit<Held, 'name' | 'items' | 'keyKinds'> & { readonly body: unknown }): Held {
  const { entryName, items, keyKinds } = body as AgreementBody;
  return { ...row, name: entryName, items, keyKinds: keyKinds ?? [] };
}

/** The same, as the rule of linkage sees it (25 ¶2). */
export function holdingsOf(held: readonly Held[]): Holding[] {
  return held.map((one) => ({
    entry: one.entry, name: one.name, keys: one.keyKinds as readonly IdentifierKind[],
    items: one.items.map(({ n, name, sensitivity, identifier }) => ({ n, name, sensitivity: sensitivity as Sensitivity, identifier: identifier as IdentifierKind | null })),
  }));
}

export interface Same { readonly requester: string; readonly entryRegion: string; readonly entry: string; readonly items: readonly number[]; readonly purpose: string }

/** A running grant of the same entry and purpose that covers all items asked for; its number. */
export async function findRunningSame(db: Reader, wanted: Same): Promise<{ readonly number: string } | undefined> {
  const held = await heldOfEntry(db, wanted.requester, wanted);
  const same = held.find((one) => one.purpose.trim() === wanted.purpose.trim() && wanted.items.every((n) => one.items.some((item) => item.n === n)));
  return same && { number: (await readCase(db, same))?.number ?? `${same.region}-${same.id}` };
}

/** The same, or one that still waits for both heads (44): its number or reference. Reads agreement_entry. */
export async function findKnown(db: Reader, wanted: Same): Promise<{ readonly number: string } | undefined> {
  const running = await findRunningSame(db, wanted);
  if (running !== undefined) return running;
  const rows = await db.selectFrom('agreement').select(['region', 'id', 'body']).where('entryRegion', '=', wanted.entryRegion).where('entry', '=', wanted.entry).where('requester', '=', wanted.requester)
    .where('state', '=', 'importing').where('purpose', '=', wanted.purpose).orderBy('region').orderBy('id').limit(100).execute();
  const same = rows.find(({ body }) => wanted.items.every((n) => (body as unknown as AgreementBody).items.some((item) => item.n === n)));
  return same && { number: (await readCase(db, same))?.number ?? '存量待确认的一件' };
}
