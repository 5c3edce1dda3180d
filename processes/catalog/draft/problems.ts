import { codeZh, formats } from '../../../law/codes.ts';
import type { ErrorCode } from '../../../law/errors.ts';
import { EntryBody, type EntryDraft, type Problem } from '../contract.ts';
import type { Found } from './found.ts';
import { itemProblems } from './item-problems.ts';
import { sharingProblems } from './sharing-problems.ts';
import type { Standard } from './standard.ts';

/** A problem with the error that it is when the draft is submitted. */
export interface DraftProblem extends Problem { readonly code: ErrorCode; readonly params: Readonly<Record<string, string>> }

/**
 * Everything about a draft that can be said without the database, in the order of the form.
 * Art. 13 ¶2: 数据目录名称、数据项、提供单位、数据格式、数据更新频率以及共享属性、共享方式、使用条件、数据分类分级;
 * 提供单位 is the department of the case and is not typed.
 */
export function problemsOf(draft: EntryDraft, standard: Standard): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const found: Found = {
    error: (path, basis, message, code = 'ENTRY_FIELDS_MISSING', params = { missing: message }) => problems.push({ path, message, level: 'error', basis, code, params }),
    warning: (path, basis, message) => problems.push({ path, message, level: 'warning', basis, code: 'ENTRY_FIELDS_MISSING', params: {} }),
  };
  secrecyProblems(draft, found);
  nameProblems(draft, found, standard);
  formatProblems(draft, found, standard);
  sharingProblems(draft, found);
  gradeProblems(draft, found, standard);
  itemProblems(draft, found, standard);
  contactProblems(draft, found);
  if (!problems.some((problem) => problem.level === 'error')) shapeProblems(draft, found);
  return problems;
}

/** As it goes over the wire. */
export function shown(problems: readonly DraftProblem[]): Problem[] {
  return problems.map(({ path, message, level, basis }) => ({ path, message, level, basis }));
}

/** The draft as a whole entry, with what may be left out filled in; call it only where no problem is an error. */
export function wholeOf(draft: EntryDraft): EntryBody {
  return EntryBody.parse(draft);
}

/** What only the shape of a whole entry still finds. */
function shapeProblems(draft: EntryDraft, found: Found): void {
  const whole = EntryBody.safeParse(draft);
  for (const issue of whole.success ? [] : whole.error.issues.slice(0, 20)) found.error(issue.path.map(String).join('.'), '13.2', '此处填写不完整或者格式不对，请核对。');
}

/** Does it hold personal information? Then the second assessment is needed (13 ¶1). */
export function holdsPersonal(draft: EntryDraft): boolean {
  return (draft.items ?? []).some((item) => item.personal === 'personal' || item.personal === 'sensitive');
}

/** Art. 3 ¶1: 政务数据……不包括属于国家秘密、工作秘密的数据. Refused at the door, not graded. */
function secrecyProblems(draft: EntryDraft, found: Found): void {
  if (draft.secrecy === undefined) found.error('secrecy', '3.1', '请选择涉密属性。');
  else if (draft.secrecy === 'state-secret') found.error('secrecy', '3.1', '属于国家秘密的数据不是政务数据，不得编入目录，也不得在本平台处理。请删除本草稿，按保密规定办理。', 'ENTRY_SECRET', {});
  else if (draft.secrecy === 'work-secret') found.error('secrecy', '3.1', '属于工作秘密的数据不是政务数据，不得编入目录。请删除本草稿。', 'ENTRY_SECRET', {});
}

