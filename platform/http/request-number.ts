import { randomBytes } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // no I, L, O, U: read out over the telephone

/** 请求号: on every error, in the access log and in the server's own log, so that one finds the other. */
export function newRequestNumber(): string {
  let text = '';
  for (const byte of randomBytes(12)) text += letters.charAt(byte & 31);
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
