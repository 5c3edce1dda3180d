import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type ConsoleMessage, type Frame, type Page, type Request, type Response } from 'playwright-core';
import { build } from 'vite';
import { projectRoot } from '../../platform/project.ts';
import { needBrowser } from '../../scripts/testing/browser.ts';
import type { Client } from '../town-client.ts';

/** The built console, as it is shipped: the one that `npm test` built, else one built here. */
export async function builtConsole(): Promise<{ readonly dir: string; remove(): void }> {
  const made = process.env['SHUQIAO_CONSOLE_DIR'];
  if (made !== undefined && existsSync(join(made, 'index.html'))) return { dir: made, remove: () => undefined };
  const dir = mkdtempSync(join(tmpdir(), 'console-'));
  const was = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ configFile: join(projectRoot, 'vite.config.ts'), logLevel: 'error', mode: 'production', build: { outDir: dir } });
  if (was === undefined) delete process.env['NODE_ENV']; else process.env['NODE_ENV'] = was;
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: needBrowser(), args: ['--no-sandbox'] });
}

/** One person's browser at the console, with one tab. */
export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors that the page logged or threw, answers of 500, requests to other hosts. */
  readonly faults: string[];
  /** Waits until the page asks for nothing more, shows nothing as loading and has nothing left to do. */
  still(): Promise<void>;
  /** Its person leaves, and nothing of him stays; the next sits down at the same window, whose renderer has fonts and scripts at hand. */
  close(): Promise<void>;
}
export interface Window { readonly width?: number; readonly height?: number }
interface Seat { readonly base: string; readonly context: BrowserContext; readonly page: Page }

/** A renderer of its own for every desk took three quarters of the processor time of all page tests. */
const free = new WeakMap<Browser, Seat[]>();

/** A desk, its person logged in as the client is, the watermark off, which would hide faults of contrast from axe. */
export async function deskOf(browser: Browser, base: string, client: Client | undefined, window: Window = {}): Promise<Desk> {
  const seat = free.get(browser)?.pop() ?? await newSeat(browser, base);
  await seat.page.setViewportSize({ width: window.width ?? 1440, height: window.height ?? 900 });
  const [name, value] = client === undefined ? [] : /^([^=]+)=(.*)$/.exec(client.cookie)?.slice(1) ?? [];
  if (name !== undefined && value !== undefined) await seat.context.addCookies([{ name, value, url: base.replace('http:', 'https:'), secure: true, httpOnly: true, sameSite: 'Strict' }]);
  return watched(browser, seat);
}

async function newSeat(browser: Browser, base: string): Promise<Seat> {
  const context = await browser.newContext({ baseURL: base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  await page.addInitScript(() => { (globalThis as Record<string, unknown>)['shuqiaoNoWatermark'] = true; });
  return { base, context, page };
}

function watched(browser: Browser, seat: Seat): Desk {
  const { base, context, page } = seat;
  const faults: string[] = [];
  const asked = new Set<Request>();
  let next: Request | undefined; // asks for another document
  let answered = (): void => undefined;
  const done = (request: Request): void => { asked.delete(request); answered(); };
  const ears: readonly (readonly [event: string, hears: (what: never) => void])[] = [
    ['pageerror', (error: Error) => { faults.push(String(error)); }],
    ['console', (message: ConsoleMessage) => { if (message.type() === 'error' && !message.text().includes('status of 4')) faults.push(message.text()); }],
    ['request', (request: Request) => {
      asked.add(request);
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) next = request;
      // The office network has no internet: whatever is asked of another host is a fault. Breaches of the content policy are logged as errors.
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== new URL(base).origin) faults.push(`outside: ${request.url()}`);
    }],
    ['response', (answer: Response) => { if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`); }],
    ['requestfinished', done],
    ['requestfailed', (request: Request) => { if (request === next) next = undefined; done(request); }], // a file to keep opens no document
    ['framenavigated', (frame: Frame) => {
      if (frame !== page.mainFrame() || next === undefined) return;
      asked.clear(); // of what the document before asked, to its last breath, nobody hears any more
      next = undefined;
      answered();
    }],
  ];
  for (const [event, hears] of ears) page.on(event as 'request', hears as never);
  /** Whether an answer was heard of within ten seconds. */
  const heard = (): Promise<boolean> => new Promise((resolve) => {
    const given = setTimeout(() => resolve(false), 10_000);
    answered = () => { clearTimeout(given); resolve(true); };
  });
  const still = async (): Promise<void> => {
    for (;;) {
      const waits = await page.evaluate(rests);
      if (asked.size === 0 && !waits) return;
      if (asked.size === 0 || await heard()) continue;
      await page.waitForLoadState('networkidle'); // our ears may have missed one: then the browser's own word counts
      asked.clear();
    }
  };
  const close = async (): Promise<void> => {
    for (const [event, hears] of ears) page.off(event as 'request', hears as never);
    for (const other of context.pages()) if (other !== page) await other.close();
    await context.clearCookies();
    await context.setOffline(false);
    await page.emulateMedia({ media: null, reducedMotion: null });
    await page.goto('/healthz');
    await page.evaluate('localStorage.clear(); sessionStorage.clear()');
    free.set(browser, [...free.get(browser) ?? [], seat]);
  };
  return { page, context, faults, still, close };
}

/** In the page: two frames on, when it idles (a busy machine may never let it: a second at most), whether something still says that it is loading. A request that it began by then was told before the answer. */
const rests = `new Promise((rested) => {
  const done = () => rested(document.querySelector('.loading') !== null);
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done, { timeout: 1000 })));
  setTimeout(done, 3000); // a window that is not painted has no frames
})`;

/** Opens a page and waits until it shows its heading and has come to rest. */
export async function visit(desk: Desk, path: string): Promise<void> {
  await desk.page.goto(path);
  await desk.page.locator('h1').first().waitFor({ state: 'attached' });
  await desk.still();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
interface Violation { readonly id: string; readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[] }

/** In the page: what fades or slides is at its end; half-way through, a colour is none that the page has. What turns for ever goes on. */
const atRest = 'for (const one of document.getAnimations()) if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish()';

/** WCAG 2.0 and 2.1, A and AA, of the page as it stands: one line for each thing that is wrong. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  await page.evaluate(atRest);
  const found = await page.evaluate(async () => {
    const tool = (globalThis as unknown as { axe: { run(root: unknown, options: unknown): Promise<{ violations: Violation[] }> } }).axe;
    return (await tool.run((globalThis as unknown as { document: unknown }).document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })).violations;
  });
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`));
}

/** How many pixels the page is wider than its window: sideways scrolling. */
export const sideways = (page: Page): Promise<number> => page.evaluate(() => {
  const { documentElement: root } = (globalThis as unknown as { document: { documentElement: { scrollWidth: number; clientWidth: number } } }).document;
  return root.scrollWidth - root.clientWidth;
});
