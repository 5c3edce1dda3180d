import { expect, test } from 'vitest';
import { sheet } from './at-desk.ts';
import { axe, deskOf, visit } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

test('a head consents: the sheet names the items and the date, and the case says what became of it', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  await visit(desk, `/cases/application/${it.cases.reply}`);
  await desk.page.locator('.act-button', { hasText: '同意共享' }).click();
  await sheet(desk.page).getByText('不同意 1 项').first().waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByLabel('意见').fill('同意。');
  await it.town.client('education.clerk').act('application', it.cases.reply, 'comment', { opinion: '脱敏方式已核。' });
  await sheet(desk.page).getByRole('button', { name: '同意共享' }).click();
  await sheet(desk.page).getByRole('heading', { name: '您打开之后，这件事有了变化' }).waitFor(); // who did what, what was typed is kept, and nothing to press but to look anew
  await sheet(desk.page).getByText(/市教育局·经办人/).waitFor();
  expect(await sheet(desk.page).getByRole('button', { name: '同意共享' }).count()).toBe(0);
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByRole('button', { name: '看最新状态' }).click();
  await desk.page.getByText('脱敏方式已核。').waitFor();
  await desk.page.locator('.act-button', { hasText: '同意共享' }).click();
  expect(await sheet(desk.page).getByLabel('意见').inputValue()).toBe('同意。');
  await sheet(desk.page).getByRole('button', { name: '同意共享' }).click();
  await desk.page.getByText('已办：同意共享').waitFor();
  expect(await it.town.client('education.head').state('application', it.cases.reply)).toBe('granted');
  expect(await axe(desk.page)).toEqual([]);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('what is missing is said on top with a link to its field, and the sheet stays', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  await visit(desk, `/cases/application/${it.cases.received}`);
  await desk.page.locator('.act-button', { hasText: '一次性告知补正' }).click();
  await sheet(desk.page).getByRole('button', { name: '一次性告知补正' }).click();
  await sheet(desk.page).getByText('还差').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  expect(await it.town.client('education.clerk').state('application', it.cases.received)).toBe('received');
  await desk.close();
});

test('what the provider asked for is supplied point by point: unanswered it is said where, answered it goes on', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  await visit(desk, `/cases/application/${it.cases.asked}`);
  await desk.page.locator('.act-button', { hasText: '补正' }).click();
  await sheet(desk.page).getByText('使用场景：说明由哪个窗口').first().waitFor();
  await sheet(desk.page).getByRole('button', { name: '补正' }).click();
  await sheet(desk.page).getByText('请逐点答复').first().waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByLabel(/说明由哪个窗口/).fill('由社会保险窗口在受理环节核对');
  await sheet(desk.page).getByRole('button', { name: '补正' }).click();
  await desk.page.getByText('已办：补正').waitFor();
  await desk.still();
  expect(await desk.page.locator(':focus').innerText()).toContain('已办：补正'); // the act's button is gone; the focus is not
  expect(await it.town.client('labour.clerk').state('application', it.cases.asked)).toBe('supplied');
  expect(desk.faults).toEqual([]);
  await desk.close();
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
  await desk.close();
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
  await desk.close();
});

test('a grant that is suspended: its head reports in the form that the table names', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  await visit(desk, `/cases/grant/${it.cases.suspended}`);
  await desk.page.locator('.act-button', { hasText: '报整改情况' }).click();
  await sheet(desk.page).getByLabel('已采取的整改措施').fill('停用了 10.32.6.88 上的旧程序，调用地址已登记。');
  await sheet(desk.page).getByRole('button', { name: '报整改情况' }).click();
  await desk.page.getByText('已办：报整改情况').waitFor();
  expect(await it.town.client('labour.head').state('grant', it.cases.suspended)).toBe('mended');
  await desk.close();
});

