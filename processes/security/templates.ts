import type { Template } from './contract.ts';

/** When an answer must be explained. */
export interface TemplateQuestion { readonly id: string; readonly text: string; readonly basisZh: string; readonly noteOn: 'yes' | 'no' | 'always' | 'never' }

/**
 * The questions of each assessment, as dated data: a case keeps the list by which it was opened.
 * Art. 13 ¶1 names the two assessments and no questions; ours follow Art. 3 ¶1 and 25 ¶2, PIPL 28 and 56.
 */
export const templates: Readonly<Record<Template, { readonly zh: string; readonly validFrom: string; readonly questions: readonly TemplateQuestion[] }>> = {
  secrecy: {
    zh: '保密风险评估', validFrom: '2025-08-01',
    questions: [
      { id: 'classified', text: '对照本行业、本领域国家秘密事项范围，是否有数据项涉及国家秘密？', basisZh: '第三条第一款', noteOn: 'yes' },
      { id: 'work-secret', text: '对照本单位工作秘密清单，是否有数据项属于工作秘密？', basisZh: '第三条第一款', noteOn: 'yes' },
      { id: 'aggregate', text: '大量汇聚后，是否可能推知国家秘密、工作秘密或者重要数据？', basisZh: '第二十五条第二款', noteOn: 'yes' },
      { id: 'link', text: '与其他部门已共享的数据关联后，是否可能推知不应公开的事项？', basisZh: '第二十五条第二款', noteOn: 'yes' },
      { id: 'reviewed', text: '是否已由本单位保密工作机构或者定密责任人核对？', basisZh: '第十三条第一款', noteOn: 'no' },
    ],
  },
  privacy: {
    zh: '个人信息保护影响评估', validFrom: '2025-08-01',
    questions: [
      { id: 'lawful', text: '处理目的、处理方式是否合法、正当、必要？', basisZh: '《个人信息保护法》第五十六条第一项', noteOn: 'always' },
      { id: 'minimal', text: '所列数据项是否限于履行法定职责所必需的最小范围？', basisZh: '《个人信息保护法》第三十四条', noteOn: 'no' },
      { id: 'sensitive', text: '是否含敏感个人信息（生物识别、医疗健康、金融账户、行踪轨迹、不满十四周岁未成年人信息等）？', basisZh: '《个人信息保护法》第二十八条', noteOn: 'yes' },
      { id: 'impact', text: '泄露、篡改、滥用是否会对个人权益造成较大影响？', basisZh: '《个人信息保护法》第五十六条第二项', noteOn: 'yes' },
      { id: 'told', text: '是否已向个人告知，或者依法不需告知？', basisZh: '《个人信息保护法》第三十五条', noteOn: 'always' },
      { id: 'measures', text: '脱敏、加密、访问控制、日志等保护措施是否与风险程度相适应？', basisZh: '《个人信息保护法》第五十六条第三项', noteOn: 'always' },
    ],
  },
  'sharing-security': {
    zh: '共享安全性评估', validFrom: '2025-08-01',
    questions: [
      { id: 'need', text: '所申请的数据项是否为履行职责所必需？', basisZh: '第二十条第二款', noteOn: 'no' },
      { id: 'link', text: '与本部门已获得的数据关联后，是否产生新的风险？', basisZh: '第二十五条第二款', noteOn: 'yes' },
      { id: 'store', text: '接收系统的存储、访问控制、日志是否达到数据分级的要求？', basisZh: '第三十五条第二款', noteOn: 'always' },
      { id: 'third', text: '是否会由受托方或者第三方接触数据？', basisZh: '第三十六条第一款', noteOn: 'yes' },
      { id: 'end', text: '使用结束后的删除、返还是否已有安排？', basisZh: '第二十七条第一款', noteOn: 'no' },
    ],
  },
};

export const LEVEL_ZH = { low: '低', medium: '中', high: '高' } as const;
