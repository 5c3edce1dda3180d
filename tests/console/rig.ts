import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { builtConsole, openBrowser } from './browser.ts';
import { office, type Office } from './office.ts';

/** The browser and the office that one file of page tests drives; there from its first test on. */
export let browser: Browser;
export let it: Office;
/** Where the built console lies. */
export let dir = '';

/** Called once by a file: opens both before its tests, ends both after them. */
export function drivesOffice(): void {
  let removeBuild = (): void => undefined;
  beforeAll(async () => {
    const made = await builtConsole();
    [dir, removeBuild] = [made.dir, made.remove];
    [browser, it] = await Promise.all([openBrowser(), office(made.dir)]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await it?.stop();
    removeBuild();
  });
}
