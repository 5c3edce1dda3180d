import { Readable } from 'node:stream';
import { codeZh, grades, sharingModes, sharingTypes, updateCycles } from '../../law/codes.ts';
import { csvHead, csvLine } from '../../platform/csv.ts';
import { transact, type Db } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { EntryQuery } from './contract.ts';
import { newest, type Listing } from './store/search.ts';

/** 目录清单 of a region as CSV, page by page: it never stands in memory whole. */
const HEAD = ['信息资源代码', '数据目录名称', '提供单位', '提供单位代码', '共享属性', '共享方式', '更新周期', '数据分级', '数据项数', '含个人信息', '版本', '发布日期', '摘要', '数据项'];
const PAGE = 500;

export function exportEntries(db: Db, directory: Directory, query: Pick<EntryQuery, 'region' | 'provider' | 'attribute'>): Readable {
  return Readable.from(lines(db, directory, query));
}

async function* lines(db: Db, directory: Directory, query: Pick<EntryQuery, 'region' | 'provider' | 'attribute'>): AsyncGenerator<string> {
  yield csvHead(HEAD);
  let after: { on: string; entry: string } | undefined;
  for (;;) {
    const { page, names } = await transact(db, async (tx) => {
      const found = await newest(tx, query, after, PAGE);
      return { page: found, names: await directory.organisations(tx, [...new Set(found.map((one) => one.provider))]) };
    });
    if (page.length > 0) yield page.map((one) => csvLine(row(one, names.get(one.provider)?.name ?? one.provider))).join('');
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { on: last.publishedOn, entry: last.entry };
  }
}

function row(one: Listing, provider: string): string[] {
  return [
    one.code, one.name, provider, one.provider, codeZh(sharingTypes, one.attribute), one.modes.map((mode) => codeZh(sharingModes, mode)).join('、'), codeZh(updateCycles, one.updateCycle),
    codeZh(grades, one.grade), String(one.itemCount), one.personal ? '是' : '否', String(one.version), one.publishedOn, one.summary, one.itemNames.join('、'),
  ];
}
