import { LawError, type ErrorCode } from '../../law/errors.ts';

/** What goes from a thread to whoever started it: a piece of the answer, a question for more input, the end, a refusal. */
export type FromThread =
  | { readonly is: 'out'; readonly value: unknown }
  | { readonly is: 'want' }
  | { readonly is: 'end' }
  | { readonly is: 'refused'; readonly code: ErrorCode; readonly params: Readonly<Record<string, unknown>>; readonly article: string | null }
  | { readonly is: 'failed'; readonly message: string; readonly stack: string };

/** And back: the piece was taken, here is input, there is no more. */
export type ToThread = { readonly is: 'taken' } | { readonly is: 'in'; readonly value: unknown } | { readonly is: 'no-more' };

/** Refusals cross as what they are; anything else is a bug and keeps its trace. */
export function refusalOf(thrown: unknown): FromThread {
  if (thrown instanceof LawError) return { is: 'refused', code: thrown.code, params: thrown.params, article: thrown.article };
  return thrown instanceof Error ? { is: 'failed', message: thrown.message, stack: thrown.stack ?? '' } : { is: 'failed', message: String(thrown), stack: '' };
}
