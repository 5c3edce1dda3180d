import { expect, test } from 'vitest';
import { axe, deskOf, sideways, visit, type Desk } from './browser.ts';
import { handbookPictures, wordsOfPictures, wordsOn } from './handbook.ts';
import type { Office } from './office.ts';
import { browser, drivesOffice, it } from './rig.ts';

drivesOffice();

/** Page, the post that uses it, and words that stand on it when it is whole; those of the handbooks stand in handbook.ts. */
const pages: readonly (readonly [path: string, who: string, words: string])[] = [
  ['/?tab=standing', 'education.head', '停计，等补正'],
  ['/?tab=owed', 'civil.clerk', '对方超过了时限'],
  ['/', 'labour.clerk', '提出共享申请'],
  ['/?tab=done', 'education.clerk', '高校毕业生信息'],
  ['/cases/application?side=requester', 'labour.clerk', '我的申请'],
  ['/cases/application?side=provider&open=true', 'education.clerk', '申请受理'],
  ['/cases/grant?side=requester', 'labour.clerk', '我的授权'],
  ['/cases/assessment', 'education.security', '评估'],
  ['/cases/incident', 'education.security', '报告安全事件'],
  ['/cases/application/{reply}', 'labour.clerk', '高校毕业生信息'],
  ['/cases/application/{late}', 'bureau.lead', '超期'],
  ['/cases/application/{draft}/edit?step=1', 'labour.clerk', '勾选'],
  ['/cases/application/{draft}/edit?step=4', 'labour.clerk', '提交，请负责人同意'],
  ['/cases/catalog/{catalogDraft}', 'education.cataloguer', '编辑目录'],
  ['/cases/reflux?side=any', 'labour.head', '回流'],
  ['/cases/reflux/{reflux}', 'labour.head', '逐期对账'],
  ['/cases/reflux/{reflux}', 'upper.operator', '没有可用代码'],
  ['/cases/reflux/{refluxAsked}', 'upper.head', '限制条件'],
  ['/cases/demand?side=requester', 'labour.clerk', '登记需求'],
  ['/cases/demand?side=authority', 'bureau.reviewer', '供需对接'],
  ['/cases/demand/{demandDraft}/edit', 'civil.clerk', '在办的相近需求'],
  ['/cases/demand/{demand}', 'bureau.reviewer', '可能满足的目录与相近需求'],
  ['/cases/demand/{demand}', 'labour.clerk', '所需数据项'],
  ['/cases/demand/{demandDraft}/print/demand', 'civil.clerk', '政务数据共享需求登记表'],
  ['/cases/source', 'bureau.reviewer', '数源部门'],
  ['/cases/source/{source}', 'education.head', '收集的部门与意见'],
  ['/cases/source/{source}', 'bureau.lead', '明确数源部门'],
  ['/cases/correction?side=any', 'labour.clerk', '校核与更正'],
  ['/cases/correction?side=provider', 'education.head', '校核规则与渠道'],
  ['/cases/correction/{correctionDraft}', 'labour.clerk', '逐条添加'],
  ['/cases/correction/{correction}', 'education.clerk', '其余同一结果'],
  ['/cases/correction/{correction}', 'bureau.reviewer', '内容只显示首尾'],
  ['/cases/correction/{correction}', 'province.clerk', '出具核实意见'],
  ['/cases/correction/{corrected}', 'labour.clerk', '取得过这些记录的部门'],
  ['/cases/correction/{corrected}', 'civil.clerk', '已更正本部门数据'],
  ['/catalog?q=没有这样的目录', 'labour.clerk', '目录里没有'],
  ['/statistics', 'education.cataloguer', '数据质量'],
  ['/cases/use-change/{useChange}', 'education.head', '提供给第三方'],
  ['/cases/use-change?side=requester', 'labour.clerk', '本部门申请变更用途、范围'],
  ['/typical', 'bureau.reviewer', '撤下…'],
  ['/typical?q=没有这样的案例', 'labour.clerk', '没有符合条件的典型案例'],
  ['/cases/grant/{inUse}', 'bureau.reviewer', '免交证明 312 份'],
  ['/law', 'education.clerk', '第二十一条第一款'],
  ['/law?article=21-1-a', 'bureau.reviewer', '检验'],
  ['/sandboxes', 'labour.clerk', '申请之前先试接口'],
  ['/organisations', 'bureau.reviewer', '淮安市教育局'],
  ['/messages', 'education.head', '消息'],
  ['/account', 'education.head', '上次登录'],
  ['/help', 'education.chief', '怎样看时限'],
  ['/cases/application/{reply}/print/form', 'education.head', '政务数据共享申请表'],
  ['/cases/application/{reply}/print/letter', 'education.head', '预览　未生效'],
  ['/cases/application/{reply}/print/sheet', 'education.head', '办理记录'],
  ['/documents/{letter}', 'education.head', '还没有盖章件'],
  ['/documents/{letter}?stamp=1', 'education.clerk', '按内容识别'],
  ['/documents/{letter}', 'labour.clerk', '盖章件由淮安市教育局上传'],
  ['/documents', 'education.clerk', '最近的在前'],
  ['/documents?stamped=true', 'education.clerk', '没有符合筛选的文书'],
  ['/documents/check', 'labour.clerk', '手中的纸件'],
  ['/department-catalog/list', 'education.cataloguer', '政务数据目录清单'],
  ['/templates', 'bureau.lead', '公文模板'],
  ['/officers/exports', 'platform.audit', '还没有导出过'],
  ['/weak-signatures', 'platform.audit', '现在没有放宽签名校验的授权'],
  ['/officers/keeping', 'platform.security', '恢复'],
  ['/officers/keeping', 'platform.audit', '到期'],
  ['/nowhere', 'education.head', '没有这个页面'],
];
const fill = (path: string): string => path.replace(/\{(\w+)\}/g, (_, name: string) => { const entry = it.entries[name as keyof Office['entries']] as Office['entries']['graduates'] | undefined; return entry ? `${entry.region}/${entry.id}` : it.cases[name as keyof Office['cases']]; });

