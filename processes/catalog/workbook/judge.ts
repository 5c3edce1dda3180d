import { sentenceOf } from '../../../platform/http/parse.ts';
import { EntryDraft, type Difference } from '../contract.ts';
import { differencesOf } from '../draft/differences.ts';
import { problemsOf } from '../draft/problems.ts';
import type { Standard } from '../draft/standard.ts';
import { problemAt, saying } from './cell-problems.ts';
import { asItStands } from './derived.ts';
import { entryOf, type Loose } from './entry-cells.ts';
import { itemOf } from './item-cells.ts';
import type { CellProblem, RawEntry } from './raw.ts';
import { isBlank, secrecyOf, yesOf } from './words.ts';

/** How an entry of this name, or code, stands on the platform now. */
export interface Standing {
  /** `code-unknown`: a code is given that no entry of the department has; `busy`: its case is with somebody else; `twice`: a row above means the same entry. */
  readonly as: 'none' | 'draft' | 'published' | 'busy' | 'hidden' | 'withdrawn' | 'code-unknown' | 'twice';
  readonly entry: string | null;
  /** The open draft, and when it was last saved: what the preview compared with. */
  readonly caseId: string | null; readonly savedAt: string | null; readonly number: string | null;
  readonly version: number | null;
  readonly base: EntryDraft | null;
  /** Codes named as related that the platform does not know. */
  readonly unknownCodes: readonly string[];
}

export interface Department { readonly code: string; readonly name: string; readonly shortName: string }
export interface Judged {
  readonly kind: 'add' | 'update' | 'same' | 'error';
  readonly body: EntryDraft;
  readonly problems: readonly CellProblem[];
  readonly differences: readonly Difference[];
  readonly secret: boolean;
}

/** What is to become of an entry: new, changed, as it stands, or what is to be mended first. The rules are those of the form. */
export function judge(raw: RawEntry, standing: Standing, standard: Standard, department: Department): Judged {
  if (raw.duplicate) return { kind: 'error', body: {}, problems: raw.problems, differences: [], secret: isSecret(secrecyOf(raw.cells.get('secrecy')?.text ?? '')) }; // whose items are whose is not known
  const problems: CellProblem[] = [...raw.problems];
  const say = saying(raw, problems);
  const candidate = mergedWith(standing.base, looseOf(raw, standard, standing.base, say));
  const body = parsed(candidate, raw, problems);
  const { base } = standing;
  const same = base !== null && !problems.some(isError) && sameText(base) === sameText(body);
  if (same && (standing.as === 'draft' || standing.as === 'published')) return { kind: 'same', body, problems: [], differences: [], secret: false };
  const typed = [...problems]; // of what could not be read no rule is asked as well
  for (const { path, message, basis, level } of raw.items.length === 0 && raw.problems.length > 0 ? [] : problemsOf(body, standard)) {
    if (!said(path.endsWith('.personal') ? problems : typed, raw, path)) problems.push(problemAt(raw, path, { message, basis, level }));
  }
  providerProblems(raw, department, say.entry);
  personalProblem(raw, body, say.entry);
  standingProblems(raw, standing, say.entry);
  const secret = isSecret(body.secrecy);
  if (problems.some(isError)) return { kind: 'error', body, problems, differences: [], secret };
  return base === null ? { kind: 'add', body, problems, differences: [], secret } : { kind: 'update', body, problems, differences: differencesOf(base, body), secret };
}

const isSecret = (secrecy: string | undefined): boolean => secrecy === 'state-secret' || secrecy === 'work-secret';

type Saying = ReturnType<typeof saying>;

function looseOf(raw: RawEntry, standard: Standard, base: EntryDraft | null, say: Saying): Loose {
  const loose = entryOf(raw, say.entry);
  if (raw.items.length > 0) loose['items'] = raw.items.map((item) => asItStands(item, itemOf(raw, item, standard, say.item), base));
  if (raw.flat && !raw.cells.has('grade') && raw.has.has('itemGrade')) loose['grade'] = standard.highestGrade(((loose['items'] ?? []) as Loose[]).flatMap((item) => (typeof item['grade'] === 'string' ? [item['grade']] : []))) ?? '';
  return loose;
}

/** Over what stands: columns that the workbook does not have stay as they are. Items are matched by field, else by name, and keep their numbers. */
function mergedWith(base: EntryDraft | null, loose: Loose): Loose {
  const merged: Loose = { ...base, ...loose };
  if (loose['sharing']) merged['sharing'] = { ...base?.sharing, ...(loose['sharing'] as Loose) };
  const items = loose['items'] as Loose[] | undefined;
  if (items !== undefined) merged['items'] = numbered(items, base?.items ?? []);
  return merged;
}

function numbered(items: readonly Loose[], old: NonNullable<EntryDraft['items']>): Loose[] {
  const plain = (text: unknown): string => String(text ?? '').toLowerCase();
  const byField = new Map(old.map((item) => [plain(item.field), item]));
  const byName = new Map(old.map((item) => [plain(item.name), item]));
  const whole = items.map((item): Loose => ({ ...((item['field'] === undefined || item['field'] === '' ? undefined : byField.get(plain(item['field']))) ?? byName.get(plain(item['name']))), n: undefined, ...item }));
  const taken = new Set(items.map((item) => item['n']).filter((n) => n !== undefined));
  whole.forEach((item, i) => {
    if (items[i]?.['n'] !== undefined) return;
    const kept = byField.get(plain(item['field']))?.n;
    item['n'] = kept !== undefined && !taken.has(kept) ? kept : undefined;
    if (item['n'] !== undefined) taken.add(item['n']);
  });
  let next = Math.max(0, ...old.map((item) => item.n ?? 0));
  for (const item of whole) {
    if (item['n'] !== undefined) continue;
    do next += 1; while (taken.has(next));
    item['n'] = next;
  }
  return whole;
}

