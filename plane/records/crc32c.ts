/** CRC-32C (Castagnoli), as iSCSI and ext4 use it: finds a torn or rotten record. */

const table = new Uint32Array(256);
for (let n = 0; n < 256; n += 1) {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ 0x82f63b78 : c >>> 1;
  table[n] = c >>> 0;
}

/** @param seed  checksum of what went before, so that parts may be checked one after another */
export function crc32c(bytes: Uint8Array, from = 0, to = bytes.length, seed = 0): number {
  let c = seed ^ 0xffffffff;
  for (let i = from; i < to; i += 1) c = (table[(c ^ (bytes[i] as number)) & 0xff] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
