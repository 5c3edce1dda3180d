import { join } from 'node:path';
import { expect, test } from 'vitest';
import { submits } from '../market.ts';
import { at, picture, pictures, sheet } from './at-desk.ts';
import { axe, deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

test('a local limit that is longer than the national one is refused in a sentence, the button works again; a shorter one stands and is withdrawn', async () => {
  await at('bureau.lead', '/jurisdiction', 'jurisdiction', async (desk) => {
    const { page } = desk;
    await page.emulateMedia({ reducedMotion: 'reduce' }); // a button that waits for the end of a transition waits for ever here
    await page.getByRole('button', { name: '录入地方规定…' }).click();
    await sheet(page).getByLabel('缩短时限').check();
    await sheet(page).getByLabel('时限', { exact: false }).locator('xpath=self::select').selectOption('application/reply/conditional');
    await sheet(page).getByLabel('时限本身').check();
    await sheet(page).getByLabel('工作日数').fill('12');
    await sheet(page).getByLabel('文件名称').fill('淮安市政务数据共享办法');
    await sheet(page).getByLabel('文号').fill('淮政规〔2026〕3 号');
    await sheet(page).locator('#grave-by\\.from').fill('2026-10-20');
    await sheet(page).getByRole('button', { name: '录入', exact: true }).click();
    await sheet(page).locator('.state.refused').waitFor();
    await expect.poll(() => sheet(page).locator('.ant-btn-loading, [aria-label="loading"], .busy').count()).toBe(0);
    await picture(desk, 'jurisdiction-refused');
    expect(await axe(page)).toEqual([]);
    await sheet(page).getByLabel('工作日数').fill('7');
    await sheet(page).getByRole('button', { name: '录入', exact: true }).click();
    await page.getByText('已录入，自施行之日起').waitFor();
    await page.getByText('《淮安市政务数据共享办法》').waitFor();
  });
  await at('bureau.lead', '/jurisdiction', 'jurisdiction-withdrawn', async ({ page }) => {
    await page.getByRole('button', { name: '撤销…' }).click();
    await sheet(page).getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByText('还没有地方规定').waitFor();
  });
});

test('a pair of synonyms makes the search find what the other word says', async () => {
  await at('bureau.reviewer', '/synonyms', 'synonyms', async ({ page }) => {
    await page.getByLabel('检索用词').fill('学历证');
    await page.getByRole('textbox', { name: '同时检索' }).fill('高校毕业生');
    await page.getByRole('button', { name: '登记' }).click();
    await page.getByText('已登记').waitFor();
  });
});

test('a delegation is made for days ahead, listed, and ended by its giver', async () => {
  await at('education.head', '/account', 'account', async ({ page }) => { await page.getByRole('link', { name: '委托代办' }).waitFor(); });
  await at('education.head', '/delegations', 'delegations', async ({ page }) => {
    await page.getByRole('button', { name: '委托代办…' }).click();
    await sheet(page).locator('#delegate-taker').selectOption({ index: 1 });
    await sheet(page).locator('#delegate-from').fill('2026-10-21');
    await sheet(page).locator('#delegate-to').fill('2026-10-23');
    await sheet(page).getByRole('button', { name: '委托', exact: true }).click();
    await page.getByText('2026-10-21 至 2026-10-23').waitFor();
  });
  await at('education.head', '/delegations', 'delegations-ended', async ({ page }) => {
    await page.getByRole('button', { name: '结束…' }).click();
    await sheet(page).getByRole('button', { name: '结束', exact: true }).click();
    await page.getByText('本单位没有委托代办').waitFor();
  });
});

test('the reviewer sets the day of a cause right, and the clock follows', async () => {
  const { region, id } = it.entries.universities;
  const ref = await it.town.client('education.cataloguer').open('catalog', { act: 'update', entryRegion: region, entry: id, cause: 'duty', occurredOn: '2026-10-15', document: '机构改革方案' });
  await at('bureau.reviewer', `/cases/catalog/${ref}`, 'cause', async (desk) => {
    await desk.page.getByRole('button', { name: '更正原因 1' }).click();
    await sheet(desk.page).locator('#cause-right-on').fill('2026-10-12');
    await picture(desk, 'cause-sheet');
    await sheet(desk.page).getByRole('button', { name: '更正', exact: true }).click();
    await desk.page.getByText('2026-10-12，机构改革方案').first().waitFor();
  });
});

test('the authority sees what a department holds in sum', async () => {
  await at('bureau.reviewer', '/held', 'held-none', async ({ page }) => { await page.getByRole('table', { name: '各部门持有的数据' }).getByRole('link', { name: '淮安市人力资源和社会保障局' }).waitFor(); });
  await at('bureau.reviewer', '/held', 'held', async ({ page }) => {
    await page.locator('main select').selectOption({ label: '淮安市人力资源和社会保障局' });
    await page.getByText('就业见习补贴资格核验').waitFor();
  });
});

test('weak signatures are allowed with a reason and a last day, stand on the grant’s page and in the list of who watches, and are taken back', async () => {
  const page = `/cases/grant/${it.cases.inUse}`;
  await at('education.head', page, 'weak-allowed', async (desk) => {
    await desk.page.locator('.act-button', { hasText: '放宽签名校验' }).click();
    await sheet(desk.page).getByText('一天只签一次').waitFor();
    expect(await axe(desk.page)).toEqual([]);
    await picture(desk, 'weak-form');
    await sheet(desk.page).getByLabel('为何放宽').fill('就业补贴审核系统每天只签一次，2026 年 12 月改好。');
    await sheet(desk.page).getByLabel('放宽的最后一天').first().fill('2026-12-31');
    await sheet(desk.page).getByRole('button', { name: '放宽签名校验' }).click();
    await desk.page.getByText('签名校验已放宽').waitFor();
  });
  for (const who of ['bureau.lead', 'platform.audit']) await at(who, '/weak-signatures', `weak-${who}`, async (desk) => { await desk.page.getByText('2026 年 12 月改好').waitFor(); });
  await at('labour.clerk', page, 'weak-requester', async (desk) => {
    await desk.page.getByText('签名校验已放宽').waitFor();
    await desk.page.locator('.act-button', { hasText: '收回放宽的签名校验' }).click();
    await sheet(desk.page).getByRole('button', { name: '收回放宽的签名校验' }).click();
    await desk.page.getByText('曾放宽至').waitFor();
  });
  await at('bureau.lead', '/weak-signatures?only=over', 'weak-over', async (desk) => { await desk.page.getByText('收回', { exact: false }).first().waitFor(); });
});

test('a basket: two entries, statements once, two applications; what is missing is said before anything is sent', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('civil.clerk'));
  const { page } = desk;
  await visit(desk, '/catalog');
  for (const { name } of Object.values(it.entries)) {
    await page.getByRole('button', { name: `加入清单：${name}` }).click();
    await page.getByRole('button', { name: `移出清单：${name}` }).waitFor();
  }
  await picture(desk, 'basket-search');
  await page.getByRole('link', { name: '申请清单' }).first().click();
  await page.getByRole('heading', { name: '申请清单' }).waitFor();
  await page.getByRole('button', { name: '提交 2 件，请负责人同意' }).click();
  await page.getByText(/还差 \d+ 处/).waitFor();
  await picture(desk, 'basket-missing');
  expect(await axe(page)).toEqual([]);
  for (const line of await page.locator('main li.panel').all()) for (const n of [0, 1]) await line.locator('input[type=checkbox]').nth(n).check();
  await page.getByLabel('业务事项').fill('社会救助对象核对');
  await page.getByLabel('使用依据 1 类别').selectOption({ index: 1 });
  await page.getByLabel('使用依据 1 名称').fill('社会救助暂行办法');
  await page.getByLabel('使用依据 1 条款').fill('第五十八条');
  await page.locator('#apply-scenario').fill('受理社会救助申请时，由核对中心核对学籍与毕业情况。');
  await page.locator('#apply-range').fill('申请救助的家庭成员，每年约 3,000 人。');
  await page.getByLabel('系统 1 名称').fill('社会救助核对系统');
  await page.getByRole('radiogroup', { name: '共享方式' }).locator('label').first().click();
  if (await page.getByRole('radiogroup', { name: '接口方式' }).count() > 0) await page.getByRole('radiogroup', { name: '接口方式' }).locator('label').first().click();
  await page.locator('#apply-term').fill('2026-11-01');
  await page.getByLabel('使用时限止', { exact: true }).fill('2027-10-31');
  await page.locator('#apply-frequency').fill('100');
  await page.locator('#apply-perMinute').fill('10');
  await page.locator('#apply-responsible').fill('核对中心主任');
  await page.locator('#apply-phone').fill('0517-87654321');
  await page.getByRole('button', { name: '提交 2 件，请负责人同意' }).click();
  await page.getByText('2 件都已提交').waitFor();
  await picture(desk, 'basket-filed');
  expect(await axe(page)).toEqual([]);
  expect(desk.faults).toEqual([]);
  await page.reload();
  await page.getByRole('link', { name: '看我的申请' }).waitFor();
  await desk.close();
});

