import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { deskOf, visit } from './browser.ts';
import { browser, dir, drivesOffice, it } from './rig.ts';

const MOST_GZ_KB = 260;
drivesOffice();

test('the first page loads at most 260 KB of script, compressed, and nothing from outside', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  const scripts: string[] = [];
  const outside: string[] = [];
  desk.page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== new URL(it.town.base).origin) outside.push(request.url());
    if (request.resourceType() === 'script') scripts.push(url.pathname);
  });
  await visit(desk, '/');
  const bytes = [...new Set(scripts)].filter((path) => existsSync(join(dir, path))).reduce((sum, path) => sum + gzipSync(readFileSync(join(dir, path)), { level: 9 }).length, 0);
  expect(outside).toEqual([]);
  expect(scripts.length).toBeGreaterThan(0);
  expect(Math.round(bytes / 1024)).toBeLessThanOrEqual(MOST_GZ_KB);
  await desk.close();
});

test('no inline script, no inline style: the shipped page holds to the policy that the server sends', () => {
  const html = readFileSync(join(dir, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\son[a-z]+=/i);
});
