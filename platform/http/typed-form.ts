import type { DraftForm } from '../../law/draft-forms.ts';
import type { Reader } from '../postgres/database.ts';
import { dropFormDraft, type FormKey } from '../procedures/store/form-drafts.ts';
import type { Actor } from '../procedures/ports.ts';

/** Of which of the caller's drafts a request is the sending: that of this form about this. */
export interface TypedForm extends FormKey {
  readonly actor: Actor;
  /** Whether the transaction that acted has taken it along. */
  gone: boolean;
}

/** The header that says what the form was about: an id, or nothing. */
export const typedHeader = 'x-shuqiao-typed';
const about = /^[0-9A-Za-z.-]{0,160}$/;

/** Nothing where the caller names no draft: programs have none. */
export function typedFormOf(form: DraftForm | undefined, header: string | undefined, actor: Actor | undefined): TypedForm | undefined {
  if (form === undefined || header === undefined || actor === undefined || !about.test(header)) return undefined;
  return { actor, kind: 'form', form, about: header, gone: false };
}

/** The draft goes with the act, or stays with it: in the act's own transaction. */
export async function takeAlong(tx: Reader, typed: TypedForm | undefined): Promise<void> {
  if (typed === undefined) return;
  await dropFormDraft(tx, typed.actor, typed);
  typed.gone = true;
}

/** The same where the engine acts in a transaction of its own: its statement takes the draft along. */
export function handedOn(typed: TypedForm | undefined): FormKey | null {
  if (typed === undefined) return null;
  typed.gone = true;
  return { kind: typed.kind, form: typed.form, about: typed.about };
}