test('several like applications are consented to at once from the worklist', async () => {
  const other = { items: [4, 5], mode: 'service', serviceKind: 'query' };
  for (const purpose of ['创业担保贷款资格审核', '稳岗返还审核']) await submits(it.town, it.entries.graduates, { ...other, purpose });
  await at('labour.head', '/', 'batch', async (desk) => {
    const { page } = desk;
    const boxes = page.locator('table.worklist tbody input[type=checkbox]');
    await boxes.nth(1).waitFor();
    const many = await boxes.count();
    expect(many).toBeGreaterThanOrEqual(2);
    for (let n = 0; n < many; n++) await boxes.nth(n).check();
    await page.locator('.batch-bar').waitFor();
    await picture(desk, 'batch-bar');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: /^一并.*件…$/ }).click();
    await sheet(page).getByLabel('对以上申请的真实性、合法性、必要性负责').check();
    await picture(desk, 'batch-sheet');
    await sheet(page).getByLabel('意见').fill('材料齐全，同意提出。');
    await sheet(page).getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: /^一并.*件…$/ }).click();
    await sheet(page).getByText('未提交的内容').waitFor();
    expect(await sheet(page).getByLabel('意见').inputValue()).toBe('材料齐全，同意提出。');
    await sheet(page).getByLabel('对以上申请的真实性、合法性、必要性负责').check();
    await sheet(page).locator('.sheet-foot button').first().click();
    await expect.poll(() => sheet(page).locator('.saved').count()).toBe(many);
    expect(await it.town.client('labour.head').get('/api/drafts/form/batch?about=application.approve')).toBeNull();
    await sheet(page).getByRole('button', { name: '知道了' }).click();
  });
});

