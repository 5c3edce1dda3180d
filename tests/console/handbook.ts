import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../platform/project.ts';

/**
 * The pictures of the handbooks (docs/handbook): file, whose desk, page, words by which the page is whole. They are taken by
 * scripts/pictures.ts from the same office as the page tests drive, and the test of each page fails where the words on
 * it (headings, buttons, columns, labels) are no longer those of its picture.
 */
export const handbookPictures: readonly (readonly [name: string, who: string, path: string, words: string])[] = [
  ['cataloguer-worklist', 'education.cataloguer', '/', '工作台'],
  ['cataloguer-department', 'education.cataloguer', '/department-catalog', '全国高等学校名单'],
  ['cataloguer-edit', 'education.cataloguer', '/cases/catalog/{catalogDraft}/edit', '数据目录名称'],
  ['cataloguer-items', 'education.cataloguer', '/cases/catalog/{catalogDraft}/edit?part=items', '从表格粘贴'],
  ['cataloguer-sharing', 'education.cataloguer', '/cases/catalog/{catalogDraft}/edit?part=sharing', '共享属性'],
  ['cataloguer-check', 'education.cataloguer', '/cases/catalog/{catalogDraft}/edit?part=check', '还差'],
  ['cataloguer-imports', 'education.cataloguer', '/imports', '批量导入'],
  ['cataloguer-resources', 'education.operator', '/resources', '只读账号语句'],
  ['cataloguer-quality', 'education.cataloguer', '/quality/{graduates}', '还没有质量规则'],
  ['clerk-search', 'labour.clerk', '/catalog?q=毕业', '高校毕业生信息'],
  ['clerk-apply', 'labour.clerk', '/cases/application/{draft}/edit?step=2', '使用场景'],
  ['clerk-apply-term', 'labour.clerk', '/cases/application/{draft}/edit?step=3', '每分钟峰值'],
  ['clerk-asked', 'labour.clerk', '/cases/application/{asked}', '补正'],
  ['clerk-reply', 'education.clerk', '/cases/application/{received}/reply', '报负责人审定'],
  ['clerk-grant', 'labour.clerk', '/cases/grant/{inUse}', '领用凭据'],
  ['clerk-usage', 'labour.clerk', '/usage', '使用记录'],
  ['head-worklist', 'education.head', '/', '审定答复'],
  ['head-reply', 'education.head', '/cases/application/{reply}', '审定前核对'],
  ['head-consent', 'labour.head', '/cases/application/{consent}', '同意提出'],
  ['head-suspended', 'labour.head', '/cases/grant/{suspended}', '报整改情况'],
  ['head-supervision', 'education.head', '/supervision', '督办'],
  ['head-statistics', 'education.head', '/statistics?from=2026-09-14&to=2026-10-19', '作为提供部门'],
  ['head-delegations', 'education.head', '/delegations', '委托代办'],
  ['authority-catalog', 'bureau.reviewer', '/cases/catalog?side=authority', '目录审核'],
  ['authority-extension', 'bureau.reviewer', '/?why=extension', '延期同意'],
  ['authority-supervision', 'bureau.lead', '/supervision', '未经责令，线索不产生效力'],
  ['authority-held', 'bureau.lead', '/held', '各部门持有'],
  ['authority-calendar', 'bureau.reviewer', '/calendar', '放假安排'],
  ['authority-jurisdiction', 'bureau.lead', '/jurisdiction', '地方规定'],
  ['officers-accounts', 'platform.system', '/cases/account', '建立账号'],
  ['officers-import', 'platform.system', '/officers/import', '账号清单'],
  ['officers-settings', 'platform.security', '/officers/settings', '空闲退出'],
  ['officers-addresses', 'platform.security', '/officers/addresses', '外部地址批准'],
  ['officers-sessions', 'platform.security', '/officers/sessions', '在线会话'],
  ['officers-log', 'platform.audit', '/officers/log', '操作与访问日志'],
  ['officers-ledger', 'platform.audit', '/officers/ledger', '账本头'],
];

export const handbookFolder = join(projectRoot, 'docs', 'handbook');
/** Beside the pictures: of each the words that stood on the page. */
export const wordsFile = join(handbookFolder, 'pictures', 'words.json');
export const wordsOfPictures = (): Readonly<Record<string, readonly string[]>> => JSON.parse(readFileSync(wordsFile, 'utf8')) as Record<string, string[]>;

interface Element { readonly textContent: string | null; getClientRects(): { readonly length: number } }
const named = 'h1, h2, h3, button, thead th, label, legend, summary, dt, nav a, [role="tab"]';

/** What the page is called and offers, in order, each once; numbers are left out, they are the day's. */
export async function wordsOn(page: Page): Promise<string[]> {
  const found = await page.evaluate((selector) => {
    const root = (globalThis as unknown as { document: { querySelectorAll(of: string): Iterable<Element> } }).document;
    return [...root.querySelectorAll(selector)].filter((each) => each.getClientRects().length > 0).map((each) => each.textContent ?? '');
  }, named);
  return [...new Set(found.map((text) => text.replace(/[0-9０-９:：.,，、\-–—/\s]+/g, ' ').trim()).filter((text) => text !== '' && text.length <= 40 && text !== '再看一页'))]; // whether there is another page is the day's, too
}
