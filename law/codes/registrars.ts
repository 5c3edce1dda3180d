import type { Code, CodeList } from './list.ts';

const FROM = '2015-10-01';
const kinds = (...words: readonly (readonly [code: string, zh: string])[]): readonly Code[] => words.map(([code, zh]) => ({ code, zh, from: FROM }));
const OTHER = ['9', '其他'] as const;

/** GB 32100-2015, first two places of a 统一社会信用代码: 登记管理部门 and 机构类别. Grows with time, so an unknown pair is never refused. */
export const registrars = {
  name: 'registrar', zh: '登记管理部门', source: 'GB 32100-2015', evidence: 'secondary', open: true,
  codes: [
    { code: '1', zh: '机构编制', from: FROM, kinds: kinds(['1', '机关'], ['2', '事业单位'], ['3', '中央编办直接管理机构编制的群众团体'], OTHER) },
    { code: '2', zh: '外交', from: FROM, kinds: kinds(['1', '外国常驻新闻机构'], OTHER) },
    { code: '3', zh: '司法行政', from: FROM, kinds: kinds(['1', '律师执业机构'], ['2', '公证处'], ['3', '基层法律服务所'], ['4', '司法鉴定机构'], ['5', '仲裁委员会'], OTHER) },
    { code: '4', zh: '文化', from: FROM, kinds: kinds(['1', '外国在华文化中心'], OTHER) },
    { code: '5', zh: '民政', from: FROM, kinds: kinds(['1', '社会团体'], ['2', '民办非企业单位'], ['3', '基金会'], OTHER) },
    { code: '6', zh: '旅游', from: FROM, kinds: kinds(['1', '外国旅游部门常驻代表机构'], ['2', '港澳台地区旅游部门常驻内地（大陆）代表机构'], OTHER) },
    { code: '7', zh: '宗教', from: FROM, kinds: kinds(['1', '宗教活动场所'], ['2', '宗教院校'], OTHER) },
    { code: '8', zh: '工会', from: FROM, kinds: kinds(['1', '基层工会'], OTHER) },
    { code: '9', zh: '工商', from: FROM, kinds: kinds(['1', '企业'], ['2', '个体工商户'], ['3', '农民专业合作社']) },
    { code: 'A', zh: '中央军委改革和编制办公室', from: FROM, kinds: kinds(['1', '军队事业单位'], OTHER) },
    { code: 'N', zh: '农业', from: FROM, kinds: kinds(['1', '组级集体经济组织'], ['2', '村级集体经济组织'], ['3', '乡镇级集体经济组织'], OTHER) },
    { code: 'Y', zh: '其他', from: FROM, kinds: kinds(['1', '其他']) },
  ],
} as const satisfies CodeList<Code & { readonly kinds: readonly Code[] }>;

/** 机构编制·机关, of a code that is well formed; 未列明 where the pair is not in the list. */
export function creditKindZh(creditCode: string): string {
  const registrar = registrars.codes.find((one) => one.code === creditCode.charAt(0));
  const kind = registrar?.kinds.find((one) => one.code === creditCode.charAt(1));
  return registrar ? `${registrar.zh}·${kind?.zh ?? '未列明'}` : '未列明';
}

/** Whether a code is that of a state organ (机关): only such, or an authorised organisation, is a 政府部门 of Art. 2. */
export function isStateOrgan(creditCode: string): boolean {
  return creditCode.startsWith('11');
}
