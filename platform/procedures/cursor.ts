import { fail } from '../../law/errors.ts';
import { isPlainDate } from '../../law/plain-date.ts';

/** A place in a list: the key of the last row shown. Opaque to the browser, checked when it comes back. */
export function writeCursor(key: string, id: string): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws CURSOR_STALE where it is none of ours */
export function readCursor(text: string | undefined, key: RegExp): { readonly key: string; readonly id: string } | null {
  if (text === undefined || text === '') return null;
  try {
    const [first, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown];
    if (typeof first === 'string' && key.test(first) && exists(first) && typeof id === 'string' && uuid.test(id)) return { key: first, id };
  } catch {
    // not ours: told below
  }
  return fail('CURSOR_STALE');
}

/** A day or time that looks right may still be none: the 30th of February. */
function exists(key: string): boolean {
  return !/^\d{4}-/.test(key) || (isPlainDate(key.slice(0, 10)) && (key.length === 10 || !Number.isNaN(Date.parse(key))));
}

export const dayKey = /^\d{4}-\d{2}-\d{2}$/;
export const timeKey = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,20}Z$/;
