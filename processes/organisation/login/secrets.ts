import { createHash, randomBytes } from 'node:crypto';

/** 256 bits, for cookies and addresses that work once. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Tokens are kept hashed: whoever reads the database can log in as nobody. Their entropy needs no slow hash. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'; // nothing that looks like another

/** A code that a person types: twelve letters, 58 bits. */
export function newCode(): string {
  let code = '';
  while (code.length < 12) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < 240) code += letters.charAt(byte % 30); // 240 is a multiple of 30: every letter is as likely
  }
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** Ten codes, for the day the telephone is lost. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, newCode);
}

/** As typed: spaces, dashes and small letters do not matter. */
export function hashRecoveryCode(code: string): Buffer {
  return hashToken(code.toUpperCase().replace(/[^A-Z0-9]/g, ''));
}

/** SHA-256 of a public text (the title of a document, a name in a register), in hex. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
