import type { z } from 'zod';
import { disposalWays, findCode, sharingModes } from '../../../law/codes.ts';
import { isLawError, type ErrorCode } from '../../../law/errors.ts';
import type { PlainDate } from '../../../law/plain-date.ts';
import type { Tx } from '../../../platform/postgres/database.ts';
import type { Actor, Directory } from '../../../platform/procedures/ports.ts';
import type { Line } from '../../../platform/workbook/list/index.ts';
import { getEntry, namesOf, type EntrySeen } from '../../catalog/index.ts';
import { findByName } from '../../organisation/index.ts';
import { acts, type ImportProblem } from '../contract.ts';
import { conditionsOf, masksOf, rowsOf } from './cells.ts';
import { ALL_ITEMS, EXAMPLE, titles, type Column } from './columns.ts';
import { openImport } from './open.ts';

/** An upload that rows name as their paper. */
export interface Paper { readonly id: string; readonly name: string }
type Stated = z.output<typeof acts.import>;
export interface Judged { readonly row: number; readonly entry: string; readonly requester: string; readonly purpose: string; readonly stated: Stated | null; readonly papers: readonly string[]; readonly problems: readonly ImportProblem[] }

/** Of a refusal that only the whole row shows: the cell to mend. */
const cellOf: Readonly<Partial<Record<ErrorCode, Column>>> = {
  ENTRY_NOT_FOUND: 'entry', OLD_SHARING_ENTRY_UNFIT: 'entry', OWN_ENTRY: 'requester', ITEMS_NOT_IN_ENTRY: 'items', MODE_NOT_OFFERED: 'mode', TERM_INVALID: 'to', TERM_NEEDS_END_OR_REASON: 'endless', OLD_SHARING_CONDITION: 'conditions', OLD_SHARING_NOT_BEGUN: 'from', DISPOSAL_INSTRUCTION_MISSING: 'basis', OLD_SHARING_KNOWN: 'purpose',
};
const fieldOf: Readonly<Record<string, Column>> = { purpose: 'purpose', range: 'range', papers: 'papers', 'quota.perDay': 'perDay', 'quota.perMinute': 'perMinute', 'disposal.days': 'days', 'disposal.basis': 'basis', 'term.from': 'from', 'term.to': 'to', 'term.reason': 'endless', items: 'items', mode: 'mode', rowFilter: 'rows', masks: 'masks', conditions: 'conditions' };

const order: readonly string[] = Object.values(titles);

/** Every row of a list, judged by the rules of the single form; nothing is written. */
export async function judgeLines(tx: Tx, directory: Directory, actor: Actor, lines: readonly Line[], papers: readonly Paper[]): Promise<Judged[]> {
  const today = await directory.legalToday(tx);
  const known = await lookUps(tx, directory, actor);
  const judged: Judged[] = [];
  for (const line of lines) {
    const cells = cellsOf(line);
    if (Object.values(cells).every((text) => text === '') || cells.entry.startsWith(EXAMPLE)) continue;
    judged.push(await judge(tx, { actor, today, known, papers, before: judged }, line.at, cells));
  }
  return judged;
}

type Cells = Readonly<Record<Column, string>>;
const cellsOf = ({ cells }: Line): Cells => Object.fromEntries((Object.keys(titles) as Column[]).map((key) => [key, (cells[titles[key]] ?? '').trim()])) as Cells;

interface Around { readonly actor: Actor; readonly today: PlainDate; readonly known: Known; readonly papers: readonly Paper[]; readonly before: readonly Judged[] }

async function judge(tx: Tx, { actor, today, known, papers, before }: Around, row: number, cells: Cells): Promise<Judged> {
  const problems: ImportProblem[] = [];
  const wrong = (column: Column, message: string): void => { if (!problems.some((one) => one.column === titles[column])) problems.push({ row, column: titles[column], message }); };
  const entry = await known.entry(cells.entry);
  const org = await known.requester(cells.requester);
  if (entry === undefined) wrong('entry', cells.entry === '' ? '请填写目录的名称或者代码' : '本部门没有这个已发布的目录，请核对名称或者代码');
  if (org === undefined) wrong('requester', cells.requester === '' ? '请填写需求部门' : '平台没有登记这个单位，请填全称或者统一社会信用代码');
  const files = filesOf(cells.files, papers, wrong);
  const draft = draftOf(cells, entry, org?.code, wrong);
  const parsed = acts.import.safeParse(draft);
  for (const issue of parsed.error?.issues ?? []) {
    const column = fieldOf[issue.path.join('.')] ?? fieldOf[String(issue.path[0])];
    if (column !== undefined && (column !== 'items' || entry !== undefined)) wrong(column, issue.code === 'custom' || /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : `“${cells[column].slice(0, 30)}”不合要求，请改正`);
  }
  if (problems.length === 0 && parsed.success) {
    const twice = before.find((one) => one.stated !== null && one.stated.entry === parsed.data.entry && one.stated.requester === parsed.data.requester && one.purpose === parsed.data.purpose && parsed.data.items.every((n) => one.stated?.items.includes(n)));
    if (twice !== undefined) wrong('purpose', `与第 ${twice.row} 行是同一部门、同一目录、同一用途，请合并`);
    else await openImport(tx, actor, parsed.data, today).catch((thrown: unknown) => {
      if (!isLawError(thrown)) throw thrown;
      wrong(cellOf[thrown.code] ?? 'entry', thrown.message);
    });
  }
  return { row, entry: entry?.name ?? cells.entry, requester: org?.name ?? cells.requester, purpose: cells.purpose, stated: problems.length === 0 && parsed.success ? parsed.data : null, papers: files, problems: problems.sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column)) };
}

