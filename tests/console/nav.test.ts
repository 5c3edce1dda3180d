import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { navOf } from '../../console/shell/nav-entries.ts';
import type { Post } from '../../law/permissions.ts';
import { axe, deskOf, sideways, visit, type Desk } from './browser.ts';
import { browser, dir, drivesOffice, it } from './rig.ts';

drivesOffice();

const MOST_GZ_KB = 260;
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

const posts: readonly (readonly [who: string, post: Post])[] = [
  ['labour.clerk', 'clerk'], ['education.head', 'head'], ['education.cataloguer', 'cataloguer'], ['education.chief', 'chief'], ['education.operator', 'operator'], ['education.security', 'security'],
  ['bureau.reviewer', 'reviewer'], ['bureau.lead', 'lead'], ['platform.system', 'platform-system'], ['platform.security', 'platform-security'], ['platform.audit', 'platform-audit'],
];

/** Opens what the link says, as a click does, and waits until its heading has the focus and nothing more is asked for. */
async function follow({ page, still }: Desk, link: string): Promise<void> {
  const entry = page.locator('.side-nav').getByRole('link', { name: link, exact: true }).or(page.locator('.side-nav a', { hasText: link })).first();
  if (await entry.getAttribute('aria-current') !== 'page') {
    await entry.click();
    await page.locator('h1:focus').waitFor();
  }
  await still();
}

/** What kinds of elements stand on the page. Where all of them were judged before, they are not judged again. */
const kindsOf = (page: Page): Promise<string[]> => page.evaluate("[...new Set([...document.querySelectorAll('body *')].map((e) => [e.parentElement?.tagName, e.tagName, e.getAttribute('class'), e.getAttribute('role')].join(' ')))]");
const judged = new Set<string>();

test.each(posts)('%s finds every entry of the menu whole: named, without a violation, never wider than its window', async (who, post) => {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await visit(desk, '/');
  const shown = await desk.page.locator('.side-nav a > span:first-child').allTextContents();
  expect(shown).toEqual(navOf(post).flatMap((group) => group.entries.map((entry) => entry.zh)));
  const wrong: string[] = [];
  for (const link of shown) {
    await desk.page.setViewportSize({ width: 1440, height: 900 });
    await follow(desk, link);
    const heading = (await desk.page.locator('main h1').first().textContent()) ?? '';
    if (heading === '' || !(await desk.page.title()).includes(heading)) wrong.push(`${link}: heading “${heading}”, title “${await desk.page.title()}”`);
    if (await desk.page.locator('main .state.refused').count() > 0) wrong.push(`${link}: refused to a post that has it in its menu`);
    const kinds = await kindsOf(desk.page);
    if (kinds.some((kind) => !judged.has(kind))) wrong.push(...(await axe(desk.page)).map((line) => `${link}: ${line}`));
    for (const kind of kinds) judged.add(kind);
    for (const width of [1366, 1093, 900]) {
      await desk.page.setViewportSize({ width, height: 768 });
      if (await sideways(desk.page) > 0) wrong.push(`${link}: wider than ${width}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.close();
}, 120_000);
