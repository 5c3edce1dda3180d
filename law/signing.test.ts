import { expect, test } from 'vitest';
import { plainDate } from './plain-date.ts';
import { legacyLast, tooWide } from './signing.ts';

test('weak signatures end within half a year and within the term: protocol §2.4', () => {
  const today = plainDate('2026-10-12');
  expect(legacyLast(today, null)).toBe('2027-04-10');
  expect(legacyLast(today, plainDate('2026-12-31'))).toBe('2026-12-31');
  expect(legacyLast(today, plainDate('2028-12-31'))).toBe('2027-04-10');
});

test('a network that nobody runs alone is too wide for them', () => {
  expect(tooWide(['10.32.4.7', '10.32.4.0/24', '10.32.4.0/30', '2001:db8::1', '2001:db8::/64'])).toEqual([]);
  expect(tooWide(['10.0.0.0/8', '0.0.0.0/0', '10.32.4.0/23', '::/0', '2001:db8::/48'])).toEqual(['10.0.0.0/8', '0.0.0.0/0', '10.32.4.0/23', '::/0', '2001:db8::/48']);
  expect(tooWide(['::ffff:10.32.4.0/120', '::1'])).toEqual([]);
  expect(tooWide(['::/64', '::ffff:0:0/96', '0:0:0:0:0:ffff::/119'])).toEqual(['::/64', '::ffff:0:0/96', '0:0:0:0:0:ffff::/119']);
});
