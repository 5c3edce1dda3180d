import { classification, formats, grades, sharingModes, sharingTypes, updateCycles } from '../../../law/codes.ts';
import { isResourceCode } from '../../../law/codes.ts';
import type { EntryKey } from './columns.ts';
import { citationsIn, linesIn } from './lines.ts';
import type { RawEntry } from './raw.ts';
import { codeOf, groupOf, isBlank, kindOf, secrecyOf, yesOf } from './words.ts';

/** What the cells of an entry say, as a draft has it; whether that is right, the rules of a draft say. */
export type Loose = Record<string, unknown>;
/** Said of a cell that cannot be turned into a value at all. */
export type Say = (key: EntryKey, message: string, basis?: string | null, level?: 'error' | 'warning') => void;

export function entryOf(raw: RawEntry, say: Say): Loose {
  const text = (key: EntryKey): string => raw.cells.get(key)?.text ?? '';
  const put: Loose = {};
  const take = (key: EntryKey, field: string, value: unknown): void => { if (raw.has.has(key)) put[field] = value; };
  const plain = (key: EntryKey, field: string = key): void => take(key, field, text(key));
  for (const key of ['name', 'summary', 'office', 'sourceSystem', 'openCondition', 'dataClass', 'contact', 'phone', 'origin'] as const) plain(key);
  const format = formatIn(text('formatClass'));
  const own = raw.cells.get('formatType')?.assumed === true && format.type !== '' ? '' : text('formatType'); // what the cell says goes before what holds for all
  take('formatClass', 'formatClass', codeOf(formats, format.ofClass));
  if (raw.has.has('formatType') || format.type !== '') put['formatType'] = typeOfFormat(format.ofClass, own === '' ? format.type : own);
  take('updateCycle', 'updateCycle', codeOf(updateCycles, text('updateCycle')));
  take('grade', 'grade', codeOf(grades, text('grade')));
  take('related', 'related', linesIn(text('related').replace(/[,，、]/g, ';'), true).filter((code) => !isBlank(code)));
  take('duty', 'duty', citationsIn(text('duty')));
  classCode(raw, put, say, text);
  sharing(raw, put, say, text);
  modes(raw, put, say, text);
  marks(raw, put, say, text);
  volumes(raw, put, say, text);
  return put;
}

type Text = (key: EntryKey) => string;

/** Older sheets have one column for both: `数据库-mysql`, `电子表格（xls）`, or the type alone. */
function formatIn(text: string): { readonly ofClass: string; readonly type: string } {
  const known = formats.codes.find((one) => one.zh !== text && one.types.some((each) => each.toLowerCase() === text.trim().toLowerCase()));
  if (known !== undefined) return { ofClass: known.zh, type: text.trim() };
  const [, ofClass = text, type = ''] = /^([^\s—－/／:：·(（-]+)[\s—－/／:：·(（-]+([^\s—－/／:：·(（)）-][^)）]*)[)）]?$/.exec(text.trim()) ?? [];
  return { ofClass, type };
}

/** The list writes types in its own way: mysql is MySQL. */
function typeOfFormat(formatClass: string, type: string): string {
  const types: readonly string[] = formats.codes.find((one) => one.code === codeOf(formats, formatClass))?.types ?? [];
  return types.find((one) => one.toLowerCase() === type.toLowerCase()) ?? type;
}

function classCode(raw: RawEntry, put: Loose, say: Say, text: Text): void {
  if (!raw.has.has('kind')) {
    if (isResourceCode(raw.code)) put['classCode'] = raw.code.split('/')[0];
    return;
  }
  if (text('kind') === '') return;
  const kind = kindOf(text('kind'));
  if (kind === undefined) return say('kind', `没有“${text('kind').slice(0, 40)}”这一类，请从列表中选择：${classification.codes.map((one) => `${one.code} ${one.zh}`).join('、')}。`, '12');
  const group = groupOf(kind, text('group'));
  if (group === undefined) return say('group', text('group') === '' ? '请选择信息资源分类的“项”。' : `所选的类之下没有“${text('group').slice(0, 40)}”这一项，请从列表中选择。`, '12');
  const [heading, subheading] = [text('heading'), text('subheading')];
  if (!/^\d{1,3}$/.test(heading)) return say('heading', '“目”是三位数字，如 001，请改正。', '12');
  if (!/^\d{0,12}$/.test(subheading)) return say('subheading', '“细目”只能是数字，请改正或者留空。', '12');
  put['classCode'] = `${kind}${group}${heading.padStart(3, '0')}${subheading}`;
}