const shown = new Map(handbookPictures.map(([name, who, path]) => [`${who} ${path}`, name]));

test.each([...handbookPictures.map(([, who, path, words]) => [path, who, words] as const), ...pages])('%s as %s: whole, without a violation of WCAG 2.1 AA, no sideways scroll, nothing logged', async (path, who, words) => {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await visit(desk, fill(path));
  await desk.page.getByText(words).first().waitFor();
  const picture = shown.get(`${who} ${path}`);
  if (picture !== undefined) await expect.poll(() => wordsOn(desk.page), { message: 'the picture is old: node scripts/run.mjs pictures' }).toEqual(wordsOfPictures()[picture]);
  expect(await axe(desk.page)).toEqual([]);
  expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test.each([['/', 1093], ['/', 720], ['/cases/application/{reply}', 1366], ['/cases/application/{reply}', 1093], ['/cases/application/{reply}', 720], ['/cases/application/{received}/reply', 720], ['/cases/application/{draft}/edit?step=2', 720], ['/supervision', 1093]] as const)(
  '%s fits a window %i wide: no sideways scroll, the acts stay', async (path, width) => {
    const who = path.includes('draft') ? 'labour.clerk' : path.includes('supervision') ? 'bureau.lead' : path.includes('received') ? 'education.clerk' : 'education.head';
    const desk = await deskOf(browser, it.town.base, it.town.client(who), { width, height: 768 });
    await visit(desk, fill(path));
    expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
    if (path.endsWith('{reply}')) await expect(desk.page.locator('#acts button').first().isVisible()).resolves.toBe(true);
    expect(await axe(desk.page)).toEqual([]);
    await desk.close();
  });

test('what opens on a page is whole, too: reasons of a reply, 常用语, columns, export, the menu of the person, offers of the search, all chapters', async () => {
  const opened: readonly (readonly [path: string, who: string, opens: (page: Desk['page']) => Promise<void>])[] = [
    ['/cases/application/{received}/reply', 'education.clerk', async (page) => {
      await page.getByRole('radiogroup', { name: '学历层次的答复' }).getByText('不同意', { exact: true }).click();
      await page.getByRole('radiogroup', { name: '毕业年份的答复' }).getByText('改方式', { exact: true }).click();
      await page.locator('.phrases summary').first().click();
      await page.getByLabel('理由类别').waitFor();
    }],
    ['/cases/application?side=provider', 'education.clerk', async (page) => { await page.locator('.table-tools summary', { hasText: '列' }).click(); await page.getByLabel('最近办理').waitFor(); }],
    ['/catalog?q=毕业', 'labour.clerk', async (page) => { await page.locator('summary', { hasText: '导出' }).click(); await page.getByText('机读目录').waitFor(); }],
    ['/', 'education.head', async (page) => { await page.locator('#find').fill('高校'); await page.locator('#find-offered option').first().waitFor({ state: 'attached' }); await page.locator('.who summary').click(); }],
    ['/law', 'bureau.lead', async (page) => { await page.getByRole('button', { name: '全部展开' }).click(); await page.locator('.law-rail details summary').click(); }],
  ];
  for (const [path, who, opens] of opened) {
    const desk = await deskOf(browser, it.town.base, it.town.client(who));
    await visit(desk, fill(path));
    await opens(desk.page);
    expect(await axe(desk.page), path).toEqual([]);
    expect(await sideways(desk.page), path).toBeLessThanOrEqual(0);
    expect(desk.faults, path).toEqual([]);
    await desk.close();
  }
});

test('without a login every page is the login, and leads back', async () => {
  const desk = await deskOf(browser, it.town.base, undefined);
  await visit(desk, `/cases/application/${it.cases.reply}`);
  await desk.page.waitForURL(/\/login\?next=/);
  expect(decodeURIComponent(desk.page.url())).toContain(`/cases/application/${it.cases.reply}`);
  expect(await axe(desk.page)).toEqual([]);
  await desk.close();
});

test('系统接入 opens without a login, at the error that a refusal names', async () => {
  const desk = await deskOf(browser, it.town.base, undefined);
  await visit(desk, '/developers#GATE_QUOTA_SPENT');
  await desk.page.locator('#GATE_QUOTA_SPENT').waitFor();
  await desk.page.locator('#GATE_QUOTA_SPENT:focus').waitFor();
  const [file] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('link', { name: '下载接口说明' }).click()]);
  expect(file.suggestedFilename()).toBe('shuqiao-rest.openapi.json');
  expect(await axe(desk.page)).toEqual([]);
  expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
  if (process.env['SHUQIAO_TEST_PICTURES']) await desk.page.screenshot({ path: `${process.env['SHUQIAO_TEST_PICTURES']}/developers.png`, fullPage: true });
  await desk.close();
});

