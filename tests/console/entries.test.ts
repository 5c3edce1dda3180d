import { expect, test } from 'vitest';
import { goOnWithQuality } from '../../processes/resource/index.ts';
import { depsOf } from '../../processes/resource/quality/town.testing.ts';
import { at, picture, sheet } from './at-desk.ts';
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

test('an entry is followed and listed; its cataloguer changes the contact without a case and sees who holds the data', async () => {
  const { region, id } = it.entries.graduates;
  await at('civil.clerk', `/catalog/${region}/${id}`, 'entry-other', async ({ page }) => {
    await page.getByRole('button', { name: '订阅变更' }).click();
    await page.getByRole('button', { name: '不再订阅' }).waitFor();
  });
  await at('civil.clerk', '/subscriptions', 'subscriptions', async ({ page }) => { await page.getByText('高校毕业生信息').waitFor(); });
  await at('education.cataloguer', `/catalog/${region}/${id}`, 'entry-own', async (desk) => {
    await desk.page.getByRole('button', { name: '修改联系方式与摘要…' }).click();
    await sheet(desk.page).getByLabel('联系电话').fill('0517-12345678');
    await picture(desk, 'outside');
    await sheet(desk.page).getByRole('button', { name: '保存 1 处' }).click();
    await desk.page.getByText('未立新版的改动').waitFor();
    await desk.page.getByRole('heading', { name: '使用部门' }).scrollIntoViewIfNeeded();
    await desk.page.getByRole('cell', { name: '就业见习补贴资格核验', exact: true }).waitFor();
  });
});

test('an entry is bound to a table: columns are found by name, tested, and stand in the list', async () => {
  const { region, id } = it.entries.universities;
  await at('education.operator', `/resources`, 'bind', async (desk) => {
    const { page } = desk;
    await page.getByRole('button', { name: '挂接目录…' }).click();
    await sheet(page).locator('#bind-entry').selectOption(`${region}/${id}`);
    await sheet(page).locator('#bind-table').selectOption('university');
    await sheet(page).getByRole('button', { name: /检验并挂接 \d+ 项/ }).waitFor();
    await picture(desk, 'bind-sheet');
    expect(await axe(page)).toEqual([]);
    await sheet(page).locator('#bind-page').fill('50');
    await sheet(page).getByRole('button', { name: '关闭' }).click();
    await page.getByRole('button', { name: '挂接目录…' }).click();
    await sheet(page).locator('#bind-entry').selectOption(`${region}/${id}`);
    await sheet(page).getByText('未提交的内容').waitFor();
    await expect.poll(() => sheet(page).locator('#bind-page').inputValue()).toBe('50');
    await sheet(page).getByRole('button', { name: /检验并挂接 \d+ 项/ }).click();
    await sheet(page).waitFor({ state: 'hidden' });
    expect(await it.town.client('education.operator').get(`/api/drafts/form/binding?about=${id}`)).toBeNull();
  });
});

test('quality rules are proposed, one that is not filled in is said before it is sent, a run shows its result, two runs a line: Art. 18', async () => {
  const path = `/quality/${it.entries.universities.region}/${it.entries.universities.id}`;
  await at('education.cataloguer', path, 'quality-rules', async (desk) => {
    const { page } = desk;
    await page.getByRole('button', { name: '设定规则…' }).click();
    await sheet(page).getByRole('button', { name: '按数据项说明补充' }).click();
    await sheet(page).getByRole('button', { name: '加一条' }).click();
    const many = await sheet(page).locator('section.panel').count();
    expect(many).toBeGreaterThan(1);
    await sheet(page).getByRole('button', { name: `保存 ${many} 条` }).click();
    await sheet(page).getByText('有规则没有填全').waitFor();
    await sheet(page).getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '设定规则…' }).click();
    await sheet(page).getByText('未提交的内容').waitFor();
    await expect.poll(() => sheet(page).locator('section.panel').count()).toBe(many);
    await sheet(page).getByRole('button', { name: `保存 ${many} 条` }).click();
    await sheet(page).getByText('有规则没有填全').waitFor();
    await picture(desk, 'quality-rules-sheet');
    expect(await axe(page)).toEqual([]);
    await sheet(page).getByRole('button', { name: new RegExp(`^删去\\s*第 ${many} 条$`) }).click();
    await sheet(page).getByRole('button', { name: `保存 ${many - 1} 条` }).click();
    await page.getByText(`${many - 1} 条，尚未检查`).waitFor();
  });
  const deps = await depsOf(it.town);
  await at('education.operator', path, 'quality-results', async ({ page }) => {
    await page.getByRole('button', { name: '检查时段与限度…' }).click();
    await sheet(page).getByRole('button', { name: '保存' }).click();
    for (const run of [1, 2]) {
      await page.getByRole('button', { name: '立即检查' }).click();
      await page.locator('.notice.acc').waitFor();
      while (await goOnWithQuality(deps));
      await page.reload();
      await expect.poll(() => page.locator('table', { has: page.locator('caption', { hasText: '历次检查' }) }).locator('tbody tr').count()).toBe(run);
    }
    await page.getByRole('img', { name: /^历次合格率：.*共 2 次$/ }).waitFor();
    await page.getByText('最近一次检查').waitFor();
  });
  await at('labour.clerk', `/catalog/${it.entries.universities.region}/${it.entries.universities.id}`, 'quality-at-entry', async ({ page }) => { await page.getByText('质量检查合格率').waitFor(); });
});

test('maintenance is announced to whoever it hits, confirmed by name, and called off; a requester rates what he received: Art. 27.3', async () => {
  const day = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await at('education.operator', '/resources', 'maintenance', async (desk) => {
    const { page } = desk;
    await page.getByRole('row', { name: /高校毕业生信息/ }).getByRole('button', { name: '维护…' }).click();
    for (const [field, text] of [['day', day], ['from', '22:00'], ['to', '23:30'], ['reason', '更换存储设备']] as const) await sheet(page).locator(`#maint-${field}`).fill(text);
    await sheet(page).locator('#hits-seen').waitFor();
    await sheet(page).getByRole('button', { name: '预告，通知使用部门' }).click();
    await sheet(page).getByText('请先查看受影响的名单').first().waitFor();
    await picture(desk, 'maintenance-sheet');
    expect(await axe(page)).toEqual([]);
    await sheet(page).locator('#hits-seen').check();
    await sheet(page).getByRole('button', { name: '预告，通知使用部门' }).click();
    await expect.poll(() => sheet(page).count()).toBe(0);
    await page.getByRole('row', { name: /高校毕业生信息/ }).getByRole('button', { name: '维护…' }).click();
    await sheet(page).getByRole('button', { name: /^取消预告/ }).click();
    await sheet(page).getByText('已取消').first().waitFor();
    await sheet(page).getByRole('button', { name: '取消', exact: true }).click();
  });
  await at('labour.clerk', `/cases/grant/${it.cases.inUse}`, 'rated', async ({ page }) => {
    await page.locator('.case-main').getByRole('link', { name: /^SQ-/ }).first().click();
    await page.locator('.act-button', { hasText: '评价' }).click();
    await sheet(page).getByText('5 分').click();
    await sheet(page).locator('.sheet-foot button').first().click();
    await page.getByText('已办：评价').waitFor();
  });
});
