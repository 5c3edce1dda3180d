import type { Code, CodeList } from './list.ts';

const FROM = '2025-08-01';

/**
 * What a rule is written in. Art. 14 ¶1(三): only 法律、行政法规以及国务院决定 can forbid sharing; a 部门规章 or a local rule cannot.
 * `forUse`: may stand behind an application (20 ¶2: 使用依据, law or duty). `forUpdate`: its change obliges to update (17 ¶2).
 */
export const basisKinds = {
  name: 'basis-kind', zh: '依据类别', source: '政务数据共享条例第十四条、第十七条、第二十条', evidence: 'text',
  codes: [
    { code: 'law', zh: '法律', from: FROM, forbids: true, forUpdate: true, forUse: true },
    { code: 'regulation', zh: '行政法规', from: FROM, forbids: true, forUpdate: true, forUse: true },
    { code: 'decision', zh: '国务院决定', from: FROM, forbids: true, forUpdate: true, forUse: true },
    { code: 'duty', zh: '职责文件（“三定”规定等）', from: FROM, forbids: false, forUpdate: true, forUse: true, also: ['三定', '三定规定', '职责'] },
    { code: 'local-law', zh: '地方性法规', from: FROM, forbids: false, forUpdate: false, forUse: true },
    { code: 'rule', zh: '部门规章', from: FROM, forbids: false, forUpdate: false, forUse: true },
    { code: 'local-rule', zh: '地方政府规章', from: FROM, forbids: false, forUpdate: false, forUse: true },
    { code: 'document', zh: '规范性文件', from: FROM, forbids: false, forUpdate: false, forUse: false },
  ],
} as const satisfies CodeList<Code & { readonly forbids: boolean; readonly forUpdate: boolean; readonly forUse: boolean }>;
export type BasisKind = (typeof basisKinds.codes)[number]['code'];

/** Why a catalogue is updated. Art. 17 ¶2 sets its clock for these four alone; `other` has none. */
export const updateCauses = {
  name: 'update-cause', zh: '更新原因', source: '政务数据共享条例第十七条第二款', evidence: 'text',
  codes: [
    { code: 'law', zh: '法律调整', statutory: true, from: FROM },
    { code: 'regulation', zh: '行政法规调整', statutory: true, from: FROM },
    { code: 'decision', zh: '国务院决定调整', statutory: true, from: FROM },
    { code: 'duty', zh: '职责变化', statutory: true, from: FROM },
    { code: 'other', zh: '其他', statutory: false, from: FROM },
  ],
} as const satisfies CodeList<Code & { readonly statutory: boolean }>;
export type UpdateCause = (typeof updateCauses.codes)[number]['code'];

/**
 * Reasons for not agreeing (21 ¶2: 应当说明理由). `unconditional`: may stand against data of that attribute: Art. 14 ¶1(一) gives it to all,
 * and 21 ¶1 has no 是否同意 there, so neither range and purpose nor “other”. `needsBasis`: names law, article and sentence.
 */
export const refusalReasons = {
  name: 'refusal-reason', zh: '不同意理由', source: '政务数据共享条例第三条第二款、第十四条、第十五条、第二十条、第二十一条', evidence: 'text',
  codes: [
    { code: 'duty', zh: '不属于履行职责，或者非履行职责所必需', article: '3.2', unconditional: true, needsBasis: false, from: FROM },
    { code: 'range', zh: '超出目录列明的共享范围、使用用途', article: '15.2', unconditional: false, needsBasis: false, from: FROM },
    { code: 'forbidden', zh: '法律、行政法规或者国务院决定禁止', article: '14.1(3)', unconditional: true, needsBasis: true, from: FROM },
    { code: 'not-held', zh: '本部门不掌握该数据', article: '16.2', unconditional: true, needsBasis: false, from: FROM },
    { code: 'not-supplied', zh: '一次性告知后逾期未补充材料', article: '21.2', unconditional: true, needsBasis: false, from: FROM },
    { code: 'other', zh: '其他（抄送主管部门）', article: '21.2', unconditional: false, needsBasis: false, from: FROM },
  ],
} as const satisfies CodeList<Code & { readonly article: string; readonly unconditional: boolean; readonly needsBasis: boolean }>;
export type RefusalReason = (typeof refusalReasons.codes)[number]['code'];

