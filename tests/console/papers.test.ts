import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { agrees, applies, graduates, publishes } from '../market.ts';
import { axe, deskOf, sideways, visit, type Desk } from './browser.ts';
import { browser, drivesOffice, it } from './rig.ts';

/** Papers at the desk: looked at, printed, given as Word, sealed, checked, packed; the region's template. */
drivesOffice();

const sheet = (page: Page) => page.locator('dialog.sheet');
async function at(who: string, path: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const desk = await deskOf(browser, it.town.base, it.town.client(who));
  await desk.page.addInitScript(() => { Object.assign(globalThis, { printed: 0, print: () => { (globalThis as unknown as { printed: number }).printed += 1; } }); });
  await visit(desk, path);
  await work(desk);
  expect(desk.faults).toEqual([]);
  await desk.close();
}
const prints = (page: Page) => page.evaluate(() => (globalThis as unknown as { printed: number }).printed);
/** What stands on each page, block by block: title, para, table … */
const pagesOf = (page: Page) => page.locator('.a4').evaluateAll((all) => all.map((one) => Array.from((one as unknown as { querySelectorAll(s: string): Iterable<{ className: string; tagName: string }> }).querySelectorAll('.a4-body > .piece > *'), (block) => block.className || block.tagName)));

test('a letter of many items runs over pages: each with its foot, table heads repeated, nothing lost, the signature never alone; the printer gets the same pages', async () => {
  const items = Array.from({ length: 60 }, (_, n) => ({ ...graduates.items[6], n: n + 1, name: `样例数据项之${n + 1}`, field: `sample_${n + 1}`, key: n === 0, identifier: null }));
  const name = `${'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(2)}样例`; // one word that no line can hold
  const long = await publishes(it.town, graduates, { name, classCode: '303188', items } as never);
  const ref = await applies(it.town, long, { items: items.map((one) => one.n), purpose: '长函样例', term: { from: '2026-10-19', to: '2028-09-30', reason: '' } });
  await agrees(it.town, ref);
  const { kept } = await it.town.client('education.clerk').get<{ kept: { kind: string; ref: string }[] }>(`/api/documents/case/${ref}`);
  const letter = kept.find((one) => one.kind === 'letter')?.ref ?? '';
  await at('education.clerk', `/documents/${letter}`, async ({ page }) => {
    await page.locator('.a4 svg.paper-qr path').first().waitFor();
    const pages = await pagesOf(page);
    expect(pages.length).toBeGreaterThan(3);
    const signed = pages.find((one) => one.includes('paper-sign')) ?? [];
    expect(signed.indexOf('paper-sign')).toBeGreaterThan(0);
    expect(await page.locator('.a4-foot').allInnerTexts()).toEqual(pages.map((_, n) => expect.stringContaining(`第 ${n + 1} 页　共 ${pages.length} 页`)));
    const names = await page.locator('.a4 tbody tr td:nth-child(2)').allInnerTexts();
    expect(names).toEqual(items.map((one) => one.name));
    expect(await page.locator('.a4 thead').count()).toBe(pages.filter((one) => one.some((block) => block.includes('paper-table'))).length);
    const over = await page.locator('.a4').evaluateAll((all) => all.filter((one) => {
      const { body, foot } = { body: (one as unknown as { querySelector(s: string): { getBoundingClientRect(): { bottom: number } } }).querySelector('.a4-body'), foot: (one as unknown as { querySelector(s: string): { getBoundingClientRect(): { top: number } } }).querySelector('.a4-foot') };
      return body.getBoundingClientRect().bottom > foot.getBoundingClientRect().top;
    }).length);
    expect(over).toBe(0);
    expect(await page.locator('.a4 .paper-title').evaluate((title) => (title as unknown as { scrollWidth: number }).scrollWidth <= (title as unknown as { clientWidth: number }).clientWidth)).toBe(true);
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(pages.length);
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12]/);
  });
});

test('整案归档 from the page of a case: what it holds is said first, then it is taken as one file; the index reads in the browser, offline and without a violation', async () => {
  await at('labour.clerk', `/cases/application/${it.cases.reply}`, async ({ page, context }) => {
    await page.getByRole('button', { name: '整案归档…' }).click();
    await sheet(page).getByText('本事项尚未办结').waitFor();
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), sheet(page).getByRole('link', { name: '下载归档包' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^归档_SQ-320800-2026-\d{6}\.zip$/);
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(readFileSync(await download.path()))))) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    await context.setOffline(true);
    const alone = await context.newPage();
    await alone.goto(pathToFileURL(join(folder, 'index.html')).href);
    expect(await alone.locator('h2').allInnerTexts()).toEqual(['本卷目录', '申报内容与办理结果', '时限', '办理过程', '文书', '附件', '关联事项', '存证']);
    expect(await sideways(alone)).toBe(0);
    expect(await axe(alone)).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });
});

test('办理单: looked at, then kept and printed; what is printed names who prints', async () => {
  await at('education.clerk', `/cases/application/${it.cases.reply}/print/sheet`, async ({ page }) => {
    await page.locator('.a4').getByText('预览　未生效').waitFor();
    await page.getByRole('button', { name: '制成并打印' }).click();
    await page.waitForURL(/\/documents\/320800-/);
    await page.locator('.a4-foot').first().getByText('副本　打印：市教育局·经办人').waitFor();
    await expect.poll(() => prints(page)).toBe(1);
    expect(await page.getByText('预览　未生效').count()).toBe(0);
    await page.getByRole('button', { name: '打印', exact: true }).click();
    await expect.poll(() => prints(page)).toBe(2);
    expect(await axe(page)).toEqual([]);
  });
});

