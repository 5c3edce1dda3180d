import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(16);
/** Random bytes are fetched for 512 ids at once: one by one they cost more than all the rest. */
const pool = Buffer.alloc(4_096);
let used = pool.length;
let lastMs = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562): 48 bits of the machine's time, then 12 bits that count within a millisecond, then random.
 * Ids of one process sort in the order in which they were made; nothing may rest on that across processes.
 */
export function uuidv7(): string {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (counter < 0xfff) {
    counter += 1;
  } else {
    lastMs += 1; // more than 4,096 in a millisecond, or the clock went back: borrow from the next
    counter = 0;
  }
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(random, 8, used, (used += 8));
  random.writeUIntBE(lastMs, 0, 6);
  random.writeUInt16BE(0x7000 | counter, 6);
  random.writeUInt8(0x80 | (random.readUInt8(8) & 0x3f), 8);
  const hex = random.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
