import type { Code, CodeList } from './list.ts';

/** GB/T 43697-2024, high to low; one more step inside 一般数据 (annex H, for reference; areas use three to five). */
export const grades = {
  name: 'grade', zh: '数据分级', source: 'GB/T 43697-2024；《数据安全法》第二十一条', evidence: 'secondary',
  codes: [
    { code: 'core', zh: '核心数据', rank: 6, from: '2024-10-01' },
    { code: 'important', zh: '重要数据', rank: 5, from: '2024-10-01' },
    { code: 'general-4', zh: '一般数据（4级）', rank: 4, from: '2024-10-01', also: ['4', '4级', '四级'] },
    { code: 'general-3', zh: '一般数据（3级）', rank: 3, from: '2024-10-01', also: ['3', '3级', '三级'] },
    { code: 'general-2', zh: '一般数据（2级）', rank: 2, from: '2024-10-01', also: ['2', '2级', '二级'] },
    { code: 'general-1', zh: '一般数据（1级）', rank: 1, from: '2024-10-01', also: ['1', '1级', '一级', '一般数据'] },
  ],
} as const satisfies CodeList<Code & { readonly rank: number }>;
export type Grade = (typeof grades.codes)[number]['code'];

/** 就高从严: a set has the highest grade of its parts; undefined for none. */
export function highestGrade(parts: readonly Grade[]): Grade | undefined {
  return grades.codes.find((one) => parts.includes(one.code))?.code;
}

/** Whether a grade is at least another. */
export function gradeAtLeast(grade: Grade, least: Grade): boolean {
  return rank(grade) >= rank(least);
}

/** How sensitive an item is. PIPL 28: 敏感个人信息; Art. 42: 商业秘密、保密商务信息. `sensitive`: counts in the linkage rule (25 ¶2). */
export const sensitivities = {
  name: 'sensitivity', zh: '敏感级别', source: '《个人信息保护法》第四条、第二十八条；政务数据共享条例第四十二条', evidence: 'text',
  codes: [
    { code: 'none', zh: '不敏感', personal: false, sensitive: false, from: '2025-08-01', also: ['无', '否'] },
    { code: 'personal', zh: '个人信息', personal: true, sensitive: false, from: '2025-08-01', also: ['一般个人信息'] },
    { code: 'sensitive-personal', zh: '敏感个人信息', personal: true, sensitive: true, from: '2025-08-01', also: ['敏感'] },
    { code: 'business', zh: '商业秘密、保密商务信息', personal: false, sensitive: true, from: '2025-08-01', also: ['商业秘密'] },
  ],
} as const satisfies CodeList<Code & { readonly personal: boolean; readonly sensitive: boolean }>;
export type Sensitivity = (typeof sensitivities.codes)[number]['code'];

/** Whether an item of this level counts as sensitive where data of several entries come together. */
export function isSensitive(level: Sensitivity): boolean {
  return sensitivities.codes.some((one) => one.code === level && one.sensitive);
}

/** Whether an item of this level is personal information (PIPL 4), so that an impact assessment is due (13 ¶1). */
export function isPersonal(level: Sensitivity): boolean {
  return sensitivities.codes.some((one) => one.code === level && one.personal);
}

/** What an item can identify: items of one kind in two entries join their rows. */
export const identifierKinds = {
  name: 'identifier-kind', zh: '标识对象', source: '平台释义（第二十五条第二款）', evidence: 'text', open: true,
  codes: [
    { code: 'person', zh: '自然人（公民身份号码等证件号码）', from: '2025-08-01', also: ['公民身份号码', '身份证号', '身份证件号码'] },
    { code: 'phone', zh: '手机号码', from: '2025-08-01', also: ['联系电话', '手机号'] },
    { code: 'organisation', zh: '法人和其他组织（统一社会信用代码）', from: '2025-08-01', also: ['统一社会信用代码', '组织机构代码'] },
    { code: 'vehicle', zh: '车辆（号牌、识别代号）', from: '2025-08-01', also: ['车牌号', '车辆识别代号'] },
    { code: 'property', zh: '不动产（不动产单元号）', from: '2025-08-01', also: ['不动产单元号'] },
    { code: 'matter', zh: '办件（办件编号）', from: '2025-08-01', also: ['办件编号'] },
  ],
} as const satisfies CodeList;
export type IdentifierKind = (typeof identifierKinds.codes)[number]['code'];

function rank(grade: Grade): number {
  return grades.codes.find((one) => one.code === grade)?.rank ?? 0;
}
