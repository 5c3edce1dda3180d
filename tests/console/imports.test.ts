import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { graduates, universities } from '../../processes/catalog/samples.testing.ts';
import { entryRow, itemRows } from '../../processes/catalog/workbook/fill.ts';
import { entryColumns, itemColumns } from '../../processes/catalog/workbook/columns.ts';
import { spoilt, templateOf } from '../../processes/catalog/workbook/workbook.testing.ts';
import type { EntryBody } from '../../processes/catalog/contract.ts';
import { Workbook } from '../../platform/workbook/testing.ts';
import { graduates as demoGraduates, publishes } from '../market.ts';
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

test('columns that a flat sheet lacks are filled in, and what is shown afterwards is the new preview', async () => {
  const book = new Workbook();
  const sheet = book.addWorksheet('目录');
  sheet.addRow(['信息资源名称', '摘要', '信息资源格式', '共享属性', '共享方式', '更新周期', '类', '项', '目', '数据项', '数据类型', '是否开放', '数据分类', '编制依据', '联系人', '联系电话', '敏感级别', '安全级别', '信息项分级']);
  sheet.addRow(['校车名录', universities.summary, '数据库-mysql', '无条件共享', '共享平台-接口', '每年', '3', '07', '041', '车牌号', 'C(20)', '否', '教育', '法律｜中华人民共和国道路交通安全法｜第八条', '编目岗', '0517-8000001', '不敏感', '1级', '1级']);
  const path = join(it.home, '平表.xlsx');
  await book.xlsx.writeFile(path);
  await visit(desk, '/imports');
  await desk.page.locator('input[type=file]').setInputFiles(path);
  await desk.page.waitForURL(/\/imports\/320800\//);
  await it.settle();
  await desk.page.getByText('请选择涉密属性').waitFor();
  await desk.page.getByLabel('涉密属性').selectOption('非涉密');
  await desk.page.getByLabel('字段名').selectOption('按信息项名称的拼音首字母');
  await desk.page.getByLabel('是否主键').selectOption('每个目录的第一项');
  await Promise.all([desk.page.waitForResponse((answer) => answer.url().endsWith('/assumed')), desk.page.getByRole('button', { name: '补填并重新核对' }).click()]);
  await it.settle();
  await desk.page.getByRole('button', { name: /^新增 1$/ }).waitFor();
  await desk.page.getByText('请选择涉密属性').waitFor({ state: 'detached' });
  await whole();
});

test('存量共享: one by its form, many by the list and its papers; each row answered, all of them registered, both heads asked', async () => {
  const picture = async (page: Desk['page'], name: string) => { if (process.env['SHUQIAO_TEST_PICTURES']) await page.screenshot({ path: `${process.env['SHUQIAO_TEST_PICTURES']}/${name}.png` }); };
  const entry = await publishes(it, demoGraduates);
  const clerk = await deskOf(browser, it.base, it.client('education.clerk'));
  const { page, faults, close } = clerk;
  const sound = async (name: string) => { expect(await axe(page)).toEqual([]); expect(await sideways(page)).toBeLessThanOrEqual(0); expect(faults).toEqual([]); await picture(page, name); };
  const scan = { name: '共享协议.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n') };
  await visit(clerk, '/cases/grant?side=provider');
  await page.getByRole('button', { name: '登记存量共享…' }).click();
  const sheet = page.locator('dialog.sheet');
  await sheet.getByRole('button', { name: '登记，送双方负责人确认' }).click();
  await sheet.getByText('请上传原共享依据的文件').first().waitFor();
  await sheet.getByRole('radio', { name: new RegExp(entry.name) }).check();
  await sheet.getByRole('radio', { name: '淮安市民政局' }).check();
  await sheet.getByRole('checkbox', { name: '毕业学校名称' }).check();
  await sheet.getByRole('radio', { name: '服务接口' }).check();
  for (const [label, text] of [['用途', '低保资格核验'], ['原共享起始日期', '2024-03-01'], ['长期使用的理由', '法定职责长期存在'], ['依据文件', '数据共享协议（2024 年 3 月）'], ['每日次数', '1000'], ['每分钟次数', '60']] as const) await sheet.getByLabel(label, { exact: false }).first().fill(text);
  await sheet.getByLabel('毕业学校名称脱敏').selectOption({ label: '只留后四位' });
  await sheet.getByRole('checkbox', { name: '仅限办理补贴核验的业务系统调用' }).check();
  await sheet.getByRole('button', { name: '加一个条件' }).click();
  await sheet.getByLabel('行范围 1 值').fill('江苏大学');
  await sheet.locator('input[type=file]').setInputFiles(scan);
  await sheet.getByText('共享协议.pdf').first().waitFor();
  await sound('import-sheet');
  await sheet.getByRole('button', { name: '登记，送双方负责人确认' }).click();
  await page.getByText('须由双方的共享工作机构负责人共同确认').waitFor();
  await sound('import-case');
  const grant = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await visit(clerk, '/imports/grants');
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载登记表' }).click()]);
  const book = new Workbook();
  await book.xlsx.readFile(await template.path());
  const line = (purpose: string, over: Readonly<Record<number, string>> = {}) => [entry.name, '淮安市民政局', '全部', '', '', purpose, '', '服务接口', '', '2024-03-01', '', '法定职责长期存在', '共享协议（2024 年 3 月）', '共享协议.pdf', '1000', '60', '', '删除', '30', ''].map((cell, n) => over[n] ?? cell);
  const write = async (name: string, rows: string[][]) => {
    rows.forEach((cells, n) => { book.worksheets[0]?.getRow(4 + n).splice(1, cells.length, ...cells); });
    await book.xlsx.writeFile(join(it.home, name));
    await page.locator('input[accept=".xlsx,.csv"]').setInputFiles(join(it.home, name));
    await page.getByRole('button', { name: '核对' }).click();
  };
  await page.locator('input[multiple]').setInputFiles(scan);
  await page.getByText('共享协议.pdf').first().waitFor();
  await write('存量.xlsx', [line('临时救助核验'), line('住房保障核验', { 1: '没有的单位', 7: '邮寄' })]);
  await page.getByText('2 行中有 1 行须改正').waitFor();
  await sound('import-list-wrong');
  const [marked] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载标出错误的文件' }).click()]);
  expect(marked.suggestedFilename()).toBe('存量（有错误）.xlsx');
  await write('存量改正.xlsx', [line('临时救助核验'), line('住房保障核验')]);
  await page.getByRole('button', { name: '登记全部 2 件' }).click();
  await page.getByText('已登记 2 件存量共享').waitFor();
  await sound('import-list-done');
  await page.getByRole('link', { name: '查看待确认的' }).click();
  await page.getByText('共 3 件').waitFor();
  await close();
  await usedUp(grant);
});

