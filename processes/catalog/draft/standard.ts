import { classification, codeZh, codesOn, findCode, formats, grades, highestGrade, itemTypes, sensitivities, updateCycles, type CodeList, type Grade } from '../../../law/codes.ts';
import type { PlainDate } from '../../../law/plain-date.ts';

/**
 * What the compiling standard allows on a day (Art. 12), from the dated lists of law/codes.
 * Passed in, so that the rules of a draft can be tried with the standard of another day.
 */
export interface Standard {
  known(list: 'format-class' | 'update-cycle' | 'item-type' | 'grade' | 'sensitivity', value: string): boolean;
  formatHas(formatClass: string, type: string): boolean;
  /** Files, sheets, pictures, streams: what cannot be asked row by row. */
  isFileFormat(formatClass: string): boolean;
  classCodeKnown(code: string): boolean;
  /** Higher is stricter; 0 where unknown. */
  gradeRank(grade: string): number;
  highestGrade(grades: readonly string[]): string | undefined;
  gradeZh(grade: string): string;
  /** What a sensitivity says of personal information (PIPL 4, 28). */
  personalOf(sensitivity: string): 'none' | 'personal' | 'sensitive';
}

const LISTS: Readonly<Record<Parameters<Standard['known']>[0], CodeList>> = { 'format-class': formats, 'update-cycle': updateCycles, 'item-type': itemTypes, grade: grades, sensitivity: sensitivities };

export function standardOn(day: PlainDate): Standard {
  const inForce = Object.fromEntries(Object.entries(LISTS).map(([name, list]) => [name, new Set(codesOn(list, day).map((one) => one.code))]));
  return {
    known: (list, value) => inForce[list]?.has(value) === true,
    formatHas: (formatClass, type) => {
      const types: readonly string[] = formats.codes.find((one) => one.code === formatClass)?.types ?? [];
      return types.length === 0 || types.includes(type);
    },
    isFileFormat: (formatClass) => {
      const modes: readonly string[] | undefined = formats.codes.find((one) => one.code === formatClass)?.modes;
      return modes !== undefined && !modes.includes('service') && !modes.includes('batch');
    },
    classCodeKnown: (code) => /^\d{6,}$/.test(code) && classification.codes.some((kind) => kind.code === code[0] && kind.groups.some((group) => group.code === code.slice(1, 3))),
    gradeRank: (grade) => grades.codes.find((one) => one.code === grade)?.rank ?? 0,
    highestGrade: (all) => highestGrade(all as readonly Grade[]),
    gradeZh: (grade) => codeZh(grades, grade),
    personalOf: (sensitivity) => {
      const found = findCode(sensitivities, sensitivity);
      return found?.personal ? (found.sensitive ? 'sensitive' : 'personal') : 'none';
    },
  };
}