/** What is no reason, however it is worded: shown to the provider who writes one of these words. */
export const noReasons: readonly { readonly words: RegExp; readonly zh: string }[] = [
  { words: /材料(不全|不齐|不完整|缺)/u, zh: '材料不全（应先一次性告知）' },
  { words: /(没有|尚无|无|未挂接).{0,4}资源|不具备共享条件/u, zh: '没有数据资源' },
  { words: /(没有|尚无|无|未开发|未建).{0,4}接口/u, zh: '没有接口' },
  { words: /系统.{0,6}(在建|建设中|升级|改造|未上线)/u, zh: '系统在建' },
  { words: /(上级|领导).{0,6}(未批|待批|尚未批准|未同意|审批中)/u, zh: '上级尚未批准' },
];

/** The reason that is none, where a text gives one. */
export function noReasonIn(text: string): string | undefined {
  return noReasons.find((one) => one.words.test(text))?.zh;
}

/** Art. 15 ¶1: what is no condition of sharing, however it is worded (reading). */
export function noConditionIn(text: string): string | undefined {
  if (/(须|需|应|要|经).{0,8}(本部门|我(厅|局|委|部门)|提供部门|数源部门|领导|会议).{0,6}(同意|批准|审批|审核|许可)/u.test(text)) return '须经提供部门同意';
  if (/收费|付费|缴费|有偿|购买|费用/u.test(text)) return '收费';
  return undefined;
}

/** Art. 27 ¶2: misuse for which a permission is suspended; no other ground. */
export const suspensionGrounds = {
  name: 'suspension-ground', zh: '暂停理由', source: '政务数据共享条例第二十七条第二款', evidence: 'text',
  codes: [
    { code: 'beyond-range', zh: '擅自超出使用范围使用', finding: '40(2)', from: FROM },
    { code: 'beyond-purpose', zh: '擅自超出共享目的使用', finding: '40(2)', from: FROM },
    { code: 'third-party', zh: '擅自提供给第三方', finding: '40(3)', from: FROM },
  ],
} as const satisfies CodeList<Code & { readonly finding: string }>;
export type SuspensionGround = (typeof suspensionGrounds.codes)[number]['code'];

/** Art. 27 ¶1: 妥善处置. */
export const disposalWays = {
  name: 'disposal-way', zh: '处置方式', source: '政务数据共享条例第二十七条第一款', evidence: 'text',
  codes: [
    { code: 'delete', zh: '删除', needsBasis: false, from: FROM },
    { code: 'return', zh: '归还', needsBasis: false, from: FROM },
    { code: 'seal', zh: '封存', needsBasis: false, from: FROM },
    { code: 'keep', zh: '留存', needsBasis: true, from: FROM },
    { code: 'nothing-stored', zh: '未存储，作出声明', needsBasis: false, from: FROM },
  ],
} as const satisfies CodeList<Code & { readonly needsBasis: boolean }>;
export type DisposalWay = (typeof disposalWays.codes)[number]['code'];

/** Art. 29 ¶2: the five kinds of record. */
export const usageKinds = {
  name: 'usage-kind', zh: '使用记录类别', source: '政务数据共享条例第二十九条第二款', evidence: 'text',
  codes: [
    { code: 'scenario', zh: '使用场景', from: FROM },
    { code: 'process', zh: '使用过程', from: FROM },
    { code: 'effect', zh: '应用成效', from: FROM },
    { code: 'storage', zh: '存储情况', from: FROM },
    { code: 'destruction', zh: '销毁情况', from: FROM },
  ],
} as const satisfies CodeList;
export type UsageKind = (typeof usageKinds.codes)[number]['code'];

/** Templates of assessment: 11(五), 13 ¶1, PIPL 55. */
export const assessmentKinds = {
  name: 'assessment-kind', zh: '评估类别', source: '政务数据共享条例第十一条（五）、第十三条第一款；《个人信息保护法》第五十五条', evidence: 'text',
  codes: [
    { code: 'secrecy', zh: '保密风险', from: FROM },
    { code: 'privacy', zh: '个人信息保护影响', from: FROM },
    { code: 'sharing-security', zh: '共享安全性', from: FROM },
  ],
} as const satisfies CodeList;
export type AssessmentKind = (typeof assessmentKinds.codes)[number]['code'];
