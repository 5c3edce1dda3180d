import { fail } from '../../../law/errors.ts';
import type { Actor } from '../ports.ts';
import type { CommonDraft } from './effect.ts';

/** Common acts are a person's; the platform takes none of them. */
export function personOf(draft: CommonDraft): Actor {
  return 'actor' in draft.by ? draft.by.actor : fail('TABLE_BROKEN', { what: `${draft.act} by clock` });
}

/** A text field, as the act's shape has checked it. */
export function textOf(draft: CommonDraft, field: string): string {
  const value = draft.input.stated[field];
  return typeof value === 'string' ? value : fail('FIELD_MISSING', { field });
}
