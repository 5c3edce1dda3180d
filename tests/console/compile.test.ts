import { expect, test } from 'vitest';
import { axe, deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

test('an entry is compiled by form, assessed, consented to and published from the desks of those whose acts they are', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.cataloguer'));
  const { page } = desk;
  const ref = it.cases.catalogDraft;
  await visit(desk, `/cases/catalog/${ref}/edit`);
  await page.locator('#edit-summary').fill('全市义务教育学校的招生范围划分，按学年发布，覆盖全部公办小学和初中，约 400 条。');
  await page.locator('#edit-classCode').selectOption('3');
  await page.getByLabel('项', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('目、细目').fill('001');
  await page.locator('#edit-formatClass').selectOption('database');
  await page.locator('#edit-formatType').selectOption('PostgreSQL');
  await page.locator('#edit-updateCycle').selectOption('yearly');
  await page.locator('#edit-grade').selectOption('general-1');
  await page.locator('#edit-dataClass').fill('教育 · 招生');
  await page.getByText('不涉密', { exact: true }).click();
  await page.locator('#edit-duty').selectOption('law');
  await page.getByLabel('编制依据 1 名称').fill('中华人民共和国义务教育法');
  await page.getByLabel('编制依据 1 条款').fill('第十二条');
  await page.locator('#edit-contact').fill('市教育局数据共享岗');
  await page.locator('#edit-phone').fill('0517-80000001');
  await page.getByRole('button', { name: '下一步：共享属性' }).click();
  await page.getByText('无条件共享', { exact: true }).click();
  await page.getByLabel('服务接口').check();
  await page.getByRole('button', { name: '下一步：数据项' }).click();
  await page.getByRole('button', { name: '从表格粘贴' }).click();
  await page.locator('#edit-paste').fill('学校标识码\tschool_code\t字符型\t10\n学校名称\tschool_name\t字符型\t100\n招生范围\tarea\t字符型\t500');
  await page.getByRole('button', { name: '加入 3 项' }).click();
  for (const name of ['学校标识码', '学校名称', '招生范围']) await page.getByLabel(`${name}的分级`).selectOption('general-1');
  await page.getByLabel('学校标识码是主键').check();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: '下一步：评估与提交' }).click();
  await page.getByText('有结论以后才能提交部门负责人').waitFor();
  expect(await axe(page)).toEqual([]);
  await visit(desk, `/cases/catalog/${ref}/edit?part=check`);
  await page.getByRole('button', { name: '开始评估' }).first().click();
  await page.waitForURL(/\/cases\/assessment\//);
  const assessment = page.url().split('/').pop() ?? '';
  await page.locator('.act-button', { hasText: '提交' }).click();
  const sheet = page.locator('dialog[open]');
  await sheet.getByRole('button', { name: '提交' }).click();
  await sheet.getByText('第 1 题未答').first().waitFor();
  expect(await axe(page)).toEqual([]);
  for (const question of await sheet.getByRole('radiogroup').all()) {
    await question.getByText('否', { exact: true }).click();
  }
  for (const note of await sheet.getByPlaceholder(/说明/).all()) await note.fill('已逐项核对。');
  await sheet.getByRole('button', { name: '提交' }).click();
  await page.getByText('已办：提交').waitFor();

  const officer = await deskOf(browser, it.town.base, it.town.client('education.security'));
  await visit(officer, `/cases/assessment/${assessment}`);
  await officer.page.locator('.act-button', { hasText: '作出结论' }).click();
  const conclude = officer.page.locator('dialog[open]');
  await conclude.getByLabel('低', { exact: true }).check();
  await conclude.getByLabel('不涉密').check();
  await conclude.getByLabel(/^保护措施/).fill('按目录公开范围提供。');
  await conclude.getByLabel(/^剩余风险/).fill('无');
  expect(await axe(officer.page)).toEqual([]);
  await conclude.getByRole('button', { name: '作出结论' }).click();
  await officer.page.getByText('已办：作出结论').waitFor();

  await visit(desk, `/cases/catalog/${ref}/edit?part=check`);
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await page.locator('dialog[open]').getByRole('button', { name: '提交', exact: true }).click();
  await page.waitForURL(/\/cases\/catalog\/[^/]+$/);
  for (const [who, act] of [['education.chief', '同意报送'], ['bureau.reviewer', '审核并发布']] as const) {
    const next = await deskOf(browser, it.town.base, it.town.client(who));
    await visit(next, `/cases/catalog/${ref}`);
    await next.page.locator('.act-button', { hasText: act }).click();
    expect(await axe(next.page)).toEqual([]);
    await next.page.locator('dialog[open]').getByRole('button', { name: act }).click();
    await next.page.getByText(`已办：${act}`).waitFor();
    expect(next.faults).toEqual([]);
    await next.close();
  }
  expect(await it.town.client('education.cataloguer').state('catalog', ref)).toBe('published');
  expect(desk.faults.concat(officer.faults)).toEqual([]);
  await desk.close();
  await officer.close();
});
