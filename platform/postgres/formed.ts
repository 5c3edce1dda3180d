import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { Reader } from './database.ts';

/** Where a value goes that a statement gets only when it is asked. */
class Place {
  readonly name: string;
  constructor(name: string) { this.name = name; }
}

interface Formed { readonly text: string; readonly parameters: readonly unknown[] }
const formed = new Map<string, Formed>();
/** More forms than these are built each time, as all statements are. */
const most = 500;

/** Places for the values of a statement, by their names. */
export function places<const N extends string>(...names: readonly N[]): Readonly<Record<N, RawBuilder<unknown>>> {
  return Object.fromEntries(names.map((name) => [name, sql`${new Place(name)}`])) as Record<N, RawBuilder<unknown>>;
}

/**
 * Asks a statement whose values stand in places. Its text is built once for each `form`, since building what every page asks costs a sixth of the page;
 * without a form it is built now, and may have values of its own. Whatever changes the text stands in the form.
 */
export async function askFormed<R>(db: Reader, form: string | null, statement: () => RawBuilder<R>, values: Readonly<Record<string, unknown>>): Promise<R[]> {
  const { text, parameters } = (form === null ? undefined : formed.get(form)) ?? build(db, form, statement);
  const given = parameters.map((one) => (one instanceof Place ? values[one.name] : one));
  return (await db.executeQuery(CompiledQuery.raw(text, given) as CompiledQuery<R>)).rows;
}

function build(db: Reader, form: string | null, statement: () => RawBuilder<unknown>): Formed {
  const { sql: text, parameters } = statement().compile(db);
  if (form === null) return { text, parameters };
  if (parameters.some((one) => !(one instanceof Place))) throw new Error(`the form ${form} holds a value of one asking`);
  if (formed.size < most) formed.set(form, { text, parameters });
  return { text, parameters };
}
