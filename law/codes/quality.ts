import type { Code, CodeList } from './list.ts';

/**
 * What a quality rule of an item may ask (Art. 18). `dimension`: the characteristic of GB/T 36344-2018 that a rule of this
 * kind measures; which kind measures which is our reading.
 */
export const qualityRuleKinds = {
  name: 'quality-rule-kind', zh: '质量规则类型', source: '政务数据共享条例第十八条；GB/T 36344-2018', evidence: 'secondary',
  codes: [
    { code: 'required', zh: '必填', dimension: 'completeness', from: '2025-08-01', also: ['非空', '不得为空'] },
    { code: 'range', zh: '取值范围', dimension: 'accuracy', from: '2025-08-01', also: ['值域范围', '上下限'] },
    { code: 'code-set', zh: '代码集', dimension: 'conformity', from: '2025-08-01', also: ['值域', '代码表'] },
    { code: 'pattern', zh: '格式', dimension: 'conformity', from: '2025-08-01', also: ['正则', '编码规则'] },
    { code: 'unique', zh: '唯一', dimension: 'accuracy', from: '2025-08-01', also: ['不得重复'] },
    { code: 'across', zh: '项间关系', dimension: 'consistency', from: '2025-08-01', also: ['跨项一致', '逻辑关系'] },
    { code: 'course', zh: '先后关系', dimension: 'consistency', from: '2025-08-01', also: ['时序一致', '累计数不减'] },
    { code: 'freshness', zh: '时效', dimension: 'timeliness', from: '2025-08-01', also: ['更新及时'] },
  ],
} as const satisfies CodeList<Code & { readonly dimension: string }>;
export type QualityRuleKind = (typeof qualityRuleKinds.codes)[number]['code'];

/** Characteristics of GB/T 36344-2018 that can be measured on the data itself; 可访问性 is what the watch of a resource sees. */
export const qualityDimensions = {
  name: 'quality-dimension', zh: '质量指标', source: 'GB/T 36344-2018', evidence: 'secondary',
  codes: [
    { code: 'conformity', zh: '规范性', from: '2019-01-01' }, { code: 'completeness', zh: '完整性', from: '2019-01-01' }, { code: 'accuracy', zh: '准确性', from: '2019-01-01' },
    { code: 'consistency', zh: '一致性', from: '2019-01-01' }, { code: 'timeliness', zh: '时效性', from: '2019-01-01' },
  ],
} as const satisfies CodeList;

/** How two sides of a rule 'across' stand to each other. */
export const comparisons = {
  name: 'comparison', zh: '比较', source: '平台释义（第十八条）', evidence: 'text',
  codes: [
    { code: 'le', zh: '不大于', sign: '<=', from: '2025-08-01' }, { code: 'lt', zh: '小于', sign: '<', from: '2025-08-01' }, { code: 'ge', zh: '不小于', sign: '>=', from: '2025-08-01' },
    { code: 'gt', zh: '大于', sign: '>', from: '2025-08-01' }, { code: 'eq', zh: '等于', sign: '=', from: '2025-08-01' }, { code: 'ne', zh: '不等于', sign: '<>', from: '2025-08-01' },
  ],
} as const satisfies CodeList<Code & { readonly sign: string }>;
export type Comparison = (typeof comparisons.codes)[number]['code'];
