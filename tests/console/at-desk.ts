import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { axe, deskOf, sideways, visit, type Desk } from './browser.ts';
import { browser, it } from './rig.ts';

/** What a page test does again and again at the desk of the office that its file drives. */

/** The sheet that lies over the page. */
export const sheet = (page: Page) => page.locator('dialog[open]');

/** Pictures for the eye, only where a folder for them is named. */
export const pictures = process.env['SHUQIAO_TEST_PICTURES'];
export async function picture({ page }: Desk, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const width of [1440, 1366]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 768 });
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`), animations: 'disabled' });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Opens a page as a post, does something there, and holds it against WCAG and the log. */
export async function at(who: string, path: string, name: string, does: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await visit(desk, path);
  await does(desk);
  await picture(desk, name);
  expect(await axe(desk.page)).toEqual([]);
  expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
  expect(desk.faults).toEqual([]);
  await desk.close();
}
