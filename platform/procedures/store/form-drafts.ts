import { sql } from 'kysely';
import { keptDays } from '../../../law/retention.ts';
import { json, type Reader, type Tx } from '../../postgres/database.ts';
import type { Actor } from '../ports.ts';

/** Every statement on form_draft but the one that a move takes with it (write-move.ts). */

/** Which form: of a case the procedure, the act and the case; else `form`, its name, and what it is about. */
export interface FormKey { readonly kind: string; readonly form: string; readonly about: string }
type Owner = Pick<Actor, 'region' | 'person' | 'org' | 'post'>;

/** A person has at most so many; of more the oldest go. */
export const mostDrafts = 200;

/** By primary key. */
export async function findFormDraft(db: Reader, { region, person, org, post }: Owner, key: FormKey): Promise<{ body: unknown; savedAt: string } | undefined> {
  return db.selectFrom('formDraft').select(['body', 'savedAt']).where('region', '=', region).where('person', '=', person).where('org', '=', org).where('post', '=', post)
    .where('kind', '=', key.kind).where('form', '=', key.form).where('about', '=', key.about).executeTakeFirst();
}

/** The same, held against whoever saves at this moment, for what is to be changed in it. */
export async function lockFormDraft(tx: Tx, { region, person, org, post }: Owner, key: FormKey): Promise<unknown> {
  const row = await tx.selectFrom('formDraft').select('body').where('region', '=', region).where('person', '=', person).where('org', '=', org).where('post', '=', post)
    .where('kind', '=', key.kind).where('form', '=', key.form).where('about', '=', key.about).forUpdate().executeTakeFirst();
  return row?.body;
}

/** As it was last typed: the newest wins. Returns the time of saving. */
export async function saveFormDraft(tx: Tx, { region, person, org, post }: Owner, key: FormKey, body: unknown): Promise<string> {
  const savedAt = new Date().toISOString();
  await tx.insertInto('formDraft').values({ region, person, org, post, ...key, body: json(body), savedAt })
    .onConflict((on) => on.columns(['region', 'person', 'org', 'post', 'kind', 'form', 'about']).doUpdateSet({ body: json(body), savedAt })).execute();
  await sql`
    delete from form_draft where (region, person, org, post, kind, form, about) in (
      select region, person, org, post, kind, form, about from form_draft where region = ${region} and person = ${person} order by saved_at desc offset ${mostDrafts})`.execute(tx);
  return savedAt;
}

export async function dropFormDraft(tx: Reader, { region, person, org, post }: Owner, key: FormKey): Promise<void> {
  await tx.deleteFrom('formDraft').where('region', '=', region).where('person', '=', person).where('org', '=', org).where('post', '=', post)
    .where('kind', '=', key.kind).where('form', '=', key.form).where('about', '=', key.about).execute();
}

/** Forgets what was typed and never sent, some at a time, by index form_draft_age. Returns how many. */
export async function forgetFormDrafts(db: Reader, limit = 1_000): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from form_draft where (region, person, org, post, kind, form, about) in (
      select region, person, org, post, kind, form, about from form_draft where saved_at < now() - make_interval(days => ${keptDays('typed')}) order by saved_at limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0);
}
