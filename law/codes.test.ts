import fc from 'fast-check';
import { expect, test } from 'vitest';
import { basisKinds, buildResourceCode, classificationZh, codeLists, codeOn, codesOn, codeZh, creditKindZh, findCode, grades, gradeAtLeast, highestGrade, isPersonal, isResourceCode, isSensitive, isStateOrgan, itemTypes, modesOfFormat, noConditionIn, noReasonIn, refusalReasons, resourceCode, sharingModes, sameValues, sharingTypes, updateCauses, updateCycles, valueSetFor } from './codes.ts';
import { isPlainDate, plainDate } from './plain-date.ts';
import { placeExists } from './quote.ts';

fc.configureGlobal({ seed: 809 }); // the same cases on every machine

const today = plainDate('2026-11-24');
const code = (name: string) => expect.objectContaining({ code: name });

test('every list has dates, words and a source, and no word means two values', () => {
  for (const list of codeLists) {
    const words = list.codes.flatMap((one) => [...new Set([one.code, one.zh, ...(one.also ?? [])])]);
    expect(words, list.name).toHaveLength(new Set(words).size);
    expect(list.source, list.name).not.toBe('');
    for (const one of list.codes) {
      expect(isPlainDate(one.from), `${list.name} ${one.code}`).toBe(true);
      if (one.to !== undefined) expect(isPlainDate(one.to) && one.to >= one.from).toBe(true);
    }
  }
  expect(codeLists.map((list) => list.name)).toHaveLength(new Set(codeLists.map((list) => list.name)).size);
});

test('the sharing attribute is exactly three-valued: Art. 14 ¶1', () => {
  expect(codesOn(sharingTypes, today).map((one) => one.zh)).toEqual(['无条件共享', '有条件共享', '不予共享']);
  expect(findCode(sharingTypes, '2')?.code).toBe('conditional');
});

test('ways of sharing are those of Art. 22 ¶2; older words are understood, disks and mail are over', () => {
  expect(codesOn(sharingModes, today).map((one) => one.zh)).toEqual(['服务接口', '批量交换', '文件下载']);
  for (const [word, mode] of [['接口', 'service'], ['库表交换', 'batch'], ['数据库', 'batch'], ['文件', 'file'], ['接口传输', 'service']] as const) expect(codeOn(sharingModes, word, today).code).toBe(mode);
  expect(() => codeOn(sharingModes, '拷盘', today)).toThrow(code('CODE_UNKNOWN'));
  expect(codeOn(sharingModes, '拷盘', plainDate('2024-05-01')).code).toBe('disk');
  expect(codeZh(sharingModes, 'disk')).toBe('拷盘'); // an old entry stays readable
  expect(codeZh(sharingModes, 'fax')).toBe('fax');
});

test('workbooks are understood: cycles and item types', () => {
  expect(codeOn(updateCycles, ' 每季 ', today).code).toBe('quarterly');
  expect(codeOn(itemTypes, '字符型C', today).code).toBe('C');
  expect(itemTypes.codes).toHaveLength(11);
  expect(modesOfFormat('document')).toEqual(['file']);
  expect(modesOfFormat('database')).toContain('service');
});

test('信息资源代码: 类1 项01 目001 细目0001 no. 123', () => {
  const parts = { kind: '1', group: '01', heading: '001', subheading: '0001', serial: 123 };
  expect(buildResourceCode(parts)).toBe('1010010001/000123');
  expect(resourceCode('1010010001/000123')).toEqual(parts);
  expect(classificationZh('2', '03')).toBe('主题信息资源 · 社会保障');
  for (const bad of ['4010010001/1', '101001', '101001/', '10100/1', '101001/1a', '１01001/1', `101001/${'1'.repeat(80)}`]) {
    expect(isResourceCode(bad), bad).toBe(false);
    expect(() => resourceCode(bad), bad).toThrow(code('RESOURCE_CODE_INVALID'));
  }
  expect(() => buildResourceCode({ ...parts, group: '99' })).toThrow(code('CODE_UNKNOWN'));
  for (const wrong of [{ heading: '1' }, { heading: '0011' }, { serial: 0 }, { serial: 1.5 }]) expect(() => buildResourceCode({ ...parts, ...wrong })).toThrow(code('RESOURCE_CODE_INVALID'));
});

