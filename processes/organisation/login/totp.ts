import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';

const period = 30;

/** What a person's telephone is given; shown once, proved by a code. */
export interface Enrolment { readonly secret: string; readonly otpauth: string; readonly qr: string }

export function newSeed(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).buffer);
}

/** The seed as text, as a link, and as a picture drawn here: it reaches no other address. */
export async function enrolmentOf(seed: Buffer, platform: string, login: string): Promise<Enrolment> {
  const otpauth = totpOf(seed, platform, login).toString();
  return { secret: secretOf(seed).base32, otpauth, qr: await QRCode.toString(otpauth, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }) };
}

/**
 * The step in which this code is right, one before or after the machine's time allowed; undefined where it is wrong.
 * The caller takes each step once, so that a code seen by somebody cannot be used again.
 */
export function stepOf(seed: Buffer, code: string, nowMs = Date.now()): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = totpOf(seed, '', '').validate({ token: code, window: 1, timestamp: nowMs });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / period) + delta;
}

/** The code of a moment: for tests and the demonstration, which hold the seed as a telephone would. */
export function codeAt(secret: string, nowMs = Date.now()): string {
  return new TOTP({ algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) }).generate({ timestamp: nowMs });
}

function secretOf(seed: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(seed).buffer });
}

/** SHA-1, six digits, thirty seconds: what every authenticator speaks (RFC 6238). */
function totpOf(seed: Buffer, issuer: string, label: string): TOTP {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period, secret: secretOf(seed) });
}
