/**
 * What the compiling standard in force allows (Art. 12); made from the dated lists of law/codes.
 * Passed in, so that the rules of a draft can be tried with another standard.
 */
export interface Standard {
  known(list: 'format-class' | 'update-cycle' | 'item-type' | 'grade' | 'sensitivity', value: string): boolean;
  formatHas(formatClass: string, type: string): boolean;
  /** Electronic files, sheets, pictures, streams: what is shared as a file. */
  isFileFormat(formatClass: string): boolean;
  classCodeKnown(code: string): boolean;
  /** Higher is stricter; -1 where unknown. */
  gradeRank(grade: string): number;
  highestGrade(grades: readonly string[]): string | undefined;
  gradeZh(grade: string): string;
  sensitivityRank(sensitivity: string): number;
}