test('a credential is shown to the clerk who collects it, once', async () => {
  const { own } = await it.town.client('labour.clerk').get(`/api/application/${it.cases.reply}`);
  await it.town.client('education.operator').act('grant', own.grant.ref, 'deliver');
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  await visit(desk, `/cases/grant/${own.grant.ref}`);
  await desk.page.locator('.act-button', { hasText: '领用凭据' }).click();
  await sheet(desk.page).getByRole('button', { name: '领用凭据' }).click();
  const secret = desk.page.locator('.once .secret .keep').first();
  await secret.waitFor();
  const shown = (await secret.textContent()) ?? '';
  expect(shown.length).toBeGreaterThanOrEqual(16);
  expect(await axe(desk.page)).toEqual([]);
  await visit(desk, `/cases/grant/${own.grant.ref}`);
  await desk.page.getByText('已领用，不再显示').waitFor();
  expect(await desk.page.content()).not.toContain(shown);
  await desk.page.locator('.links-list').getByRole('link', { name: '使用记录' }).click(); // 关联事项: its calls, and back
  await desk.page.getByRole('link', { name: '看这一项授权' }).waitFor();
  expect(new URL(desk.page.url()).searchParams.get('grant')).toBe(own.grant.ref);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('a demand: what was searched for in vain is registered, what is like stands there while one types and may be joined, the authority assigns it', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  await visit(desk, '/catalog?q=殡葬服务机构名录');
  await desk.page.getByRole('button', { name: '登记需求' }).click();
  await desk.page.waitForURL(/\/cases\/demand\/[^/]+\/edit$/);
  const ref = /demand\/([^/]+)\/edit/.exec(desk.page.url())?.[1] ?? '';
  await expect.poll(() => desk.page.getByLabel('所需数据的名称').inputValue()).toBe('殡葬服务机构名录');
  await desk.page.getByRole('button', { name: '登记需求' }).click();
  await desk.page.getByText(/^还差 \d+ 处，改好后可继续/).waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await desk.page.getByLabel('数据项 1 名称').evaluate((field) => {
    const { DataTransfer, ClipboardEvent } = globalThis as unknown as { DataTransfer: new () => { setData(kind: string, text: string): void }; ClipboardEvent: new (name: string, init: object) => object };
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '机构名称\t全称\n机构地址\n服务项目');
    (field as unknown as { dispatchEvent(event: object): void }).dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect.poll(() => desk.page.getByLabel('数据项 3 名称').inputValue()).toBe('服务项目');
  await desk.page.getByLabel('业务事项').fill('困难群众殡葬补贴发放');
  await desk.page.getByLabel('使用依据 1 类别').selectOption('regulation');
  await desk.page.getByLabel('使用依据 1 名称').fill('殡葬管理条例');
  await desk.page.getByLabel('使用场景').fill('发放殡葬补贴时，窗口核对服务机构是否在册。');
  await desk.page.getByLabel('使用范围').fill('全市殡葬服务机构，约 60 家');
  await desk.page.getByLabel('责任岗位').fill('社会保障科经办岗');
  await desk.page.getByLabel('联系电话').fill('0517-80000002');
  await desk.page.getByRole('button', { name: '登记需求' }).click();
  await desk.page.waitForURL(/\/cases\/demand\/[^/]+$/);
  await desk.page.getByText('机构地址').waitFor();
  expect(await it.town.client('labour.clerk').state('demand', ref)).toBe('registered');
  expect(desk.faults).toEqual([]);
  await desk.close();

  const other = await deskOf(browser, it.town.base, it.town.client('civil.clerk'));
  await visit(other, `/cases/demand/${it.cases.demandDraft}/edit`);
  await other.page.getByLabel('所需数据的名称').fill('殡葬服务机构');
  await other.page.getByRole('button', { name: '并入 殡葬服务机构名录' }).click();
  await sheet(other.page).getByRole('button', { name: '并入' }).click();
  await sheet(other.page).getByText('须写明本部门的用途和依据').waitFor();
  expect(await axe(other.page)).toEqual([]);
  expect(await it.town.client('civil.clerk').state('demand', it.cases.demandDraft)).toBe('draft');
  await other.close();

  const authority = await deskOf(browser, it.town.base, it.town.client('bureau.reviewer'));
  await visit(authority, `/cases/demand/${ref}`);
  await authority.page.locator('.act-button', { hasText: '分派' }).click();
  await sheet(authority.page).getByLabel('淮安市民政局').check();
  await sheet(authority.page).getByLabel('分派理由').fill('殡葬管理属其职责');
  expect(await axe(authority.page)).toEqual([]);
  await sheet(authority.page).getByRole('button', { name: '分派' }).click();
  await authority.page.getByText('已办：分派').waitFor();
  expect(await it.town.client('civil.head').state('demand', ref)).toBe('assigned');
  await authority.close();
});

test('a named source: a department says what it thinks, and who proposes the same again from the entry is told where it is studied', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  await visit(desk, `/cases/source/${it.cases.source}`);
  await desk.page.locator('.act-button', { hasText: '提出意见' }).click();
  await sheet(desk.page).getByLabel('愿作为数源部门牵头收集').check();
  await sheet(desk.page).getByLabel('职责依据或者理由').fill('高等教育法规定的学籍学历管理。');
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByRole('button', { name: '提出意见' }).click();
  await desk.page.getByText('已办：提出意见').waitFor();
  expect((await it.town.client('bureau.lead').get(`/api/source/${it.cases.source}`)).own.departments).toContainEqual(expect.objectContaining({ stand: 'claims' }));
  await desk.close();
  const reviewer = await deskOf(browser, it.town.base, it.town.client('bureau.reviewer')); // values are compared where they can be read; what cannot is said
  await visit(reviewer, `/cases/source/${it.cases.source}`);
  await reviewer.page.getByRole('button', { name: '比对值：公民身份号码' }).click();
  await reviewer.page.getByText('没有读：没有挂接数据资源').waitFor();
  await reviewer.page.getByText('200 个不同的值，长 18，数字').waitFor();
  expect(await axe(reviewer.page)).toEqual([]);
  expect(reviewer.faults).toEqual([]);
  await reviewer.close();
  const clerk = await deskOf(browser, it.town.base, it.town.client('education.clerk'));
  await visit(clerk, `/catalog/${it.entries.graduates.region}/${it.entries.graduates.id}`);
  await clerk.page.getByRole('button', { name: '提出数源部门' }).click();
  await sheet(clerk.page).getByText('人才库信息').waitFor();
  expect(await axe(clerk.page)).toEqual([]);
  await sheet(clerk.page).getByRole('button', { name: '提出', exact: true }).click();
  await sheet(clerk.page).getByText('数源部门已在研究').waitFor();
  expect(clerk.faults).toEqual([]);
  await clerk.close();
});

test('a reflux: begun at the entry of the department above, asked for with its area, contested only with a measure, connected', async () => {
  const { own } = await it.town.client('labour.head').get(`/api/reflux/${it.cases.reflux}`);
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  await visit(desk, `/catalog/${own.entry.region}/${own.entry.id}`);
  await desk.page.getByRole('button', { name: '提出回流…' }).click();
  await sheet(desk.page).getByRole('button', { name: '起草' }).click();
  await desk.page.waitForURL(/\/cases\/reflux\//);
  await desk.page.locator('.act-button', { hasText: '提出回流' }).click();
  await sheet(desk.page).getByLabel('履行哪项职责需要').fill('义务教育入学：按居住地核对在读情况');
  await expect.poll(() => sheet(desk.page).getByLabel('淮安市 320800').isChecked()).toBe(true);
  expect(await axe(desk.page)).toEqual([]);
  await sheet(desk.page).getByRole('button', { name: '提出' }).click();
  await desk.page.getByText('已办：提出回流').waitFor();
  expect(desk.faults).toEqual([]);
  await desk.close();

  const above = await deskOf(browser, it.town.base, it.town.client('upper.head'));
  await visit(above, `/cases/reflux/${it.cases.refluxAsked}`);
  await above.page.locator('.act-button', { hasText: '提出安全理由' }).click();
  await sheet(above.page).getByLabel('有什么安全风险').fill('学籍号可以关联家庭住址');
  await sheet(above.page).getByRole('button', { name: '提出安全理由' }).click();
  await sheet(above.page).getByText('请填写采取什么措施即可回流').first().waitFor();
  expect(await axe(above.page)).toEqual([]);
  await above.close();
  await it.town.client('upper.head').act('reflux', it.cases.refluxAsked, 'confirm');

  const operator = await deskOf(browser, it.town.base, it.town.client('upper.operator'));
  await visit(operator, `/cases/reflux/${it.cases.refluxAsked}`);
  await operator.page.locator('.act-button', { hasText: '接通' }).click();
  await sheet(operator.page).getByLabel('居住地行政区划代码').check();
  expect(await axe(operator.page)).toEqual([]);
  await sheet(operator.page).getByRole('button', { name: '接通' }).click();
  await operator.page.getByText('已办：接通').waitFor();
  await operator.page.getByText('历年区划中没有').first().waitFor();
  await operator.close();
});
