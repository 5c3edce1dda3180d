import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graduates, universities } from '../../processes/catalog/samples.testing.ts';
import { entryRow, itemRows } from '../../processes/catalog/workbook/fill.ts';
import { entryColumns, itemColumns } from '../../processes/catalog/workbook/columns.ts';
import { spoilt, templateOf } from '../../processes/catalog/workbook/workbook.testing.ts';
import type { EntryBody } from '../../processes/catalog/contract.ts';
import { organisations, town, type Town } from '../town.ts';
import { axe, builtConsole, deskOf, openBrowser, sideways, visit, type Desk } from './browser.ts';

/** 批量导入 in the browser: from the template to drafts, with everything that can be wrong on the way. */
let browser: Browser;
let it: Town;
let desk: Desk;
let removeBuild = (): void => undefined;
beforeAll(async () => {
  const made = await builtConsole();
  removeBuild = made.remove;
  [browser, it] = await Promise.all([openBrowser(), town({ today: '2026-09-14', roles: 'console', env: { SHUQIAO_CONSOLE_DIR: made.dir } })]);
  desk = await deskOf(browser, it.base, it.client('education.cataloguer'));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await it?.stop();
  removeBuild();
});

const { code, name } = organisations.education;
const row = (body: EntryBody) => ({ code: null, publishedOn: null, provider: code, providerName: name, body });
async function workbook(): Promise<string> {
  const bodies = [{ ...universities, name: '中小学名录' }, { ...graduates, name: '毕业去向信息' }, { ...universities, name: '摘要太短的名录' }, { ...graduates, name: '两种属性的信息' }];
  const entries = bodies.map((body, n) => (n === 2 ? spoilt(entryRow(row(body)), entryColumns, { summary: '名录', phone: '见网站' }) : entryRow(row(body))));
  const items = bodies.flatMap((body, n) => itemRows(row(body)).map((cells, i) => (n === 3 ? spoilt(cells, itemColumns, { itemAttribute: i < 3 ? '有条件共享' : '无条件共享', key: i === 1 || i === 3 ? '是' : '否' }) : cells)));
  const path = join(it.home, '市教育局目录.xlsx');
  writeFileSync(path, await templateOf({ entries, items }));
  return path;
}
const whole = async () => {
  expect(await axe(desk.page)).toEqual([]);
  expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
  expect(desk.faults).toEqual([]);
};

test('the page says what may come and what may not; a wrong file is refused in words', async () => {
  await visit(desk, '/imports');
  await desk.page.getByText('还没有导入过').waitFor();
  await whole();
  const wrong = join(it.home, '目录.xlsx');
  writeFileSync(wrong, '名称,代码\n甲,1\n');
  await desk.page.locator('input[type=file]').setInputFiles(wrong);
  await desk.page.getByText('这是文本（CSV）文件改了扩展名').waitFor();
  await whole();
});

test('upload, preview by cell, split on consent, only what is right; drafts, the marked workbook, and back again', async () => {
  await desk.page.locator('input[type=file]').setInputFiles(await workbook());
  await desk.page.waitForURL(/\/imports\/320800\//);
  await desk.page.getByText('等待读取').waitFor();
  await it.settle();
  await desk.page.getByRole('heading', { name: '预览' }).waitFor();
  await desk.page.getByText('摘要至少 20 个字，现有 2 个').waitFor();
  expect(await desk.page.getByText('目录信息!J6').count()).toBe(1);
  await whole();
  await desk.page.getByRole('button', { name: /^错误 1$/ }).click();
  await desk.page.waitForURL(/kind=error/);
  await desk.page.getByRole('button', { name: '全部', exact: true }).click();
  await desk.page.getByRole('button', { name: /^只导入正确行/ }).click();
  await desk.page.getByText('同意按共享属性拆分').waitFor();
  await whole();
  await desk.page.getByRole('dialog').getByRole('checkbox').check();
  await desk.page.getByRole('button', { name: '导入 3 个目录' }).click();
  await desk.page.getByText(/正在导入/).first().waitFor();
  await it.settle();
  await desk.page.getByText('已有 4 个目录成为草稿').waitFor();
  await whole();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByText('下载标红的原表').click()]);
  expect(download.suggestedFilename()).toBe('市教育局目录（标红）.xlsx');
  await desk.page.getByRole('link', { name: '两种属性的信息（无条件共享）' }).click();
  await desk.page.getByText('编辑目录').first().waitFor();
  await visit(desk, '/imports');
  await desk.page.getByText('市教育局目录.xlsx').waitFor();
  await whole();
  await desk.page.getByRole('link', { name: '市教育局目录.xlsx' }).click();
  await desk.page.getByRole('button', { name: /^撤销导入/ }).click();
  await desk.page.getByRole('button', { name: '撤销', exact: true }).click();
  await desk.page.getByText(/正在撤销/).first().waitFor();
  await it.settle();
  await desk.page.getByText('已撤销：').waitFor();
  await whole();
});
