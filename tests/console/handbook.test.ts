import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groups } from '../../console/shell/nav-entries.ts';
import { procedures } from '../../law/procedures/index.ts';
import { projectRoot } from '../../platform/project.ts';
import { handbookFolder, handbookPictures, wordsOfPictures } from './handbook.ts';

/** Handbooks and pictures belong together; that the pictures are as the pages are, tests/console/pages.test.ts sees. */
const handbooks = readdirSync(handbookFolder).filter((file) => file.endsWith('.md') && file !== 'README.md');
const textOf = (file: string): string => readFileSync(join(handbookFolder, file), 'utf8');

test('every handbook shows its own pictures, every picture is shown, and is there', () => {
  const shown = handbooks.flatMap((file) => [...textOf(file).matchAll(/\(pictures\/([a-z-]+)\.png\)/g)].map((found) => [file.replace('.md', ''), found[1] ?? ''] as const));
  expect(shown.map(([, name]) => name).sort()).toEqual(handbookPictures.map(([name]) => name).sort());
  expect(shown.filter(([handbook, name]) => !name.startsWith(`${handbook}-`))).toEqual([]);
  for (const [name] of handbookPictures) expect(existsSync(join(handbookFolder, 'pictures', `${name}.png`)), name).toBe(true);
});

test('what a handbook quotes from the screen is there: on its pictures, in the menu, or among the acts of the tables', () => {
  const acts = procedures.flatMap((each) => [...Object.values(each.words as Record<string, string>), ...Object.values(each.states as Record<string, { zh: string; step?: string }>).flatMap(({ zh, step }) => [zh, step ?? ''])]);
  const menu = groups.flatMap((group) => group.entries.map((entry) => entry.zh));
  const bare = (word: string): string => word.replace(/…$/, '');
  const missing = ['README.md', ...handbooks].flatMap((file) => {
    const words = Object.entries(wordsOfPictures()).filter(([name]) => file === 'README.md' || name.startsWith(file.replace('.md', '-'))).flatMap(([, list]) => list);
    const known = [...acts, ...menu, ...words].map(bare);
    const quoted = [...textOf(file).matchAll(/【([^】]+)】/g)].map((found) => bare(found[1] ?? ''));
    return quoted.filter((word) => !known.some((each) => each.includes(word))).map((word) => `${file}: ${word}`);
  });
  expect(missing).toEqual([]);
  const console = readdirSync(join(projectRoot, 'console'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx')).map((file) => readFileSync(join(projectRoot, 'console', file), 'utf8')).join('\n');
  const firstHour = [...readFileSync(join(projectRoot, 'docs', 'first-hour.md'), 'utf8').matchAll(/【([^】]+)】/g)].map((found) => bare(found[1] ?? '')); // of pages that no handbook shows as well
  expect(firstHour.length).toBeGreaterThan(8);
  expect(firstHour.filter((word) => ![...acts, ...menu].some((each) => bare(each) === word) && !new RegExp(`[>'"]${word}(?:…)?[<'"]`).test(console))).toEqual([]);
});
