import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { axe, deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

/** As the server does when the same account logs in elsewhere. */
const replace = (login: string) => sql`update session s set ended_at = now(), ended_why = 'replaced' from account a where a.person = s.person and a.login = ${login}`.execute(it.town.database.db);

test('the last minute of an idle session counts down in the title and above the page; then the login says why and leads back', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.chief'));
  const { page } = desk;
  await page.clock.install();
  await visit(desk, '/law');
  await page.clock.runFor(14 * 60_000 + 15_000);
  await page.getByText('秒后退出登录').waitFor();
  expect(await page.title()).toMatch(/^（\d+ 秒后退出）/);
  expect(await axe(page)).toEqual([]);
  await page.clock.runFor(60_000);
  await page.waitForURL(/\/login\?/);
  expect(new URL(page.url()).searchParams.get('next')).toBe('/law');
  await page.getByText('长时间没有操作，已退出登录').waitFor();
  expect(await axe(page)).toEqual([]);
  await desk.context.close();
});

test('a later log-in elsewhere ends this one: the page says when and from where, and what was typed is kept', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  const { page } = desk;
  await visit(desk, `/cases/application/${it.cases.asked}`);
  await page.locator('.act-links').getByRole('button', { name: '意见', exact: true }).click();
  await page.locator('dialog textarea').first().fill('已请窗口核对。');
  await replace('labour.clerk');
  await page.locator('dialog textarea').first().fill('已请窗口核对，并已记录。'); // noticed at the next word, before anything is sent
  await page.locator('dialog > .session-over').getByText('在 127.0.0.1 登录，这里的登录已经结束').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.locator('.sheet-foot button').first().click();
  await page.locator('dialog .refused').getByText('在 127.0.0.1 登录，这里的登录已经结束').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate("Object.entries(sessionStorage).some(([k, v]) => k.includes('draft.') && v.includes('已请窗口核对，并已记录'))")).toBe(true);
  await page.locator('dialog > .session-over').getByRole('button', { name: '重新登录' }).click();
  await page.waitForURL(/\/login\?/);
  expect(new URL(page.url()).searchParams.get('next')).toBe(`/cases/application/${it.cases.asked}`);
  await desk.context.close();
});

test('what was typed and not sent is there again on another machine, without files, until it is given up', async () => {
  const path = `/cases/application/${it.cases.asked}`;
  const opens = async (desk: Awaited<ReturnType<typeof deskOf>>) => {
    await visit(desk, path);
    await desk.page.locator('.act-links').getByRole('button', { name: '意见', exact: true }).click();
    return desk.page.locator('dialog textarea').first();
  };
  const here = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  const saved = here.page.waitForResponse((answer) => answer.url().includes('/api/drafts/') && answer.request().method() === 'PUT' && answer.ok());
  await (await opens(here)).fill('拟请窗口说明。');
  await saved;
  await here.context.close();
  const there = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  const field = await opens(there);
  await there.page.getByText(/已恢复 .* 未提交的内容/).waitFor();
  await expect.poll(() => field.inputValue()).toBe('拟请窗口说明。');
  expect(await axe(there.page)).toEqual([]);
  await there.page.getByRole('button', { name: '放弃，重新填写' }).click();
  await expect.poll(() => field.inputValue()).toBe('');
  await there.page.getByText('未提交的内容').waitFor({ state: 'detached' });
  await expect.poll(async () => it.town.client('education.clerk').get(`/api/drafts/application/comment?about=${it.cases.asked}`)).toBeNull();
  await there.context.close();
});

test('outside a sheet the same is said in one of its own, and one may still read', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  const { page } = desk;
  await visit(desk, '/');
  await replace('labour.head');
  await page.locator('.side-nav').getByRole('link', { name: /我的申请/ }).click();
  await page.locator('dialog').getByText('登录已结束').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '先看一看本页' }).click();
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await desk.context.close();
});
