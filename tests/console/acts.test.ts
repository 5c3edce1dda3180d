import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, builtConsole, deskOf, openBrowser, visit } from './browser.ts';
import { office, type Office } from './office.ts';

let browser: Browser;
let it: Office;
let removeBuild = (): void => undefined;

beforeAll(async () => {
  const made = await builtConsole();
  removeBuild = made.remove;
  [browser, it] = await Promise.all([openBrowser(), office(made.dir)]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await it?.stop();
  removeBuild();
});

const sheet = (page: Page) => page.locator('dialog[open]');

test('a head consents: the sheet names the items and the date, and the case says what became of it', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  await visit(desk, `/cases/application/${it.cases.reply}`);
  await desk.page.locator('.act-button', { hasText: '同意共享' }).click();
  await sheet(desk.page).getByText('不同意 1 项').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByLabel('意见').fill('同意。');
  await sheet(desk.page).getByRole('button', { name: '同意共享' }).click();
  await desk.page.getByText('已办：同意共享').waitFor();
  expect(await it.town.client('education.head').state('application', it.cases.reply)).toBe('granted');
  expect(await axe(desk.page)).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.context.close();
});

test('what is missing is said on top with a link to its field, and the sheet stays', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  await visit(desk, `/cases/application/${it.cases.received}`);
  await desk.page.locator('.act-button', { hasText: '一次性告知补正' }).click();
  await sheet(desk.page).getByRole('button', { name: '一次性告知补正' }).click();
  await sheet(desk.page).getByText('还差').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  expect(await it.town.client('education.clerk').state('application', it.cases.received)).toBe('received');
  await desk.context.close();
});

test('a reply item by item: a refusal wants its reason in place, and goes to the head', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  await visit(desk, `/cases/application/${it.cases.received}/reply`);
  await desk.page.getByRole('radiogroup', { name: '学历层次的答复' }).getByText('不同意', { exact: true }).click();
  await desk.page.getByRole('button', { name: '报负责人审定' }).click();
  await desk.page.getByText('学历层次：请选择理由类别').first().waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await desk.page.getByLabel('理由类别').selectOption('range');
  await desk.page.getByLabel('理由', { exact: true }).fill('该事项不核对学历。');
  await desk.page.getByRole('button', { name: '报负责人审定' }).click();
  await desk.page.waitForURL(/\/cases\/application\/[^/]+$/);
  expect(await it.town.client('education.clerk').state('application', it.cases.received)).toBe('reply');
  await desk.context.close();
});

test('somebody was quicker: the page says that the case has changed, and keeps what was written', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  await visit(desk, `/cases/application/${it.cases.consent}`);
  await desk.page.locator('.act-button', { hasText: '退回' }).click();
  await sheet(desk.page).getByLabel('意见').fill('使用范围写得太宽。');
  await it.town.client('labour.head').act('application', it.cases.consent, 'approve', { vouches: true });
  await sheet(desk.page).getByRole('button', { name: /退回/ }).click();
  await sheet(desk.page).getByText('您填的意见没有丢，已存为草稿。').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await desk.context.close();
});

test('a grant that is suspended: its head reports in the form that the table names', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  await visit(desk, `/cases/grant/${it.cases.suspended}`);
  await desk.page.locator('.act-button', { hasText: '报整改情况' }).click();
  await sheet(desk.page).getByLabel('已采取的整改措施').fill('停用了 10.32.6.88 上的旧程序，调用地址已登记。');
  await sheet(desk.page).getByRole('button', { name: '报整改情况' }).click();
  await desk.page.getByText('已办：报整改情况').waitFor();
  expect(await it.town.client('labour.head').state('grant', it.cases.suspended)).toBe('mended');
  await desk.context.close();
});
