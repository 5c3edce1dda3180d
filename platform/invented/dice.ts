import { createHash } from 'node:crypto';

/** Numbers that look like chance and are the same each time: by a seed in words. */
export interface Dice {
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
  pick<T>(list: readonly T[]): T;
  /** So many decimal digits. */
  digits(count: number): string;
}

const bytesPerNumber = 6;

/** SHA-256 of the seed with a counter, six bytes a number: equal on every machine and version. */
export function diceOf(seed: string): Dice {
  let round = 0;
  let bytes = Buffer.alloc(0);
  let at = 0;
  const number = (): number => {
    if (at + bytesPerNumber > bytes.length) {
      bytes = createHash('sha256').update(`${seed}\n${(round += 1)}`, 'utf8').digest();
      at = 0;
    }
    at += bytesPerNumber;
    return bytes.readUIntBE(at - bytesPerNumber, bytesPerNumber);
  };
  const below = (n: number): number => number() % n;
  return { below, pick: (list) => list[below(list.length)] as (typeof list)[number], digits: (count) => Array.from({ length: count }, () => below(10)).join('') };
}