function sharing(raw: RawEntry, put: Loose, say: Say, text: Text): void {
  const own: Loose = {};
  const attribute = text('attribute') === '' ? undefined : codeOf(sharingTypes, text('attribute'));
  if (raw.has.has('attribute')) own['attribute'] = attribute;
  if (attribute !== undefined && !sharingTypes.codes.some((one) => one.code === attribute)) {
    say('attribute', `共享属性只有无条件共享、有条件共享、不予共享三种，没有“${text('attribute').slice(0, 40)}”。`, '14');
    delete own['attribute'];
  }
  const lines = (key: EntryKey): string[] => linesIn(text(key), raw.flat).filter((line) => !isBlank(line) || (!raw.flat && attribute === 'conditional'));
  for (const key of ['ranges', 'purposes', 'conditions'] as const) if (raw.has.has(key)) own[key] = lines(key);
  if (raw.flat && !raw.has.has('ranges')) apart(own);
  if (raw.flat && attribute === 'not-shared' && !raw.has.has('reason') && own['conditions'] !== undefined) Object.assign(own, { reason: (own['conditions'] as string[]).join('；'), conditions: [] }); // 1272号: one column for both
  if (raw.has.has('reason')) own['reason'] = isBlank(text('reason')) ? '' : text('reason');
  if (raw.has.has('basis')) own['basis'] = citationsIn(isBlank(text('basis')) ? '' : text('basis'));
  if (Object.keys(own).length > 0) put['sharing'] = own;
}

const LABEL = { ranges: /^共享范围\s*[：:]\s*/, purposes: /^使用用途\s*[：:]\s*/ } as const;

/** Older sheets write everything into 共享条件; what is labelled is told apart. */
function apart(own: Loose): void {
  const lines = (own['conditions'] ?? []) as string[];
  for (const key of ['ranges', 'purposes'] as const) {
    const found = lines.filter((line) => LABEL[key].test(line));
    if (found.length > 0) own[key] = found.map((line) => line.replace(LABEL[key], ''));
  }
  own['conditions'] = lines.filter((line) => !LABEL.ranges.test(line) && !LABEL.purposes.test(line));
}

/** 邮件 and 拷盘 were ways of 2017: since the regulation data goes by the platform (22 ¶2). */
function modes(raw: RawEntry, put: Loose, say: Say, text: Text): void {
  if (!isBlank(text('channel')) && !/平台/.test(text('channel'))) say('channel', `政务数据经共享平台提供（服务接口、批量交换、文件下载），“${text('channel').slice(0, 40)}”不再是共享方式。请改为“共享平台”。`, '22.2');
  if (!raw.has.has('modes')) return;
  const words = text('modes').split(/[、,，;；\n]/).map((word) => modeWord(word.trim())).filter((word) => !isBlank(word));
  const known = words.map((word) => [word, codeOf(sharingModes, word)] as const);
  const wrong = known.find(([, code]) => !['service', 'batch', 'file'].includes(code));
  if (wrong) say('modes', `共享方式只有服务接口、批量交换、文件下载，没有“${wrong[0].slice(0, 40)}”。`, '22.2');
  put['modes'] = known.filter(([, code]) => ['service', 'batch', 'file'].includes(code)).map(([, code]) => code);
}

/** 共享平台-接口方式, as the guide of 2017 joins channel and way. */
const modeWord = (word: string): string => word.replace(/^共享平台(?:方式)?[\s—－/／:：·(（-]*/, '').replace(/[)）]$/, '').replace(/(?<!服务接口)方式$/, '');

function marks(raw: RawEntry, put: Loose, say: Say, text: Text): void {
  if (raw.has.has('open') && text('open') !== '') {
    put['open'] = /不开放|不予开放/.test(text('open')) ? false : yesOf(text('open').replace(/(?:向社会|无条件|有条件|依申请)?开放$/, '是'));
    if (put['open'] === undefined) say('open', '请填“是”或“否”。', null);
  }
  if (!raw.has.has('secrecy') || text('secrecy') === '') return;
  put['secrecy'] = secrecyOf(text('secrecy'));
  if (put['secrecy'] === undefined) say('secrecy', '请填“非涉密”。国家秘密、工作秘密不得编入目录，也不得上传本平台。', '3.1');
}

const AMOUNTS = ['gigabytes', 'tenThousandRows', 'sharedGigabytes', 'sharedTenThousandRows', 'openGigabytes', 'openTenThousandRows'] as const;

/** 大普查: numbers alone; all blank is nothing said. */
function volumes(raw: RawEntry, put: Loose, say: Say, text: Text): void {
  if (!AMOUNTS.some((key) => raw.has.has(key))) return;
  const found: Loose = {};
  for (const key of AMOUNTS) {
    const word = text(key).replaceAll(',', '');
    if (!isBlank(word) && !/^\d+(?:\.\d+)?$/.test(word)) say(key, '只填数字，不带单位；不清楚的填 0。', '12');
    else found[key] = isBlank(word) ? 0 : Number(word);
  }
  put['volumes'] = AMOUNTS.every((key) => isBlank(text(key))) ? null : found;
}