test('a file goes with an act and stands in the record', async () => {
  await at('education.clerk', `/cases/application/${it.cases.received}`, 'attached', async ({ page }) => {
    await page.locator('.act-links').getByRole('button', { name: '意见', exact: true }).click();
    await sheet(page).locator('input[type=file]').setInputFiles({ name: '核对说明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n') });
    await sheet(page).getByText('核对说明.pdf').first().waitFor();
    await sheet(page).getByLabel('意见', { exact: false }).locator('xpath=self::textarea').fill('核对说明见附件。');
    await sheet(page).locator('.sheet-foot button').first().click();
    await page.getByText('已办：意见').waitFor();
    await page.locator('.timeline').getByText('核对说明.pdf').waitFor();
  });
});

test('a year of working days is entered by the reviewer and signed by the lead', async () => {
  await at('bureau.reviewer', '/calendar?year=2027', 'notice', async (desk) => {
    await desk.page.getByRole('button', { name: '录入放假安排…' }).click();
    await sheet(desk.page).getByLabel('适用').selectOption('320800');
    await sheet(desk.page).getByText('少数民族聚居地区的地方人民政府规定放假日期').waitFor();
    await sheet(desk.page).getByLabel('适用').selectOption('100000');
    await sheet(desk.page).getByLabel('年份').fill('2027');
    await sheet(desk.page).getByLabel('来源').fill('关于 2027 年部分节假日安排的通知（测试件）');
    await sheet(desk.page).locator('#notice-days').fill('2027-01-01 休 元旦\n2027-10-01 休 国庆节\n2027-10-09 班');
    await sheet(desk.page).getByRole('button', { name: '报负责人签发' }).click();
    await desk.page.getByRole('row', { name: /2027 全国/ }).getByText('待签发').waitFor();
  });
  await at('bureau.lead', '/calendar?year=2027', 'notice-signed', async ({ page }) => {
    await page.getByRole('button', { name: '签发…' }).click();
    await sheet(page).getByRole('button', { name: '签发并重算时限' }).click();
    await sheet(page).getByText('已签发，重算时限').waitFor();
  });
});

test('papers as they leave the printer: A4, number as a code, page of pages', async () => {
  for (const document of ['form', 'letter', 'sheet']) {
    await at('education.head', `/cases/application/${it.cases.reply}/print/${document}`, `paper-${document}`, async ({ page }) => {
      await page.locator('svg.paper-qr path').first().waitFor();
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, ...(pictures ? { path: join(pictures, `${document}.pdf`) } : {}) });
      expect(pdf.length).toBeGreaterThan(10_000);
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
    });
  }
});

