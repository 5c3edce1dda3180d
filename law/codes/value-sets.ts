import type { Code, CodeList } from './list.ts';

const set = (code: string, zh: string): Code => ({ code, zh, from: '2015-10-01' });

/** National standards whose codes data items are most often written in. Proposed where an item names its values; a list of one's own, or another standard, may stand there. */
export const valueSets = {
  name: 'value-set', zh: '值域、代码表', source: '国家标准目录：个人、单位、区划、行业等基础代码标准', evidence: 'recalled', open: true,
  codes: [
    set('GB/T 2261.1', '人的性别代码'), set('GB/T 2261.2', '婚姻状况代码'), set('GB/T 2261.3', '健康状况代码'), set('GB/T 2261.4', '从业状况（个人身份）代码'), set('GB/T 3304', '中国各民族名称的罗马字母拼写法和代码'),
    set('GB/T 4658', '学历代码'), set('GB/T 6864', '学位代码'), set('GB/T 4761', '家庭关系代码'), set('GB/T 4762', '政治面貌代码'), set('GB/T 8561', '专业技术职务代码'), set('GB/T 6565', '职业分类与代码'),
    set('GB 11643', '公民身份号码'), set('GB 32100', '法人和其他组织统一社会信用代码编码规则'), set('GB/T 2260', '中华人民共和国行政区划代码'), set('GB/T 2659', '世界各国和地区名称代码'),
    set('GB/T 4754', '国民经济行业分类'), set('GB/T 12402', '经济类型分类与代码'), set('GB/T 7408', '日期和时间 信息交换表示法'),
  ],
} as const satisfies CodeList;

/** What an item of this name is most likely written in. */
const hints: readonly (readonly [named: RegExp, code: (typeof valueSets.codes)[number]['code']])[] = [
  [/性别/, 'GB/T 2261.1'], [/婚姻(状况|状态)/, 'GB/T 2261.2'], [/健康状况/, 'GB/T 2261.3'], [/(就业|从业)状(况|态)/, 'GB/T 2261.4'], [/民族/, 'GB/T 3304'], [/学历/, 'GB/T 4658'], [/学位/, 'GB/T 6864'], [/政治面貌/, 'GB/T 4762'],
  [/(户主|家庭).*关系|与本人关系/, 'GB/T 4761'], [/职称|专业技术职务/, 'GB/T 8561'], [/^职业/, 'GB/T 6565'], [/身份证|公民身份号码/, 'GB 11643'], [/统一社会信用代码/, 'GB 32100'], [/行政区划|区划代码/, 'GB/T 2260'], [/国籍|国家（地区）/, 'GB/T 2659'], [/行业/, 'GB/T 4754'],
];

export const valueSetText = ({ code, zh }: Pick<Code, 'code' | 'zh'>): string => `${code} ${zh}`;

/** The standard that is proposed for an item of this name; undefined where none is likely. */
export function valueSetFor(name: string): Code | undefined {
  const code = hints.find(([named]) => named.test(name))?.[1];
  return valueSets.codes.find((one) => one.code === code);
}

const standard = /GB\s*(?:[\/∕]?\s*T)?\s*(\d+(?:\.\d+)?)/i;
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '');

/** Whether two items say the same of their values: one standard however it is written and of whichever year, else the same words. */
export function sameValues(a: string, b: string): boolean {
  const [left, right] = [standard.exec(a.normalize('NFKC')), standard.exec(b.normalize('NFKC'))];
  return left !== null && right !== null ? left[1] === right[1] : plain(a) === plain(b);
}
