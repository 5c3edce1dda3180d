import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { submits } from '../market.ts';
import { deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

/** What the focus is on: its own words, its label, its id. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  interface Node { id: string; tagName: string; textContent: string | null; getAttribute(name: string): string | null; labels?: ArrayLike<{ textContent: string | null }> }
  const node = (globalThis as unknown as { document: { activeElement: Node | null } }).document.activeElement;
  return node === null || node.tagName === 'BODY' ? '' : [node.id, node.getAttribute('aria-label'), node.labels?.[0]?.textContent, node.textContent].filter(Boolean).join(' | ');
});

/** Presses Tab until the focus is on what is wanted. @throws where it never gets there */
async function tabTo(page: Page, wanted: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let n = 0; n < 120; n++) {
    if (wanted.test(await focused(page))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no Tab leads to ${String(wanted)}; the focus is on ${await focused(page)}`);
}

test('the keyboard alone files an application, from the search to the head’s desk', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  const { page } = desk;
  await visit(desk, '/');
  await page.keyboard.press('/');
  await page.keyboard.type('高等学校');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/catalog\?q=/);
  await page.getByText('全国高等学校名单').first().waitFor();
  await tabTo(page, /^申请$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/edit/);
  await page.getByText('勾选').first().waitFor({ state: 'attached' });
  await tabTo(page, /选择 学校标识码/);
  await page.keyboard.press('Space');
  await tabTo(page, /下一步：依据与场景/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=2/);
  await tabTo(page, /apply-purpose/);
  await page.keyboard.type('学历学校名称核对');
  await tabTo(page, /apply-basis \|/);
  await page.keyboard.type('法律');
  await tabTo(page, /使用依据 1 名称/);
  await page.keyboard.type('中华人民共和国就业促进法');
  await tabTo(page, /使用依据 1 条款/);
  await page.keyboard.type('第三十五条');
  await tabTo(page, /apply-scenario/);
  await page.keyboard.type('办理毕业生就业登记时，由窗口核对申请人所填毕业学校的名称与标识码。');
  await page.getByRole('link', { name: '工作台' }).click(); // left in the middle of a word: what was typed is there on coming back
  await page.waitForURL((url) => url.pathname === '/');
  await page.goBack();
  await page.locator('#apply-scenario').getByText('名称与标识码').waitFor();
  await tabTo(page, /apply-range/);
  await page.keyboard.type('本市就业登记的高校毕业生，每年约 6000 人');
  await tabTo(page, /系统 1 名称/);
  await page.keyboard.type('就业登记系统');
  await tabTo(page, /下一步：方式与时限/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=3/);
  await tabTo(page, /服务接口/);
  await page.keyboard.press('Space');
  await tabTo(page, /apply-term/);
  await page.keyboard.type('2026-11-01');
  await tabTo(page, /使用时限止(?!从)/);
  await page.keyboard.type('2027-10-31');
  await tabTo(page, /apply-frequency/);
  await page.keyboard.type('1000');
  await tabTo(page, /apply-perMinute/);
  await page.keyboard.type('60');
  await tabTo(page, /apply-responsible/);
  await page.keyboard.type('就业促进科经办岗');
  await tabTo(page, /apply-phone/);
  await page.keyboard.type('0517-80000002');
  await tabTo(page, /下一步：承诺与提交/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/step=4/);
  await tabTo(page, /提交，请负责人同意/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/application\/[^/]+$/);
  const ref = page.url().split('/').pop() ?? '';
  expect(await it.town.client('labour.clerk').state('application', ref)).toBe('consent');
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('skip links come first; rows, acts and the list of keys are reached by single keys, which may be switched off', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  const { page } = desk;
  await visit(desk, `/cases/application/${it.cases.reply}`);
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, /跳到办理/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, /同意共享/);
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.waitForURL((url) => url.pathname === '/');
  await page.locator('tr[data-row]').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\//);
  await page.locator('#acts button').first().waitFor();
  await page.locator('.who summary').focus();
  await page.keyboard.press('Enter');
  await tabTo(page, /退出登录/);
  await page.keyboard.press('Escape'); // a menu closes, and the focus is on its word again
  expect([await page.locator('.who[open]').count(), await focused(page)]).toEqual([0, expect.stringContaining('共享工作机构负责人')]);
  await page.keyboard.press('?');
  await page.getByText('关闭单键快捷键').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  expect(new URL(page.url()).pathname).not.toBe('/');
  await desk.close();
});

test('the keyboard alone works the worklist: two like applications are chosen by their rows and consented to at once', async () => {
  const before = await it.town.client('labour.head').get<{ counts: { all: number } }>('/api/worklist?size=1');
  await submits(it.town, it.entries.graduates, { items: [4, 5], purpose: '稳岗返还审核', mode: 'service', serviceKind: 'query' });
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  const { page } = desk;
  await visit(desk, '/?kind=application');
  const rows = page.locator('tr[data-row]:has(input[type=checkbox])');
  await rows.nth(1).waitFor();
  await page.keyboard.press('j');
  for (let n = 0; n < 12 && await page.locator('.batch-bar', { hasText: '已选 2 件' }).count() === 0; n++) {
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  await tabTo(page, /一并.*2 件…$/);
  await page.keyboard.press('Enter');
  await tabTo(page, /真实性、合法性、必要性/);
  await page.keyboard.press('Space');
  await tabTo(page, /2 件$/);
  await page.keyboard.press('Enter');
  await page.locator('dialog .saved').nth(1).waitFor();
  await tabTo(page, /知道了/);
  await page.keyboard.press('Enter');
  expect((await it.town.client('labour.head').get<{ counts: { all: number } }>('/api/worklist?size=1')).counts.all).toBe(before.counts.all - 1);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('the keyboard alone replies item by item: a refusal with its reason goes to the head', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  const { page } = desk;
  await visit(desk, `/cases/application/${it.cases.received}/reply`);
  await tabTo(page, /^同意$/);
  for (const _ of ['改方式', '不同意']) await page.keyboard.press('ArrowRight');
  await tabTo(page, /reply-item-\d+ \|/);
  for (let n = 0; n < 9 && await page.getByLabel('理由类别').inputValue() !== 'range'; n++) await page.keyboard.press('ArrowDown');
  await tabTo(page, /reply-item-\d+-reason/);
  await page.keyboard.type('该事项不核对毕业学校。');
  await tabTo(page, /报负责人审定/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/cases\/application\/[^/]+$/);
  expect(await it.town.client('education.clerk').state('application', it.cases.received)).toBe('reply');
  expect(desk.faults).toEqual([]);
  await desk.close();
});