/** The grant that was registered runs, lies unused, is ended and disposed of: what its requester fills in on the way. */
async function usedUp(grant: string): Promise<void> {
  for (const who of ['education.head', 'civil.head']) await it.client(who).act('grant', grant, 'confirm');
  await it.clock.movesTo('2027-03-15');
  await it.settle();
  const requester = await deskOf(browser, it.base, it.client('civil.clerk'), { width: 1366, height: 768 });
  const { page, faults, close } = requester;
  const sound = async (name: string) => { expect(await axe(page)).toEqual([]); expect(await sideways(page)).toBeLessThanOrEqual(0); expect(faults).toEqual([]); if (process.env['SHUQIAO_TEST_PICTURES']) await page.screenshot({ path: `${process.env['SHUQIAO_TEST_PICTURES']}/${name}.png` }); };
  await visit(requester, '/');
  await page.getByText('是否仍需使用').first().waitFor();
  await sound('unused-worklist');
  await visit(requester, `/cases/grant/${grant}`);
  await page.getByText('已长期没有调用记录').waitFor();
  await page.getByRole('button', { name: '确认仍需使用' }).click();
  await page.locator('dialog.sheet').getByLabel('为何仍需使用').waitFor();
  await sound('unused-confirm');
  await page.locator('dialog.sheet').getByRole('button', { name: '取消' }).click();
  await it.client('civil.clerk').act('grant', grant, 'finish', { reason: 'reached' });
  await visit(requester, `/cases/grant/${grant}`);
  await page.getByRole('button', { name: '报处置情况' }).first().click();
  const sheet = page.locator('dialog.sheet');
  await sheet.getByLabel('删除的范围').waitFor();
  await sheet.getByLabel('实际处置方式').selectOption('归还');
  for (const [label, text] of [['归还的范围', '全部核验结果'], ['归还给哪个岗位、怎样归还', '市教育局数据共享岗'], ['完成日期', '2027-03-15'], ['与要求的方式不同的理由', '对方要求收回介质']] as const) await sheet.getByLabel(label).first().fill(text);
  await sheet.getByRole('checkbox').check();
  await sheet.locator('input[type=file]').setInputFiles({ name: '归还清单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n') });
  await sheet.getByText('归还清单.pdf').first().waitFor();
  await sound('dispose-form');
  await sheet.locator('.sheet-foot button').first().click();
  await page.getByRole('heading', { name: '处置情况', exact: true }).waitFor();
  await sound('dispose-page');
  await close();
}
