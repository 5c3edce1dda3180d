import { createHash } from 'node:crypto';

/**
 * Masks run in the provider's database, so that what is masked never leaves it. `value` is the column as text;
 * a missing value stays missing. The agreed kinds are those of the reply (application contract).
 */
export function maskSql(kind: string, value: string, pads: { inner(): string; outer(): string }): string {
  switch (kind) {
    case 'none': return value;
    // 张三 → 张*, 欧阳娜娜 → 欧***: the first character and the length remain.
    case 'name': return `left(${value}, 1) || repeat('*', greatest(length(${value}) - 1, 1))`;
    // Region and check digits of an identity number; anything shorter shows nothing.
    case 'id-number': return `case when length(${value}) >= 15 then left(${value}, 6) || repeat('*', length(${value}) - 10) || right(${value}, 4) else repeat('*', length(${value})) end`;
    case 'mobile': return `case when length(${value}) >= 11 then left(${value}, 3) || '****' || right(${value}, 4) else repeat('*', length(${value})) end`;
    case 'last4': return `case when length(${value}) > 4 then repeat('*', length(${value}) - 4) || right(${value}, 4) else repeat('*', length(${value})) end`;
    // HMAC-SHA-256 under the grant's key, from the database's own sha256: equal values stay equal inside one grant and nowhere else.
    case 'hash': return `encode(sha256(${pads.outer()}::bytea || sha256(${pads.inner()}::bytea || convert_to(${value}, 'UTF8'))), 'hex')`;
    default: throw new Error(`no mask ${kind}`);
  }
}

const block = 64;

/** The two pads of HMAC (RFC 2104): all that a database needs beside sha256, and not the key itself. */
export function hmacPads(key: Buffer): { readonly inner: Buffer; readonly outer: Buffer } {
  const full = Buffer.alloc(block);
  (key.length > block ? createHash('sha256').update(key).digest() : key).copy(full);
  return { inner: full.map((byte) => byte ^ 0x36) as Buffer, outer: full.map((byte) => byte ^ 0x5c) as Buffer };
}
