import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPlatform, type Platform } from '../../operate/serve/platform.ts';
import { readConfig } from '../../platform/config.ts';
import { testDatabase, type TestDatabase } from '../../platform/postgres/testing.ts';
import { codeAt } from '../../processes/organisation/login/totp.ts';
import { axe, builtConsole, deskOf, openBrowser, visit, type Desk } from './browser.ts';

let browser: Browser;
let database: TestDatabase;
let platform: Platform;
const home = mkdtempSync(join(tmpdir(), 'set-up-'));
let removeBuild = (): void => undefined;

beforeAll(async () => {
  const made = await builtConsole();
  removeBuild = made.remove;
  [browser, database] = await Promise.all([openBrowser(), testDatabase()]);
  const config = readConfig({ PORT: '0', SHUQIAO_HOME: home, SHUQIAO_ROLES: 'console', SHUQIAO_CONSOLE_DIR: made.dir });
  platform = await startPlatform(config, pino({ level: 'silent' }), { ownerUrl: database.ownerUrl, appUrl: database.url, appRole: 'shuqiao_app', embedded: true, lost: new Promise(() => undefined), stop: async () => undefined });
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await database?.drop();
  rmSync(home, { recursive: true, force: true });
  removeBuild();
});

const officers: Record<string, { url: string; password: string; codes: string[] }> = {};
const people: Record<string, { url: string; code: string; password: string }> = {};

async function whole(page: Page): Promise<void> {
  expect(await axe(page)).toEqual([]);
}

/** By a recovery code where there is a second factor: a code of the moment is good once, and the next is half a minute away. */
async function logIn(desk: Desk, account: string, password: string, code?: string): Promise<void> {
  await visit(desk, '/login');
  await desk.page.locator('#account').fill(account);
  await desk.page.locator('#password').fill(password);
  await desk.page.getByRole('button', { name: '登录' }).click();
  if (code === undefined) return;
  await desk.page.locator('#code').fill(code);
  await desk.page.getByRole('button', { name: '验证' }).click();
}

test('the one-time address sets whose platform this is and issues three links', async () => {
  const desk = await deskOf(browser, platform.url, undefined);
  const address = new URL(platform.setup?.url ?? '');
  await visit(desk, address.pathname);
  await whole(desk.page);
  await desk.page.getByRole('button', { name: '下一步：主管部门' }).click();
  await desk.page.getByText('还差').waitFor();
  await desk.page.locator('#name').pressSequentially('abc'); // who puts an error right is not torn out of the field by the summary
  expect(await desk.page.locator('#name').inputValue()).toBe('abc');
  await desk.page.locator('#name').fill('');
  await desk.page.getByLabel('省级').selectOption({ label: '江苏省' });
  await desk.page.getByLabel('市级').selectOption({ label: '淮安市' });
  await expect.poll(() => desk.page.locator('#name').inputValue()).toBe('淮安市政务数据共享平台');
  await desk.page.getByRole('button', { name: '下一步：主管部门' }).click();
  await desk.page.locator('#operator-name').fill('淮安市数据局');
  await desk.page.locator('#operator-code').fill('11320800PDY0000361');
  await desk.page.locator('#operator-shortName').fill('市数据局');
  await whole(desk.page);
  await desk.page.getByRole('button', { name: '完成设置，签发三员链接' }).click();
  await desk.page.getByText('三条链接分别交给三个人').waitFor();
  await whole(desk.page);
  const links = await desk.page.locator('.once .secret').allTextContents();
  expect(links).toHaveLength(3);
  for (const [n, kind] of ['system', 'security', 'audit'].entries()) officers[kind] = { url: links[n] ?? '', codes: [], password: `Lake-${kind.slice(0, 3)}-7788` };
  await desk.close();
});

test.each(['system', 'security', 'audit'])('the %s officer sets password and second factor and gets recovery codes', async (kind) => {
  const officer = officers[kind];
  const desk = await deskOf(browser, platform.url, undefined);
  await visit(desk, new URL(officer?.url ?? '').pathname);
  await whole(desk.page);
  await desk.page.locator('#account').fill(`officer.${kind}`);
  await desk.page.locator('#name').fill(`${kind} 岗`);
  await desk.page.locator('#password').fill(officer?.password ?? '');
  await desk.page.locator('#again').fill(officer?.password ?? '');
  await desk.page.getByRole('button', { name: '下一步：第二因子' }).click();
  const secret = (await desk.page.locator('.card .mono').first().textContent()) ?? '';
  await whole(desk.page);
  await desk.page.locator('#factor-code').fill(codeAt(secret));
  await desk.page.getByRole('button', { name: '确认绑定' }).click();
  await desk.page.getByText('恢复码只显示这一次').waitFor();
  officer?.codes.push(...await desk.page.locator('.codes li').allTextContents());
  await whole(desk.page);
  await desk.page.getByRole('button', { name: '已妥善保存，继续' }).click();
  await desk.page.waitForURL(/\/login/);
  await desk.close();
});

