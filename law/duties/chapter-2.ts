import { carried, notYet, otherPlatform, principle } from './duty.ts';
import type { Duty } from './duty.ts';

/** 第二章 管理体制, Art. 8–11. */
export const chapter2: readonly Duty[] = [
  principle('8-1-a', '各级人民政府加强对政务数据共享工作的组织领导'),
  otherPlatform('8-2-a', '国务院政务数据共享主管部门统筹推进全国政务数据共享工作'),
  carried('8-3-a', '县级以上地方主管部门统筹本行政区域：目录发布、延期同意、责令改正、通报由其办理', { in: 'finding', moves: ['order', 'circulate'] },
    'publishing, extensions, orders and circulars belong to the authority alone: Art. 8.3'),
  carried('8-3-b', '本行政区域按行政区划确定：区划代码有效期、上下级和共同上级', {},
    'valid from the beginning where 2019 has it, else from the first list that has it', 'levels, what lies above, and the lowest region that contains two'),
  carried('8-3-c', '每个机构登记同级主管部门，垂直管理机构按目录审核层级登记', {},
    'each organisation has its authority on record; one managed from above is reviewed at the level recorded: Art. 8.3, 16.1'),
  notYet('8-4-a', '国务院各部门负责本部门共享工作，协调指导本行业、本领域'),
  carried('9-1-a', '总结、推广典型案例和经验做法', {}, 'a good effect is made known by an authority of either side, once, to every department; a corrected one is not: Art. 9 ¶1'),
  otherPlatform('9-1-b', '协调推进跨层级、跨地域、跨系统、跨部门、跨业务共享利用'),
  notYet('10-1-a', '落实主体责任，建立健全本部门政务数据共享工作制度'),
  notYet('10-1-b', '组织研究解决政务数据共享工作中的重大问题'),
  carried('11-1-a', '明确本部门政务数据共享工作机构及其负责人，没有负责人的可查', { in: 'account', moves: ['set-posts'] },
    'each department has a sharing office with a head; where there is none everybody sees it, and the next above acts: Art. 11(1)'),
  carried('11-1-b', '共享工作机构组织编制、更新和维护目录', { in: 'catalog', moves: ['compile', 'update', 'submit'] },
    'the sharing office compiles, keeps and updates the catalogue of its department: Art. 11(2)'),
  carried('11-1-c', '共享工作机构组织提出共享申请，组织审核针对本部门的申请', { in: 'application', moves: ['submit', 'approve', 'propose', 'grant', 'refuse'] },
    'the sharing office proposes and answers: its clerk drafts, its head consents: Art. 11(2)'),
  carried('11-1-d', '确保提供的政务数据符合标准规范：目录要素按有日期的标准代码表填写', { in: 'catalog', moves: ['submit'] },
    'every list has dates, words and a source, and no word means two values', 'workbooks are understood: cycles and item types'),
  notYet('11-1-e', '组织提出或者处理政务数据校核申请', { in: 'correction', moves: ['file', 'propose'] }),
  carried('11-1-f', '建立健全数据安全和个人信息保护制度，组织开展共享安全性评估', { in: 'assessment', moves: ['create', 'submit', 'conclude'] },
    'an assessment has questions and a conclusion, belongs to what was assessed, and lapses with it: Art. 11(5), 13.1'),
  notYet('11-1-g', '本部门其他与政务数据共享相关的工作'),
];
