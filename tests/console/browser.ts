import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { projectRoot } from '../../platform/project.ts';
import { needBrowser } from '../../scripts/testing/browser.ts';
import type { Client } from '../town-client.ts';

/** The built console: the one that `npm test` built, else one built here. */
export async function builtConsole(): Promise<{ readonly dir: string; remove(): void }> {
  const made = process.env['SHUQIAO_CONSOLE_DIR'];
  if (made !== undefined && existsSync(join(made, 'index.html'))) return { dir: made, remove: () => undefined };
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  await build({ configFile: join(projectRoot, 'vite.config.ts'), logLevel: 'error', build: { outDir: dir } });
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: needBrowser(), args: ['--no-sandbox'] });
}

export interface Desk { readonly page: Page; readonly context: BrowserContext; /** Errors that the page logged or threw, answers of 500, requests to other hosts. */ readonly faults: string[] }
export interface Window { readonly width?: number; readonly height?: number }

/** One person's browser at the console, with one tab: logged in as the client is, the watermark off, which would hide faults of contrast from axe. */
export async function deskOf(browser: Browser, base: string, client: Client | undefined, window: Window = {}): Promise<Desk> {
  return tabOf(await contextOf(browser, base, client, window), base);
}

/** A browser of its own; its tabs share what they have loaded. */
export async function contextOf(browser: Browser, base: string, client: Client | undefined, window: Window = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: base, viewport: { width: window.width ?? 1440, height: window.height ?? 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const [name, value] = client === undefined ? [] : /^([^=]+)=(.*)$/.exec(client.cookie)?.slice(1) ?? [];
  if (name !== undefined && value !== undefined) await context.addCookies([{ name, value, url: base.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Strict' }]);
  return context;
}

/** One more tab of a person's browser. */
export async function tabOf(context: BrowserContext, base: string): Promise<Desk> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text()); });
  // The office network has no internet: whatever is asked of another host is a fault. Breaches of the content policy are logged as errors.
  page.on('request', (asked) => { if (!/^(data|blob):/.test(asked.url()) && new URL(asked.url()).origin !== new URL(base).origin) faults.push(`outside: ${asked.url()}`); });
  page.on('response', (answer) => { if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`); });
  await page.addInitScript(() => { (globalThis as Record<string, unknown>)['shuqiaoNoWatermark'] = true; });
  return { page, context, faults };
}

/** Opens a page and waits until it shows its heading and asks for nothing more. */
export async function visit(desk: Desk, path: string): Promise<void> {
  await desk.page.goto(path);
  await desk.page.locator('h1').first().waitFor({ state: 'attached' });
  await desk.page.waitForLoadState('networkidle');
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Violation { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }

/** WCAG 2.0 and 2.1, A and AA, of the page as it stands: one line for each thing that is wrong. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const tool = (globalThis as unknown as { axe: { run(root: unknown, options: unknown): Promise<{ violations: Violation[] }> } }).axe;
    return (await tool.run((globalThis as unknown as { document: unknown }).document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations;
  });
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
}

/** How many pixels the page is wider than its window: sideways scrolling. */
export const sideways = (page: Page): Promise<number> => page.evaluate(() => {
  const { documentElement: root } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document;
  return root.scrollWidth - root.clientWidth;
});
