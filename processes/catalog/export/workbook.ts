import type { Readable } from 'node:stream';
import { transact, type Tx } from '../../../platform/postgres/database.ts';
import type { Actor } from '../../../platform/procedures/ports.ts';
import type { EntryBody, EntryQuery } from '../contract.ts';
import type { ImportDeps } from '../import/receive.ts';
import { writeWorkbook, writeWorkbooks, type OutgoingBook } from '../import/threads.ts';
import { withOutside } from '../listing.ts';
import { searchEntries } from '../search.ts';
import type { Key } from '../store/entries.ts';
import { departmentOutgoing, departmentSizes, publishedOutgoing, type OutgoingRecord } from '../store/outgoing.ts';
import { newest } from '../store/browse.ts';
import type { Outgoing } from '../workbook/fill.ts';
import { guide } from '../workbook/template.ts';
import type { Fed } from '../workbook/thread.ts';
import { fits, partsOf, type Fits, type Part } from './parts.ts';
import { footerOf, type Watermark } from './register.ts';

/** Entries in the layout of the template, as a stream: a page of the database, a page of the sheet. */

const PAGE = 200;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Pages of entries, from the beginning each time it is asked: once for each of the two sheets. */
type Pages = () => AsyncGenerator<readonly OutgoingRecord[]>;

export function templateFile({ person, day }: { readonly person: string; readonly day: string }): Readable {
  return writeWorkbook(person, { today: day, guide }, nothing());
}

const SIZES = 2_000;

/** 本部门目录 out, as one workbook or as an archive of several; read again it changes nothing. */
export async function departmentFile(deps: ImportDeps, actor: Actor, state: string | undefined, mark: Watermark, limits: Fits = fits): Promise<{ readonly name: string; readonly media: string; readonly body: Readable }> {
  const own = { region: actor.region, provider: actor.org, state };
  const sizes = pagesBy(SIZES, (after) => transact(deps.db, (tx) => departmentSizes(tx, { ...own, after, limit: SIZES })));
  const parts = await partsOf(sizes(undefined), limits);
  const name = `本部门目录-${mark.number}`;
  const book = (part: Part | undefined, lines: readonly string[]): OutgoingBook => {
    const pages = pagesBy(PAGE, (after) => transact(deps.db, (tx) => departmentOutgoing(tx, { ...own, after, upTo: part?.upTo, limit: PAGE })));
    return bookOf(deps, () => pages(part?.after), mark, lines);
  };
  if (parts.length <= 1) return { name: `${name}.xlsx`, media: XLSX, body: file(actor, book(parts[0], [])) };
  const all = parts.map((part, n) => ({ name: `${name}-第${n + 1}册（共${parts.length}册）.xlsx`, ...book(part, [`第 ${n + 1} 册，共 ${parts.length} 册；每册可以单独修改后导入`]) }));
  return { name: `${name}.zip`, media: 'application/zip', body: writeWorkbooks(actor.person, all) };
}

/** Pages by key from one entry on, until one is not full. */
function pagesBy<T extends { readonly entry: string }>(size: number, read: (after: string | undefined) => Promise<readonly T[]>): (after: string | undefined) => AsyncGenerator<readonly T[]> {
  return async function* (from) {
    for (let after = from; ;) {
      const page = await read(after);
      yield page;
      if (page.length < size) return;
      after = page.at(-1)?.entry;
    }
  };
}

/** 查询结果: what the same question and filters show on the page, as far as it is ranked. */
export function queryFile(deps: ImportDeps, actor: Actor, query: EntryQuery, mark: Watermark): Readable {
  return file(actor, bookOf(deps, () => found(deps, actor, query), mark, [`查询条件：${Object.entries(query).filter(([name, value]) => value !== undefined && name !== 'size' && name !== 'after').map(([name, value]) => `${QUERY_ZH[name] ?? name} ${String(value)}`).join('，') || '全部已发布目录'}`]));
}

const QUERY_ZH: Readonly<Record<string, string>> = { q: '关键词', attribute: '共享属性', provider: '提供部门', mode: '共享方式', cycle: '更新周期', grade: '分级', region: '区划', personal: '含个人信息' };

async function* found({ db, directory }: ImportDeps, actor: Actor, query: EntryQuery): AsyncGenerator<readonly OutgoingRecord[]> {
  const page = async (tx: Tx, after: string | undefined): Promise<{ keys: readonly Key[]; after: string | null }> => {
    if (query.q !== undefined && query.q !== '') {
      const answer = await searchEntries(tx, directory, { ...query, ...(after === undefined ? {} : { after }), size: 100 }, actor.region);
      return { keys: answer.rows, after: answer.after };
    }
    const [on, entry] = after?.split('~') ?? [];
    const rows = await newest(tx, query, on !== undefined && entry !== undefined ? { on, entry } : undefined, PAGE);
    const last = rows.at(-1);
    return { keys: rows, after: last === undefined || rows.length < PAGE ? null : `${last.publishedOn}~${last.entry}` };
  };
  for (let after: string | undefined; ;) {
    const [records, next] = await transact(db, async (tx) => { const { keys, after: more } = await page(tx, after); return [await publishedOutgoing(tx, keys), more] as const; });
    yield records;
    if (next === null) return;
    after = next;
  }
}

function bookOf(deps: ImportDeps, pages: Pages, mark: Watermark, lines: readonly string[]): OutgoingBook {
  const footer = footerOf(mark);
  return { work: { today: mark.day, guide: ['政务数据目录', ...footer.split('　'), ...lines, '', ...guide.slice(1)], footer }, entries: () => sheets(deps, pages) };
}

function file({ person }: Actor, { work, entries }: OutgoingBook): Readable {
  return writeWorkbook(person, work, entries());
}

/** The entries' sheet first, then that of the items: a workbook is written one sheet after the other. */
async function* sheets({ db, directory }: ImportDeps, pages: Pages): AsyncGenerator<Fed> {
  for (const sheet of [1, 2]) {
    for await (const page of pages()) {
      const names = await transact(db, (tx) => directory.organisations(tx, [...new Set(page.map((one) => one.provider))]));
      yield { sheet, entries: page.map((one) => outgoing(one, names.get(one.provider)?.name ?? one.provider)) };
    }
  }
}

function outgoing(one: OutgoingRecord, providerName: string): Outgoing {
  return { code: one.code, publishedOn: one.publishedOn, provider: one.provider, providerName, body: one.isDraft ? one.body : withOutside(one.body as EntryBody, one.outside) };
}

async function* nothing(): AsyncGenerator<never> { /* the blank template */ }
