import { fail } from '../../law/errors.ts';

// Control characters, path separators, and marks that turn the writing direction around and so hide
// an extension, and half characters.
const refused = /[\u0000-\u001f\u007f-\u009f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;
const mostBytes = 240;

/**
 * The name under which a file is kept and offered: as it came, in one Unicode form, with the extension of its content
 * where its own says something else. @throws ATTACHMENT_NAME_INVALID
 */
export function safeName(name: string, kind: string): string {
  const clean = name.normalize('NFC').trim();
  if (clean === '' || /^\.+$/.test(clean) || refused.test(clean) || Buffer.byteLength(clean, 'utf8') > mostBytes) return fail('ATTACHMENT_NAME_INVALID');
  const extension = /\.([a-z0-9]{1,5})$/i.exec(clean)?.[1]?.toLowerCase();
  const same = extension === kind || (kind === 'jpg' && extension === 'jpeg');
  return same ? clean : `${clean}.${kind}`;
}