test('a stamped scan is uploaded and replaced with a reason; both stand beside the paper; a wrong kind is refused in a sentence', async () => {
  const file = (name: string, text: string) => { const path = join(tmpdir(), name); writeFileSync(path, text); return path; };
  await at('education.head', `/documents/${it.cases.letter}`, async ({ page }) => {
    await page.getByRole('button', { name: '上传盖章件' }).click();
    await sheet(page).locator('footer').getByRole('button', { name: /上传$/ }).click();
    await sheet(page).getByText('请选择盖章后的文件').first().waitFor();
    await sheet(page).locator('input[type=file]').setInputFiles(file('not-a-scan.pdf', 'text'));
    await sheet(page).locator('footer').getByRole('button', { name: /上传$/ }).click();
    await sheet(page).getByText('不是盖章件可用的文件').waitFor();
    await sheet(page).locator('input[type=file]').setInputFiles(file('答复函盖章.pdf', '%PDF-1.7\none\n%%EOF'));
    await sheet(page).locator('footer').getByRole('button', { name: /上传$/ }).click();
    await page.getByRole('link', { name: '答复函盖章.pdf' }).waitFor();
    await page.getByText('验章：无法验证').waitFor();
    await page.getByRole('button', { name: '更换盖章件' }).click();
    await sheet(page).locator('input[type=file]').setInputFiles(file('答复函盖章二.pdf', '%PDF-1.7\ntwo\n%%EOF'));
    await sheet(page).locator('footer').getByRole('button', { name: /更换$/ }).click();
    await sheet(page).getByText('请写明更换的原因').first().waitFor();
    await sheet(page).locator('#stamp-reason').fill('前一份漏盖骑缝章');
    expect(await axe(page)).toEqual([]);
    await sheet(page).locator('footer').getByRole('button', { name: /更换$/ }).click();
    await page.getByText('更换原因：前一份漏盖骑缝章').waitFor();
    await page.getByText('已更换').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});

test('whoever holds a paper checks it on a page: the same, or not, and the paper itself where he may read it', async () => {
  const { number, digest } = await it.town.client('education.clerk').get<{ number: string; digest: string }>(`/api/documents/${it.cases.letter}`);
  const tries = async (who: string, text: string, says: string) => at(who, `/documents/check?number=${number}`, async ({ page }) => {
    await page.locator('#check-digest').fill(text);
    await page.getByRole('button', { name: '核验', exact: true }).click();
    await page.getByText(says).first().waitFor();
    expect(await axe(page)).toEqual([]);
  });
  await tries('labour.clerk', (digest.match(/.{8}/g) ?? []).join(' '), '政务数据的复函');
  await tries('civil.clerk', digest.slice(0, 32), '不显示文书内容');
  await tries('labour.clerk', '0'.repeat(64), '以平台保存的为准');
  await tries('labour.clerk', '12', '至少前 32 位');
});

test('several cases’ 办理单 leave as one archive from the list', async () => {
  await at('education.clerk', '/cases/application?side=provider', async ({ page }) => {
    expect(await page.locator('.table-scroll').evaluate((box) => (box as unknown as { scrollWidth: number }).scrollWidth <= (box as unknown as { clientWidth: number }).clientWidth)).toBe(true); // the long name breaks in its own cell
    await page.locator('tbody input[type=checkbox]').nth(0).check();
    await page.locator('tbody input[type=checkbox]').nth(1).check();
    await page.getByText('已选 2 件').waitFor();
    expect(await axe(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载办理单' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^文书2份_.*\.zip$/);
    const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
    expect(Object.keys(files)).toEqual([expect.stringMatching(/^办理单_SQ-.*\.docx$/), expect.stringMatching(/^办理单_SQ-.*\.docx$/)]);
    for (const bytes of Object.values(files)) expect(strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array)).toContain('办理记录');
    await expect.poll(() => page.getByText('已选 2 件').count()).toBe(0);
  });
});

test('the lead enters a template by its document; a pattern that lacks a part is refused in a sentence', async () => {
  await at('bureau.lead', '/templates', async ({ page }) => {
    await page.getByText('还没有公文模板').waitFor();
    await page.getByRole('button', { name: '录入新版…' }).click();
    const form = sheet(page);
    const enter = () => form.locator('footer').getByRole('button', { name: /录入$/ }).click(); // the library's spinner may still name it
    await form.locator('[id="grave-head.letter"]').check();
    await form.locator('#grave-fileNumber').fill('{代字}数函{序号}号');
    await form.locator('#grave-codes').fill('淮安市教育局 淮教');
    await form.locator('[id="grave-by.title"]').fill('淮安市政务数据共享公文规范');
    await form.locator('[id="grave-by.number"]').fill('淮数〔2026〕5号');
    await form.locator('[id="grave-by.from"]').fill('2026-10-19');
    expect(await axe(page)).toEqual([]);
    await enter();
    await form.getByText('发文字号的格式须写明').waitFor();
    await form.locator('#grave-fileNumber').fill('{代字}数函〔{年}〕{序号}号');
    await enter();
    await page.getByText('已录入，自施行之日起').waitFor();
    await page.getByText('淮安市教育局 淮教').waitFor();
    expect(await axe(page)).toEqual([]);
  });
});