function nameProblems(draft: EntryDraft, found: Found, standard: Standard): void {
  const name = draft.name ?? '';
  if (name.length < 2) found.error('name', '13.2', '请填写数据目录名称，2 至 100 个字。');
  if (/\s{2,}/.test(name)) found.error('name', '12', '名称中有连续空格，请删去。');
  if (/(系统|平台)$/.test(name)) found.warning('name', '12', '名称像是信息系统的名称；目录名称应说明是什么数据。');
  if (/[^\d]\d{1,3}$/.test(name) && !/(19|20)\d{2}$/.test(name)) found.warning('name', '12', '名称以数字结尾，请核对是否为表格拖动填充所致。');
  if (!draft.classCode) found.error('classCode', '12', '请选择信息资源分类（类、项、目）。');
  else if (!standard.classCodeKnown(draft.classCode)) found.error('classCode', '12', `分类码“${draft.classCode}”不符合编制规范：应为 1 位类、2 位项、3 位目，其后可有细目。`);
  const summary = (draft.summary ?? '').trim();
  if (summary.length < 20) found.error('summary', '12', `摘要至少 20 个字，现有 ${summary.length} 个。请说明数据的来源、范围和用途。`);
  if ((draft.duty ?? []).length === 0) found.error('duty', '12', '请填写编制依据：依哪一部法律、法规或哪一份职责（三定）文件收集、产生这些数据。');
  (draft.duty ?? []).forEach((cited, i) => {
    if (!cited.kind) found.error(`duty.${i}.kind`, '12', `请选择第 ${i + 1} 项编制依据的类别。`);
    if (!cited.name) found.error(`duty.${i}.name`, '12', `第 ${i + 1} 项编制依据没有名称，请填写或删去该项。`);
  });
}

function formatProblems(draft: EntryDraft, found: Found, standard: Standard): void {
  if (!draft.formatClass) found.error('formatClass', '13.2', '请选择数据格式。');
  else if (!standard.known('format-class', draft.formatClass)) found.error('formatClass', '13.2', `“${draft.formatClass}”不在数据格式的可选值内，请从列表中选择。`);
  else if (!draft.formatType) found.error('formatType', '13.2', '请选择或填写格式类型，如 XLSX、MySQL、达梦。');
  else if (!standard.formatHas(draft.formatClass, draft.formatType)) found.error('formatType', '13.2', `“${codeZh(formats, draft.formatClass)}”没有“${draft.formatType}”这一类型，请从列表中选择。`);
  if (!draft.updateCycle) found.error('updateCycle', '13.2', '请选择数据更新频率。');
  else if (!standard.known('update-cycle', draft.updateCycle)) found.error('updateCycle', '13.2', `“${draft.updateCycle}”不在更新频率的可选值内，请从列表中选择。`);
  const onlyFiles = standard.isFileFormat(draft.formatClass ?? '');
  if (onlyFiles && (draft.modes ?? []).some((mode) => mode !== 'file')) found.warning('modes', '22.2', '数据格式是文件，共享方式通常只有文件下载，请核对。');
}

function gradeProblems(draft: EntryDraft, found: Found, standard: Standard): void {
  if (!draft.dataClass) found.error('dataClass', '13.2', '请填写数据分类。');
  if (!draft.grade) {
    found.error('grade', '13.2', '请选择数据分级。');
    return;
  }
  if (!standard.known('grade', draft.grade)) {
    found.error('grade', '13.2', `“${draft.grade}”不在数据分级的可选值内，请从列表中选择。`);
    return;
  }
  if (draft.grade === 'core') found.error('grade', '35.1', '核心数据不在本平台共享，请按国家核心数据管理规定办理。', 'ENTRY_CORE_DATA', {});
  const highest = standard.highestGrade((draft.items ?? []).flatMap((item) => (item.grade ? [item.grade] : [])));
  if (highest && standard.gradeRank(highest) > standard.gradeRank(draft.grade)) {
    found.error('grade', '13.2', `数据项中最高的分级是“${standard.gradeZh(highest)}”，目录的分级不得低于它（就高从严）。请改为“${standard.gradeZh(highest)}”。`,
      'ENTRY_GRADE_BELOW_ITEM', { grade: standard.gradeZh(highest), item: (draft.items ?? []).find((item) => item.grade === highest)?.name ?? '' });
  }
}

function contactProblems(draft: EntryDraft, found: Found): void {
  if (!draft.contact) found.error('contact', '12', '请填写联系人（岗位即可）。');
  if (!draft.phone) found.error('phone', '12', '请填写联系电话。');
  else if (!/^[0-9+()（）转\- ]{5,40}$/.test(draft.phone)) found.error('phone', '12', '联系电话只能有数字、加号、括号、短横和“转”，请核对。');
  if (draft.open === true && !draft.openCondition) found.warning('openCondition', null, '向社会开放的，请写明开放条件；没有条件的，填“无”。');
}