test('a code built is the code read', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 99_999_999 }), (heading, sub, serial) => {
    const parts = { kind: '2', group: '03', heading: String(heading).padStart(3, '0'), subheading: sub === 0 ? '' : String(sub), serial };
    expect(resourceCode(buildResourceCode(parts))).toEqual(parts);
  }));
});

test('the highest grade of the parts is that of the whole: 就高从严', () => {
  expect(highestGrade(['general-1', 'general-3', 'general-2'])).toBe('general-3');
  expect(highestGrade(['general-4', 'important'])).toBe('important');
  expect(highestGrade([])).toBeUndefined();
  expect(gradeAtLeast('general-3', 'general-3')).toBe(true);
  expect(gradeAtLeast('general-2', 'general-3')).toBe(false);
  expect(grades.codes[0].zh).toBe('核心数据');
});

test('only 法律、行政法规、国务院决定 forbid sharing: Art. 14 ¶1(三)', () => {
  expect(basisKinds.codes.filter((one) => one.forbids).map((one) => one.zh)).toEqual(['法律', '行政法规', '国务院决定']);
  expect(updateCauses.codes.filter((one) => one.statutory).map((one) => one.code)).toEqual(['law', 'regulation', 'decision', 'duty']);
});

test('reasons for not agreeing stand on articles; two of them never against unconditional data', () => {
  for (const one of refusalReasons.codes) expect(placeExists(one.article), one.code).toBe(true);
  expect(refusalReasons.codes.filter((one) => !one.unconditional).map((one) => one.code)).toEqual(['range', 'other']);
  for (const text of ['申请材料不齐全', '该目录尚无数据资源', '目前没有服务接口', '业务系统正在建设中', '资源不具备共享条件', '上级部门尚未批准']) expect(noReasonIn(text), text).toBeDefined();
  for (const text of ['超出目录列明的用途：用于商业推广', '依据《统计法》第九条，不得提供']) expect(noReasonIn(text), text).toBeUndefined();
});

test('the provider’s own approval and a fee are no conditions: Art. 15 ¶1', () => {
  for (const text of ['须经我局同意后使用', '需经提供部门审批', '有偿使用']) expect(noConditionIn(text), text).toBeDefined();
  for (const text of ['仅限人社部门用于就业补贴核发', '范围：本市行政区域内', '用于资格审查，经申请人授权']) expect(noConditionIn(text), text).toBeUndefined();
});

test('personal and sensitive are two things: PIPL 4 and 28', () => {
  expect(isPersonal('personal') && !isSensitive('personal')).toBe(true);
  expect(isPersonal('sensitive-personal') && isSensitive('sensitive-personal')).toBe(true);
  expect(!isPersonal('business') && isSensitive('business')).toBe(true);
});

test('the first two places of a credit code say who registered what: GB 32100', () => {
  for (const [credit, zh] of [['11320800PDY00001X6', '机构编制·机关'], ['12330000MB1A00079H', '机构编制·事业单位'], ['91350100M000100Y43', '工商·企业'], ['97350100M000100Y43', '工商·未列明'], ['X1350100M000100Y43', '未列明']] as const) expect(creditKindZh(credit)).toBe(zh);
  expect([isStateOrgan('11320800PDY00001X6'), isStateOrgan('12330000MB1A00079H')]).toEqual([true, false]);
});

test('values are said by a standard, proposed by the name of the item; written otherwise or of another year it is the same: Art. 12, 19.2', () => {
  expect(['性别', '学历层次', '就业状况', '居住地行政区划代码', '公民身份号码', '备注'].map((name) => valueSetFor(name)?.code)).toEqual(['GB/T 2261.1', 'GB/T 4658', 'GB/T 2261.4', 'GB/T 2260', 'GB 11643', undefined]);
  for (const [a, b] of [['GB/T 2261.1 人的性别代码', 'ＧＢ／Ｔ2261.1-2003'], ['GBT 4658', '学历，按 GB/T 4658—2006'], ['本科、专科', '本科，专科']] as const) expect(sameValues(a, b), `${a} ${b}`).toBe(true);
  for (const [a, b] of [['GB/T 2261.1', 'GB/T 2261.2'], ['GB/T 2260', 'GB/T 22600'], ['本科、专科', '本科、硕士'], ['GB/T 4658', '学历代码']] as const) expect(sameValues(a, b), `${a} ${b}`).toBe(false);
});