/** The shapes of the contract say what does not fit; it is left out, then what it stood in, so that the rest is still looked at. */
function parsed(candidate: Loose, raw: RawEntry, problems: CellProblem[]): EntryDraft {
  const known = Object.fromEntries(Object.entries(candidate).filter(([, value]) => value !== undefined && value !== ''));
  for (let round = 0; round < 5; round += 1) {
    const answer = EntryDraft.safeParse(known, { error: inCell });
    if (answer.success) return answer.data;
    for (const issue of answer.error.issues) {
      const path = issue.path.map(String);
      if (!said(problems, raw, path.join('.'))) problems.push(problemAt(raw, path.join('.'), { message: `${issue.message}，请改正。`, basis: '12', level: 'error' }));
      cut(known, path.slice(0, Math.max(1, path.length - round)));
    }
  }
  return {};
}

const inCell: typeof sentenceOf = (issue) => (issue.code === 'invalid_value' ? '不在可选值内' : sentenceOf(issue)); // who fills in a sheet knows no codes

function cut(from: Loose, path: readonly string[]): void {
  const [head = '', ...rest] = path;
  const inner = from[head];
  if (rest.length === 0 || typeof inner !== 'object' || inner === null) delete from[head];
  else if (Array.isArray(inner) && rest.length === 1) from[head] = inner.filter((_, i) => String(i) !== rest[0]);
  else cut(inner as Loose, rest);
}

/** Whether something is said of the same cell already. */
function said(problems: readonly CellProblem[], raw: RawEntry, path: string): boolean {
  const at = problemAt(raw, path, { message: '', basis: null, level: 'error' });
  return problems.some((one) => one.level === 'error' && one.column !== 0 && one.sheet === at.sheet && one.row === at.row && one.column === at.column);
}

function providerProblems(raw: RawEntry, department: Department, say: Saying['entry']): void {
  const [name, code] = [raw.cells.get('provider')?.text ?? '', raw.cells.get('providerCode')?.text ?? ''];
  if (name !== '' && name !== department.name && name !== department.shortName) say('provider', `只能导入本部门的目录：请填“${department.name}”。`, '12.2');
  if (/E\+?\d+$/i.test(code)) say('providerCode', '统一社会信用代码被当成了数字，请把单元格设为文本后重填。', null);
  else if (code !== '' && code.toUpperCase() !== department.code) say('providerCode', `本部门的统一社会信用代码是 ${department.code}，请改正。`, '12.2');
}

/** 13 ¶1: whether a privacy assessment is due follows from the items; the entry's own cell must not say otherwise. */
function personalProblem(raw: RawEntry, body: EntryDraft, say: Saying['entry']): void {
  const text = raw.cells.get('personal')?.text ?? '';
  if (isBlank(text) && text !== '无') return;
  const stated = yesOf(text);
  const holds = (body.items ?? []).some((item) => item.personal === 'personal' || item.personal === 'sensitive');
  if (stated === undefined) say('personal', '请填“是”或“否”。', '13.1');
  else if (stated !== holds && (body.items ?? []).length > 0) say('personal', holds ? '信息项中有个人信息，此处应为“是”。' : '没有一个信息项标为个人信息，请在信息项的“敏感级别”中标明，或者此处改为“否”。', '13.1');
}

function standingProblems(raw: RawEntry, standing: Standing, say: Saying['entry']): void {
  switch (standing.as) {
    case 'busy': say('name', `该目录的在办事项${standing.number ? ` ${standing.number} ` : ''}已经提交，不能改动。请待办结或者退回后再导入。`, '17.1'); break;
    case 'hidden': say('name', '该目录已紧急下线，暂停一切办理。请待主管部门恢复或者下架。', '3.1'); break;
    case 'withdrawn': say('code', '该代码的目录已下架，不能更新。要重新编制的，请把代码留空。', '17.1'); break;
    case 'code-unknown': say('code', '本部门没有这个代码的目录。新编的请留空，由平台编号。', '12'); break;
    case 'twice': say('name', '与上面的一行指的是同一个目录，请合并或者改正代码、名称。'); break;
    case 'none': case 'draft': case 'published': break;
  }
  if (standing.unknownCodes.length > 0) say('related', `平台上没有代码为 ${standing.unknownCodes.slice(0, 3).join('、')} 的目录，请核对。`, '12', 'warning');
}

const isError = (problem: CellProblem): boolean => problem.level === 'error';

/** Two drafts that say the same are one text, whatever was left empty, left out or typed with other line ends. */
function sameText(draft: EntryDraft): string {
  return JSON.stringify(sorted(EntryDraft.parse(draft)));
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const).filter(([, inner]) => !isNothing(inner)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'object' && Object.keys(value as object).length === 0);
}
