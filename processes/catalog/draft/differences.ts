import type { Difference, DraftItem, EntryBody, EntryDraft } from '../contract.ts';

/**
 * What changed from one version to another, stricter things first.
 * Art. 15 ¶1: “不得通过擅自增设条件等方式阻碍、影响政务数据共享”: a stricter attribute or a new condition is shown to
 * the reviewer beside the old one (39(二)). Stricter: attribute, a range or purpose taken away, a condition added.
 */
export function differencesOf(before: EntryDraft, after: EntryDraft): Difference[] {
  const found: Difference[] = [...sharing(before, after)];
  for (const [path, zh, show] of FIELDS) {
    const [was, is] = [show(before), show(after)];
    if (was !== is) found.push({ path, zh, before: was, after: is, stricter: false });
  }
  found.push(...items(before.items ?? [], after.items ?? []));
  return found.sort((a, b) => Number(b.stricter) - Number(a.stricter));
}

const RANK = { unconditional: 0, conditional: 1, 'not-shared': 2 } as const;
export const ATTRIBUTE_ZH = { unconditional: '无条件共享', conditional: '有条件共享', 'not-shared': '不予共享' } as const;
export const MODE_ZH = { service: '服务接口', batch: '批量交换', file: '文件下载' } as const;
const SECRECY_ZH = { none: '非涉密', 'work-secret': '工作秘密', 'state-secret': '国家秘密' } as const;

function sharing(before: EntryDraft, after: EntryDraft): Difference[] {
  const [was, is] = [before.sharing ?? {}, after.sharing ?? {}];
  const found: Difference[] = [];
  if (was.attribute !== is.attribute) {
    found.push({
      path: 'sharing.attribute', zh: '共享属性', before: was.attribute ? ATTRIBUTE_ZH[was.attribute] : null, after: is.attribute ? ATTRIBUTE_ZH[is.attribute] : null,
      stricter: was.attribute !== undefined && is.attribute !== undefined && RANK[is.attribute] > RANK[was.attribute],
    });
  }
  const open = was.attribute !== 'not-shared' && is.attribute !== 'not-shared';
  // Unconditional is for everybody and everything: a first range is already covered by the stricter attribute.
  const narrower = open && was.attribute === is.attribute;
  found.push(...list('sharing.ranges', '共享范围', was.ranges, is.ranges, { gone: narrower, come: false }));
  found.push(...list('sharing.purposes', '使用用途', was.purposes, is.purposes, { gone: narrower, come: false }));
  found.push(...list('sharing.conditions', '使用条件', was.conditions, is.conditions, { gone: false, come: open }));
  found.push(...list('sharing.basis', '不予共享依据', was.basis?.map(cited), is.basis?.map(cited), { gone: false, come: false }));
  return found;
}

function list(path: string, zh: string, was: readonly string[] = [], is: readonly string[] = [], strict: { gone: boolean; come: boolean }): Difference[] {
  return [
    ...was.filter((text) => !is.includes(text)).map((text) => ({ path, zh, before: text, after: null, stricter: strict.gone })),
    ...is.filter((text) => !was.includes(text)).map((text) => ({ path, zh, before: null, after: text, stricter: strict.come })),
  ];
}

function cited(c: { name?: string | undefined; article?: string | undefined; text?: string | undefined }): string {
  return [c.name, c.article, c.text].filter(Boolean).join(' ');
}

type Show = (body: EntryDraft) => string | null;
const text = (of: (body: EntryDraft) => string | undefined | null): Show => (body) => of(body) || null;

/** What is compared as a whole, with its name on screen. */
const FIELDS: readonly (readonly [path: string, zh: string, show: Show])[] = [
  ['name', '数据目录名称', text((b) => b.name)],
  ['classCode', '信息资源分类', text((b) => b.classCode)],
  ['summary', '摘要', text((b) => b.summary)],
  ['formatClass', '数据格式', text((b) => [b.formatClass, b.formatType].filter(Boolean).join(' · '))],
  ['updateCycle', '更新频率', text((b) => b.updateCycle)],
  ['modes', '共享方式', text((b) => b.modes?.map((mode) => MODE_ZH[mode]).join('、'))],
  ['sharing.reason', '不予共享理由', text((b) => b.sharing?.reason)],
  ['dataClass', '数据分类', text((b) => b.dataClass)],
  ['grade', '数据分级', text((b) => b.grade)],
  ['secrecy', '涉密属性', text((b) => (b.secrecy ? SECRECY_ZH[b.secrecy] : null))],
  ['duty', '编制依据', text((b) => b.duty?.map(cited).join('；'))],
  ['sourceSystem', '来源信息系统', text((b) => b.sourceSystem)],
  ['office', '内设机构', text((b) => b.office)],
  ['contact', '联系人', text((b) => b.contact)],
  ['phone', '联系电话', text((b) => b.phone)],
  ['open', '向社会开放', text((b) => (b.open === undefined ? null : b.open ? `是 ${b.openCondition ?? ''}`.trim() : '否'))],
  ['related', '关联资源代码', text((b) => b.related?.join('；'))],
  ['origin', '数据来源', text((b) => b.origin)],
];

const PERSONAL_ZH = { none: '非个人信息', personal: '个人信息', sensitive: '敏感个人信息' } as const;

/** One item in one line: what differs between the lines is the difference. */
function itemText(item: DraftItem): string {
  return [
    item.name, item.field, item.type && item.length ? `${item.type}(${item.length})` : item.type, item.key ? '主键' : '', item.nullable === false ? '非空' : '',
    item.sensitivity, item.personal ? PERSONAL_ZH[item.personal] : '', item.grade, item.codeSet ?? '', item.note ?? '',
  ].filter(Boolean).join(' · ');
}

function items(was: readonly DraftItem[], is: readonly DraftItem[]): Difference[] {
  const byField = (all: readonly DraftItem[]) => new Map(all.map((item) => [(item.field ?? item.name ?? '').toLowerCase(), item]));
  const [old, young] = [byField(was), byField(is)];
  const found: Difference[] = [];
  for (const [field, item] of old) {
    const now = young.get(field);
    if (!now) found.push({ path: `items.${field}`, zh: '数据项', before: itemText(item), after: null, stricter: false });
    else if (itemText(item) !== itemText(now)) found.push({ path: `items.${field}`, zh: '数据项', before: itemText(item), after: itemText(now), stricter: false });
  }
  for (const [field, item] of young) if (!old.has(field)) found.push({ path: `items.${field}`, zh: '数据项', before: null, after: itemText(item), stricter: false });
  return found;
}

/** Is anything stricter than before? Then the change needs its cause. */
export function isStricter(before: EntryBody | EntryDraft, after: EntryBody | EntryDraft): boolean {
  return differencesOf(before, after).some((difference) => difference.stricter);
}