test('the system officer registers a department, makes an account and hands over its code; the security officer activates it and hands over the link', async () => {
  const system = await deskOf(browser, platform.url, undefined);
  await logIn(system, 'officer.system', officers['system']?.password ?? '', officers['system']?.codes.pop());
  await system.page.waitForURL(/\/cases\/account/);
  await visit(system, '/organisations');
  await system.page.getByRole('button', { name: '登记机构…' }).click();
  const form = system.page.locator('dialog[open]');
  await form.getByLabel('统一社会信用代码').fill('11320800PDY00001X6');
  await form.getByLabel('全称').fill('淮安市教育局');
  await form.getByLabel('简称').fill('市教育局');
  await form.getByLabel('依据的文件').fill('淮编发〔2024〕1 号');
  await whole(system.page);
  await form.getByRole('button', { name: '登记' }).click();
  await system.page.getByRole('button', { name: '淮安市教育局' }).waitFor();
  await visit(system, '/cases/account');
  await system.page.getByRole('button', { name: '建立账号…' }).click();
  const made = system.page.locator('dialog[open]');
  await made.getByLabel(/^账号 /).fill('edu.clerk');
  await made.getByLabel(/^称呼/).fill('教育局经办岗');
  await made.getByRole('group', { name: /所在单位/ }).getByRole('combobox').selectOption({ label: '淮安市教育局' });
  await made.getByRole('button', { name: '加一个岗位' }).click();
  await made.getByLabel('岗位 1', { exact: true }).selectOption('clerk');
  await whole(system.page);
  await made.getByRole('button', { name: '建立', exact: true }).click();
  const given = system.page.locator('dialog[open]');
  await given.getByText('请把启用码直接交给本人').waitFor();
  await whole(system.page);
  const code = await given.locator('.once .secret .keep').first().textContent();
  await given.getByRole('button', { name: '已记下，查看账号' }).click();
  await system.page.waitForURL(/\/cases\/account\/.+/);
  const path = new URL(system.page.url()).pathname;
  await system.page.locator('h1').first().waitFor();
  await system.page.getByText('edu.clerk').first().waitFor();
  await whole(system.page);

  const security = await deskOf(browser, platform.url, undefined);
  await logIn(security, 'officer.security', officers['security']?.password ?? '', officers['security']?.codes.pop());
  await security.page.waitForURL(/\/cases\/account/);
  await visit(security, path);
  await security.page.locator('.act-button', { hasText: '启用' }).first().click();
  const sheet = security.page.locator('dialog[open]');
  if (await sheet.getByLabel(/^口令/).count() > 0) {
    await sheet.getByLabel(/^口令/).fill(officers['security']?.password ?? '');
    await sheet.getByLabel(/^动态码/).fill(officers['security']?.codes.pop() ?? '');
  }
  await sheet.getByRole('button', { name: '启用', exact: true }).click();
  await security.page.getByText('已办：启用').waitFor();
  await whole(security.page);
  const link = await security.page.locator('.once .secret .keep').first().textContent();
  people['clerk'] = { url: link ?? '', code: code ?? '', password: `Pier-${randomUUID().slice(0, 8)}-Q1` };
  expect(system.faults.concat(security.faults)).toEqual([]);
  await system.close();
  await security.close();
});

test('the holder sets the password by link and code and works at the desk at once', async () => {
  const clerk = people['clerk'];
  const desk = await deskOf(browser, platform.url, undefined);
  await visit(desk, new URL(clerk?.url ?? '').pathname);
  await whole(desk.page);
  await desk.page.locator('#code').fill('ABCD-EFGH-JKMN');
  for (const field of ['#password', '#again']) await desk.page.locator(field).fill(clerk?.password ?? '');
  await desk.page.getByRole('button', { name: '启用', exact: true }).click();
  await desk.page.getByText('启用码不对').waitFor();
  await whole(desk.page);
  await desk.page.locator('#code').fill(clerk?.code ?? '');
  await desk.page.locator('#password').fill(clerk?.password ?? '');
  await desk.page.locator('#again').fill(clerk?.password ?? '');
  await desk.page.getByRole('button', { name: '启用', exact: true }).click();
  await desk.page.waitForURL(/\/login/);
  await logIn(desk, 'edu.clerk', clerk?.password ?? '');
  await desk.page.getByRole('heading', { name: '工作台' }).waitFor();
  await desk.page.getByText('没有轮到您办理的事').waitFor();
  await whole(desk.page);
  await desk.page.locator('.who summary').click();
  await desk.page.getByRole('button', { name: '退出登录' }).click();
  await desk.page.waitForURL(/\/login/);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('a wrong password is told in a sentence, beside the form; who then logs in is told when he was last here and of the failure, once', async () => {
  const desk = await deskOf(browser, platform.url, undefined);
  await logIn(desk, 'edu.clerk', 'nothing-like-it');
  await desk.page.getByRole('alert').waitFor();
  await whole(desk.page);
  await logIn(desk, 'edu.clerk', people['clerk']?.password ?? '');
  const notice = desk.page.locator('.last-login');
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(/上次登录 \d{4}-\d\d-\d\d \d\d:\d\d，来自 127\.0\.0\.1。其间有 1 次登录失败；不是本人的，请更换口令并告知安全管理员。/);
  await whole(desk.page);
  await notice.getByRole('button', { name: '知道了' }).click();
  await notice.waitFor({ state: 'detached' });
  await desk.page.reload();
  await desk.page.getByRole('heading', { name: '工作台' }).waitFor();
  expect(await notice.count()).toBe(0);
  await desk.close();
});
