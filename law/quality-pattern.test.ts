import { expect, test } from 'vitest';
import { bareOf, patternFault } from './quality-pattern.ts';

test('what officials write is taken: codes, numbers, dates, names', () => {
  for (const good of ['41\\d{8}', '^\\d{6}$', '[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}', '1[3-9]\\d{9}', '\\d{4}-\\d{2}-\\d{2}', '(本科|专科)', '.{1,100}', '\\S(.*\\S)?', 'A|B|C', '第[一二三四五六七八九十]+条', 'a\\$', '(ab)+', '[a\\-z]', '[\\]\\[]', '\\+86', 'x?', '[-0-9]+']) {
    expect(patternFault(good), good).toBeNull();
    expect(() => new RegExp(`^(?:${bareOf(good)})$`, 'u'), good).not.toThrow();
  }
});

test('what may take forever, or means different things, is refused with what to do', () => {
  for (const bad of ['', '(a+)+', '(a*)*b', '(a|aa*)+', '((a{2,})+)', '(a+){2,5}', '(.*)*', '(\\w+\\s?)+$', '(a)\\1', '(?=a)b', '(?<n>a)', '(?i)a', 'a*?', 'a++', 'a{2}{3}', 'a{201}', 'a{5,2}', '((a{100}){100})', '*a', 'a**', '(a', 'a)', '[a', '[]', '[[:digit:]]', '\\b', '\\p{Han}', 'a^b', 'a$b', '||', '()', 'a\\', '{3}', 'x{', '***=a', '[9-0]', '[a-z]+( [a-z]+)*', 'a'.repeat(201)]) {
    expect(patternFault(bad), bad).toEqual(expect.any(String));
  }
});

test('anchors are dropped, an escaped dollar is none', () => {
  expect([bareOf('^a$'), bareOf('a\\$'), bareOf('a\\\\$'), bareOf('a')]).toEqual(['a', 'a\\$', 'a\\\\', 'a']);
});