test('to another department a case is absent, and a page of another post says whose it is and who one is', async () => {
  const desk = await deskOf(browser, it.town.base, it.town.client('civil.clerk'));
  await visit(desk, `/cases/application/${it.cases.reply}`).catch(() => undefined);
  await desk.page.getByText('没有这件事，或者与本单位无关').waitFor();
  expect(await desk.page.getByText('毕业生档案接收').count()).toBe(0);
  expect(await axe(desk.page)).toEqual([]);
  for (const path of ['/officers/log', '/held']) { // one post may, several may
    await desk.page.goto(path);
    await desk.page.getByText('这一步不由您办理').waitFor();
    await desk.page.getByText('您现在的身份是淮安市民政局·经办人').waitFor();
    expect(await axe(desk.page)).toEqual([]);
  }
  await desk.close();
});

test('a sandbox from its entry: opened, its key shown once, example and rows stand there, the drill stops the key', async () => {
  const { own } = await it.town.client('labour.clerk').get(`/api/grant/${it.cases.inUse}`);
  const desk = await deskOf(browser, it.town.base, it.town.client('labour.clerk'));
  await visit(desk, `/sandboxes?region=${own.entry.region}&entry=${own.entry.id}`);
  await desk.page.getByRole('button', { name: '开通查询沙箱' }).click();
  await desk.page.getByText('只显示这一次').first().waitFor();
  const key = await desk.page.locator('.once .secret .keep').innerText();
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  await desk.page.getByLabel('语言').selectOption('java');
  const example = await desk.page.locator('pre').innerText();
  const [document] = await Promise.all([desk.page.waitForEvent('download'), desk.page.getByRole('link', { name: '下载本服务的接口说明' }).click()]);
  expect(document.suggestedFilename()).toMatch(/\.openapi\.json$/);
  expect([example.includes('System.getenv("SHUQIAO_APP_KEY")'), example.includes(key)]).toEqual([true, false]);
  expect(await axe(desk.page)).toEqual([]);
  expect(await sideways(desk.page)).toBeLessThanOrEqual(0);
  if (process.env['SHUQIAO_TEST_PICTURES']) await desk.page.screenshot({ path: `${process.env['SHUQIAO_TEST_PICTURES']}/sandbox.png`, fullPage: true });
  await desk.page.getByRole('button', { name: '密钥失窃演练' }).click();
  await desk.page.getByText('密钥已停用').waitFor();
  await desk.page.reload();
  await desk.page.getByText('密钥已停用').waitFor();
  expect(await desk.page.getByText(key).count()).toBe(0);
  expect(desk.faults).toEqual([]);
  await desk.close();
});

