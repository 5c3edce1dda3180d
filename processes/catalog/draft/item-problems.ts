import type { DraftItem as Item, EntryDraft } from '../contract.ts';
import type { Found } from './found.ts';
import type { Standard } from './standard.ts';

const FIELD = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;
const RESERVED = new Set(['page', 'pagesize']); // parameters of every service (design.md §6)
const PERSONAL = /姓名|身份证|身份号码|手机|联系电话|住址|家庭地址|出生日期|银行(卡|账)号|电子邮(箱|件)/;
const SENSITIVE = /身份证|身份号码|银行(卡|账)号|指纹|人脸|病历|诊断|行踪|宗教/;
const PERSON_NUMBER = /身份证(号|件号)|公民身份号码|居民身份号码/;
const ORG_NUMBER = /统一社会信用代码|组织机构代码/;

/** 数据项 with type, grade, sensitivity and key, 13 ¶2 and the compiling standard. */
export function itemProblems(draft: EntryDraft, found: Found, standard: Standard): void {
  const items = draft.items ?? [];
  if (items.length === 0) {
    found.error('items', '13.2', '请至少填写一个数据项。', 'ENTRY_ITEMS_MISSING', {});
    return;
  }
  items.forEach((item, i) => oneItem(item, `items.${i}`, i, found, standard));
  repeated(items, (item) => (item.n === undefined ? undefined : String(item.n)), 'n', '序号', found);
  repeated(items, (item) => item.name?.trim(), 'name', '数据项名称', found);
  repeated(items, (item) => item.field?.toLowerCase(), 'field', '字段名', found);
  const served = (draft.modes ?? []).some((mode) => mode !== 'file');
  if (served && !items.some((item) => item.key === true)) found.error('items', '13.2', '请至少标出一个主键数据项：接口按它查询，批量按它核对。', 'ENTRY_KEY_MISSING', {});
}

function oneItem(item: Item, at: string, i: number, all: Found, standard: Standard): void {
  const found: Found = { ...all, error: (path, basis, message) => all.error(path, basis, message, 'ENTRY_ITEM_INCOMPLETE', { item: item.name ?? String(i + 1), missing: message }) };
  const which = item.name ? `“${item.name}”` : `第 ${i + 1} 项`;
  if (item.n === undefined) found.error(`${at}.n`, '12', `${which}没有序号，请填写；申请和挂接按序号指明数据项。`);
  if (!item.name?.trim()) found.error(`${at}.name`, '13.2', `第 ${i + 1} 项没有名称，请填写。`);
  if (!item.field) found.error(`${at}.field`, '12', `${which}没有字段名，请填写；答复数据时以它命名。`);
  else if (!FIELD.test(item.field)) found.error(`${at}.field`, '12', `字段名“${item.field}”不合规：以字母或下划线开头，只用字母、数字、下划线，至多 63 位。`);
  else if (RESERVED.has(item.field.toLowerCase())) found.error(`${at}.field`, '12', `“${item.field}”是接口的分页参数，请换一个字段名。`);
  for (const [key, list, zh] of [['type', 'item-type', '数据类型'], ['sensitivity', 'sensitivity', '敏感级别'], ['grade', 'grade', '数据分级']] as const) {
    const value = item[key];
    if (!value) found.error(`${at}.${key}`, '13.2', `${which}没有${zh}，请选择。`);
    else if (!standard.known(list, value)) found.error(`${at}.${key}`, '13.2', `${which}的${zh}“${value}”不在可选值内，请从列表中选择。`);
  }
  personal(item, at, which, found, standard);
}

/** PIPL 28 and 25 ¶2: what identifies, and what harms when it leaks, is marked item by item. */
function personal(item: Item, at: string, which: string, found: Found, standard: Standard): void {
  const name = item.name ?? '';
  if (item.personal === undefined) found.error(`${at}.personal`, '13.1', `请标明${which}是否为个人信息、敏感个人信息。`);
  else if (item.sensitivity && standard.known('sensitivity', item.sensitivity) && standard.personalOf(item.sensitivity) !== item.personal) {
    found.error(`${at}.personal`, '13.1', `${which}的敏感级别与个人信息标记不一致，请改正其一。`);
  } else if (item.personal === 'none' && PERSONAL.test(name) && !/(单位|机构|企业|学校)/.test(name)) found.warning(`${at}.personal`, '13.1', `${which}通常属于个人信息，请核对。`);
  else if (item.personal === 'personal' && SENSITIVE.test(name)) found.warning(`${at}.personal`, '13.1', `${which}通常属于敏感个人信息，请核对。`);
  if (PERSON_NUMBER.test(name) && item.identifier !== 'person') found.warning(`${at}.identifier`, '25.2', `${which}可以识别到个人，请在“标识对象”一列标为“自然人”，以便判断汇聚、关联的风险。`);
  if (ORG_NUMBER.test(name) && item.identifier !== 'organisation') found.warning(`${at}.identifier`, '25.2', `${which}可以识别到单位，请在“标识对象”一列标为“法人和其他组织”。`);
}

function repeated(items: readonly Item[], of: (item: Item) => string | undefined, field: string, zh: string, found: Found): void {
  const first = new Map<string, number>();
  items.forEach((item, i) => {
    const value = of(item);
    if (!value) return;
    const before = first.get(value);
    if (before === undefined) first.set(value, i);
    else found.error(`items.${i}.${field}`, '12', `${zh}“${value}”与第 ${before + 1} 项重复，请改正。`, 'ENTRY_ITEM_TWICE', { item: value });
  });
}
