import { itemTypes, sharingModes } from '../codes/catalog.ts';
import { grades, sensitivities } from '../codes/grading.ts';
import { codeZh } from '../codes/list.ts';

/** Words that papers and pages have for what is stored as a code or a shape. */

export const maskWords = {
  none: '不脱敏', name: '姓名隐去中间字', 'id-number': '证件号隐去中段', mobile: '手机号隐去中间四位', last4: '只留后四位', hash: '带密钥的摘要',
} as const satisfies Record<string, string>;
export const maskZh = (code: string): string => (maskWords as Readonly<Record<string, string>>)[code] ?? code;

export const serviceKindZh = (code: string | null | undefined): string => (code === 'verification' ? '核验' : code === 'query' ? '查询' : '');
/** 服务接口（核验） */
export const modeWords = (mode: string, serviceKind: string | null | undefined): string => {
  const kind = mode === 'service' ? serviceKindZh(serviceKind) : '';
  return `${codeZh(sharingModes, mode)}${kind === '' ? '' : `（${kind}）`}`;
};
/** 字符 18 */
export const typeZh = (code: string, length?: number | null): string => `${codeZh(itemTypes, code).replace(/(..)型$/, '$1')}${length ? ` ${length}` : ''}`;
export const gradeZh = (code: string): string => codeZh(grades, code);
export const sensitivityZh = (code: string): string => codeZh(sensitivities, code);

/** 《就业促进法》第十一条 */
export const citationZh = (one: { readonly name?: string | undefined; readonly article?: string | undefined }): string => `${/^[《“]/.test(one.name ?? '') ? one.name : `《${one.name ?? ''}》`}${one.article ?? ''}`;

const operations: Readonly<Record<string, string>> = { eq: '为', in: '为下列之一：', between: '介于', prefix: '开头为' };
const mostValues = 20;

/** 地区开头为3208: what rows a grant covers, said item by item. */
export function rowsZh(item: string, filter: { readonly op: string; readonly values: readonly string[] }): string {
  const shown = filter.values.slice(0, mostValues).join(filter.op === 'between' ? '至' : '、');
  return `${item}${operations[filter.op] ?? ''}${shown}${filter.values.length > mostValues ? `等${filter.values.length}项` : ''}`;
}
