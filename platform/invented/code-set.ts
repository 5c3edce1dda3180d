/** Codes of standards that catalogues cite by number alone. */
const standards: readonly (readonly [RegExp, readonly string[]])[] = [
  [/2261\.1/, ['0', '1', '2', '9']], // 性别
  [/2261\.2/, ['10', '20', '21', '22', '23', '30', '40', '90']], // 婚姻状况
  [/\b2260\b/, ['990000', '990100']], // regions that are not assigned
];
const cites = /GB|标准|参照|详见|见附|按照|字典/;
const coded = /^([0-9A-Za-z]{1,20})\s*[-—－:：=.．)）、 ]\s*\S/;
const numbered = /^(\d{1,6})(?=\p{Script=Han})/u;
const longestWord = 60;

/**
 * The values that a written 值域 allows: 普通高等学校、成人高等学校 or 1-男；2-女. Undefined where it is no list, or cites
 * a standard that is not here.
 */
export function valuesOf(codeSet: string | null): readonly string[] | undefined {
  if (codeSet === null) return undefined;
  const parts = codeSet.split(/[、，,；;|\n]+/).map((part) => part.trim()).filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => part.length > longestWord || cites.test(part))) return standards.find(([name]) => name.test(codeSet))?.[1];
  for (const shape of [coded, numbered]) {
    const codes = parts.flatMap((part) => shape.exec(part)?.[1] ?? []);
    if (codes.length === parts.length) return codes;
  }
  return parts;
}
