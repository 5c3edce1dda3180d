import { createHmac } from 'node:crypto';
import type { HeadSigner } from '../ledger/heads.ts';
import { decrypt, derive, encrypt } from './master-key.ts';

/** What is sealed, and under which data key. Only added to: a purpose that goes leaves its key. */
export const purposes = ['provider-credential', 'app-key', 'wire-secret', 'totp', 'contact', 'once', 'digest', 'mask', 'access-token', 'quality-place', 'correction', 'seal'] as const;
export type Purpose = (typeof purposes)[number];

/** An opened data key: 32 bytes and the id that sealed values carry. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The opened data keys. Everything is synchronous: they are in memory. */
export interface KeyRing {
  /** Id of the master key in use. */
  readonly masterKeyId: string;
  /**
   * Seals a secret for one row: `row` names it (`credential/{rid}/{sid}/{nth}`) and must be given again,
   * so that a sealed value copied to another row does not open there.
   */
  seal(purpose: Purpose, secret: string | Uint8Array, row: string): Buffer;
  /** @throws when it was sealed for another row or purpose, or altered */
  open(purpose: Purpose, sealed: Uint8Array, row: string): Buffer;
  /** The key of keyed digests of one entry (`entry/{region}/{id}`) or grant (`grant/{region}/{id}`); keep it, do not derive it per call. */
  digestKey(scope: string): Buffer;
  /** The key of one grant's masks. */
  maskKey(scope: string): Buffer;
  /** The key under which a door (`rest`) signs the access tokens that it gives: every process of the platform knows it. */
  tokenKey(scope: string): Buffer;
  /** The key under which what the platform writes itself is sealed: entries of the ledger (`ledger`), rows that gateways obey (`row`). */
  sealKey(scope: string): Buffer;
}

/** What a running process has: the ring, and the key of its home that signs the ledger's heads. */
export interface Keys extends KeyRing {
  readonly signer: HeadSigner;
}

/** HMAC-SHA-256 cut to 16 bytes: a plain digest of an identity number is guessed in a minute. */
export function keyedDigest(key: Buffer, value: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(value).digest().subarray(0, 16);
}

const format = 1; // AES-256-GCM under a key derived from the data key
const headBytes = 1 + 16;

export function ringOf(masterKeyId: string, dataKeys: ReadonlyMap<Purpose, DataKey>): KeyRing {
  const sealing = new Map([...dataKeys].map(([purpose, { id, bytes }]) => [purpose, { id, key: derive(bytes, `seal/${purpose}`) }]));
  const keyOf = (purpose: Purpose) => {
    const found = sealing.get(purpose);
    if (found === undefined) throw new Error(`no data key for ${purpose}`);
    return found;
  };
  const derived = (purpose: Purpose) => (scope: string) => derive(keyOf(purpose).key, scope);
  return {
    masterKeyId,
    seal: (purpose, secret, row) => {
      const { id, key } = keyOf(purpose);
      const plain = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : Buffer.from(secret);
      return Buffer.concat([Buffer.of(format), idBytes(id), encrypt(key, plain, about(purpose, id, row))]);
    },
    open: (purpose, sealed, row) => {
      const { id, key } = keyOf(purpose);
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== format || !bytes.subarray(1, headBytes).equals(idBytes(id))) throw new Error(`not sealed for ${purpose}`);
      return decrypt(key, bytes.subarray(headBytes), about(purpose, id, row));
    },
    digestKey: derived('digest'),
    maskKey: derived('mask'),
    tokenKey: derived('access-token'),
    sealKey: derived('seal'),
  };
}

function about(purpose: Purpose, id: string, row: string): string {
  return `${purpose}\n${id}\n${row}`;
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