function filesOf(text: string, papers: readonly Paper[], wrong: (column: Column, message: string) => void): string[] {
  const names = [...new Set(text.split(/[、;；\n]/).map((name) => name.trim()).filter((name) => name !== ''))];
  if (names.length === 0) wrong('files', '请填写所附文件的文件名');
  return names.flatMap((name) => {
    const found = papers.find((one) => one.name === name || one.name.replace(/\.[^.]+$/, '') === name);
    if (found === undefined) wrong('files', `没有上传“${name.slice(0, 60)}”，请与本表一同上传，文件名须一致`);
    return found === undefined ? [] : [found.id];
  });
}

function draftOf(cells: Cells, entry: EntrySeen | undefined, requester: string | undefined, wrong: (column: Column, message: string) => void): unknown {
  const mode = findCode(sharingModes, cells.mode)?.code;
  const how = findCode(disposalWays, cells.how)?.code;
  if (mode !== 'service' && mode !== 'batch' && mode !== 'file') wrong('mode', '请填服务接口、批量交换或者文件下载');
  if (how === undefined || how === 'nothing-stored') wrong('how', '请填删除、归还、封存或者留存');
  if (!['', '查询', '核验'].includes(cells.kind)) wrong('kind', '请填查询或者核验');
  const [from, to] = [dayOf(cells.from), dayOf(cells.to)];
  if (from === null) wrong('from', '请填写原共享何时开始，如 2024-01-01');
  const number = (column: 'perDay' | 'perMinute' | 'days', blank: number | undefined): number | undefined => {
    const text = cells[column].replaceAll(',', '');
    if (text === '' && blank !== undefined) return blank;
    if (!/^\d{1,9}$/.test(text) || Number(text) < 1) wrong(column, '请填 1 以上的整数，不带单位');
    return Number(text);
  };
  const free = mode === 'service' ? undefined : 1; // calls are counted of a service alone
  const [items, masks] = [itemsOf(cells.items, entry, wrong), masksOf(cells.masks, entry, wrong)];
  const unshared = Object.keys(masks).find((n) => !items.includes(Number(n)));
  if (unshared !== undefined) wrong('masks', `“${entry?.body.items.find((item) => item.n === Number(unshared))?.name ?? unshared}”不在本行的数据项之内`);
  if (to === null && cells.endless.length < 4) wrong('endless', '没有终止日期的，请写明为何长期使用，不少于 4 个字；有终止日期的，填终止日期');
  return {
    entryRegion: entry?.region ?? '', entry: entry?.id ?? '', requester: requester ?? '', items, masks, rowFilter: rowsOf(cells.rows, entry, wrong), conditions: conditionsOf(cells.conditions, entry, wrong), purpose: cells.purpose, range: cells.range, mode, serviceKind: cells.kind === '核验' ? 'verification' : 'query',
    term: { from: from ?? '', to, reason: to === null ? cells.endless : '' }, papers: cells.papers, quota: { perDay: number('perDay', free), perMinute: number('perMinute', free) }, disposal: { how, days: number('days', 30), basis: cells.basis },
  };
}

function itemsOf(text: string, entry: EntrySeen | undefined, wrong: (column: Column, message: string) => void): number[] {
  const all = entry?.body.items ?? [];
  if (text === ALL_ITEMS) return all.map((item) => item.n);
  const names = [...new Set(text.split(/[、;；，,\n]/).map((name) => name.trim()).filter((name) => name !== ''))];
  if (names.length === 0) wrong('items', `请填写数据项，全部数据项填“${ALL_ITEMS}”`);
  const unknown = entry === undefined ? [] : names.filter((name) => !all.some((item) => item.name === name));
  if (unknown.length > 0) wrong('items', `目录中没有这些数据项：${unknown.slice(0, 5).join('、')}`);
  return names.flatMap((name) => all.filter((item) => item.name === name).map((item) => item.n));
}

/** A day as people write it; null where there is none. */
export function dayOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(text) ?? [];
  return year === undefined ? (text === '' ? null : text) : `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

interface Known { entry(word: string): Promise<EntrySeen | undefined>; requester(word: string): Promise<{ readonly code: string; readonly name: string } | undefined> }

/** Entries of the department and organisations of the platform, each asked once. */
async function lookUps(tx: Tx, directory: Directory, actor: Actor): Promise<Known> {
  const named = (await namesOf(tx, actor.region, actor.org)).filter((one) => one.state === 'published');
  const [entries, orgs] = [new Map<string, EntrySeen | undefined>(), new Map<string, { code: string; name: string } | undefined>()];
  return {
    async entry(word) {
      const at = word === '' ? undefined : named.find((one) => one.code === word) ?? named.find((one) => one.name === word);
      if (at === undefined) return undefined;
      if (!entries.has(at.entry)) entries.set(at.entry, await getEntry(tx, actor.region, at.entry));
      return entries.get(at.entry);
    },
    async requester(word) {
      if (word === '') return undefined;
      if (!orgs.has(word)) orgs.set(word, /^[0-9A-Z]{18}$/.test(word) ? await directory.organisation(tx, word) : (await findByName(tx, word, actor.region, 50)).find((one) => one.name === word));
      return orgs.get(word);
    },
  };
}