test('a service is to end: chosen and drafted at a grant, put to its requesters, opined on, each form and page without a violation', async () => {
  const picture = async (desk: Desk, name: string) => { if (process.env['SHUQIAO_TEST_PICTURES']) await desk.page.screenshot({ path: `${process.env['SHUQIAO_TEST_PICTURES']}/${name}.png` }); };
  const desk = await deskOf(browser, it.town.base, it.town.client('education.head'));
  await visit(desk, fill('/cases/grant/{inUse}'));
  await desk.page.getByRole('button', { name: /^拟变更、终止服务…/ }).click();
  await desk.page.getByText('所涉授权').waitFor();
  await desk.page.getByRole('row', { name: /就业见习补贴资格核验/ }).getByRole('checkbox').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await picture(desk, 'service-change-open');
  await desk.page.getByRole('button', { name: '起草，涉及 1 个授权' }).click();
  await desk.page.waitForURL(/\/cases\/service-change\//);
  await desk.page.getByRole('button', { name: '发起协商' }).first().click();
  const sheet = desk.page.locator('dialog.sheet');
  for (const [label, text] of [['正当理由', '业务系统年底停用'], ['变更、终止什么', '毕业生信息查询接口停止服务'], ['意见期限', '2026-11-06'], ['生效日', '2026-12-01']] as const) await sheet.getByLabel(label).first().fill(text);
  expect(await axe(desk.page)).toEqual([]);
  await picture(desk, 'service-change-propose');
  await sheet.locator('.sheet-foot button').first().click();
  await desk.page.getByText('已办：发起协商').waitFor();
  expect(await axe(desk.page)).toEqual([]);
  await picture(desk, 'service-change-page');
  const other = await deskOf(browser, it.town.base, it.town.client('labour.head'));
  await visit(other, new URL(desk.page.url()).pathname);
  await other.page.getByRole('button', { name: '提出意见' }).first().click();
  await other.page.locator('dialog.sheet').getByLabel('有异议').check();
  await other.page.locator('dialog.sheet').getByLabel('异议和理由').fill('补贴审核仍需使用');
  await other.page.locator('dialog.sheet .sheet-foot button').first().click();
  await other.page.getByText('已办：提出意见').waitFor();
  await other.page.getByRole('cell', { name: '补贴审核仍需使用' }).waitFor();
  expect(await axe(other.page)).toEqual([]);
  expect([...desk.faults, ...other.faults]).toEqual([]);
  await desk.close();
  await other.close();
});