test('the counters of every desk say what its rows show: a limit of another presses in neither', async () => {
  for (const who of ['bureau.reviewer', 'bureau.lead', 'education.clerk', 'education.head', 'labour.clerk', 'labour.head', 'civil.head']) {
    const { rows, counts } = await it.town.client(who).get<{ rows: { lamp: { kind: string }; note: string | null }[]; counts: Record<string, number> }>('/api/worklist');
    const shown = (kind: string) => rows.filter(({ lamp }) => lamp.kind === kind).length;
    expect([shown('late'), shown('due'), shown('near')], who).toEqual([counts['late'], counts['due'], counts['near']]);
    if (who === 'bureau.reviewer') expect(rows.map(({ note }) => note)).toContain('线索，说明期限至 2026-10-13');
  }
});

test('what an inspection found is entered by the reviewer, who reads the item of the law beside it; the department is asked to explain: Art. 29.1, 38', async () => {
  await at('bureau.reviewer', '/supervision', 'enter-finding', async (desk) => {
    const { page } = desk;
    await page.getByRole('button', { name: '登记线索…' }).click();
    await sheet(page).getByRole('button', { name: '登记线索' }).click();
    await sheet(page).getByRole('button', { name: '请选择情形' }).waitFor();
    await sheet(page).getByLabel('查找单位').fill('教育');
    await sheet(page).getByLabel('淮安市教育局').check();
    await sheet(page).getByLabel('情形').selectOption('39(2)');
    await sheet(page).getByText('擅自增设条件等方式阻碍、影响政务数据共享').last().waitFor();
    expect(await axe(page)).toEqual([]);
    await picture(desk, 'enter-finding-sheet');
    await sheet(page).getByLabel('事实').fill('抽查发现，三件申请的答复均另加了目录之外的条件');
    await sheet(page).getByLabel('证据').fill('抽查记录和三件答复函');
    await sheet(page).getByRole('button', { name: '登记线索' }).click();
    await page.waitForURL(/\/cases\/finding\//);
    await page.getByText('抽查记录和三件答复函').first().waitFor();
  });
});

test('an incident is reported by whoever sees it, and its page is there: Art. 35.3', async () => {
  await at('education.clerk', '/cases/incident', 'incident', async ({ page }) => {
    await page.getByRole('button', { name: '报告安全事件…' }).click();
    await sheet(page).getByRole('button', { name: '报告', exact: true }).click();
    await sheet(page).getByRole('button', { name: '请填写发生了什么' }).waitFor();
    await sheet(page).getByLabel('发生了什么').fill('前置机上发现不明程序');
    await sheet(page).getByLabel('自何时起').fill('尚不清楚');
    await sheet(page).getByLabel('涉及哪些数据').fill('尚不清楚');
    await sheet(page).getByLabel('不涉及').check();
    await sheet(page).getByRole('button', { name: '报告', exact: true }).click();
    await page.waitForURL(/\/cases\/incident\/\d/);
    await page.getByText('前置机上发现不明程序').first().waitFor();
  });
});

test('a list leaves the printer across the page, without menu, filters and rail, and says who printed it', async () => {
  await at('bureau.lead', '/supervision', 'supervision', async ({ page }) => {
    await page.getByText('近一年').first().waitFor();
    const pdf = await page.pdf({ preferCSSPageSize: true, ...(pictures ? { path: join(pictures, 'supervision.pdf') } : {}) });
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 84[12][.\d]* 59[45]/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.side-nav, .filters, .rail, .page-head .end').filter({ visible: true }).count()).toBe(0);
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.locator('.print-head').waitFor();
    expect(await page.locator('.print-head').innerText()).toMatch(/打印 淮安市数据局·主管部门负责人（账号 bureau\.lead）　\d{4}-\d\d-\d\d \d\d:\d\d\s*筛选　环节：未了结；条款：全部。列出 \d+ 行。/);
    await page.emulateMedia({ media: 'screen' });
  });
});

test('条例对照: a chapter unfolds, a duty shows the text of the law and, apart from it, how the platform reads it', async () => {
  await at('labour.clerk', '/law', 'law', async ({ page }) => {
    const chapter = page.getByRole('button', { name: '第七章 法律责任' });
    expect(await page.getByRole('button', { name: '第三十九条', exact: true }).first().isVisible()).toBe(false);
    await chapter.click();
    await page.getByRole('button', { name: '第三十九条', exact: true }).first().click();
    await page.locator('blockquote.law', { hasText: '第三十九条' }).waitFor();
    await page.locator('.reading', { hasText: '未经责令不产生效力' }).waitFor();
    expect(await page.locator('blockquote.law').innerText()).not.toContain('未经责令');
  });
});
