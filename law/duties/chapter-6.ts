import { carried, notYet, principle } from './duty.ts';
import type { Duty } from './duty.ts';

/** Art. 33 and 第六章 保障措施, Art. 34–38. */
export const chapter6: readonly Duty[] = [
  principle('33-1-a', '国家鼓励和支持新技术在政务数据共享中的应用'),
  principle('34-1-a', '主管部门会同网信、公安、国家安全、保密、密码管理等部门推进安全管理制度建设，明确各环节安全责任主体'),
  carried('34-2-a', '使用过程中发生篡改、破坏、泄露、非法利用的，需求部门承担安全管理责任：总结写明各环节责任', { in: 'incident', moves: ['review', 'close'] },
    'who answered for which stage is stated after every incident: Art. 34.2'),
  notYet('35-1-a', '建立健全安全管理制度，落实分类分级管理要求', { in: 'catalog', moves: ['submit'] }),
  carried('35-2-a', '采取技术和其他必要措施：三员分立，账号由两人建立和启用', { in: 'account', moves: ['create', 'activate', 'lock', 'close'] },
    'one officer makes an account, another activates it, the third moves nothing: Art. 35.2'),
  carried('35-2-b', '防止篡改：办理和调用记录存证，任何改动可以核验', {},
    'everything decided here and every batch of calls stands in the ledger; a row that was altered, added or taken away is found: Art. 35.2'),
  carried('35-2-c', '防止非法获取、利用：凭据签名、更换、停用，停用两秒内全部网关生效', { in: 'grant', moves: ['rotate-key', 'withdraw-key'] },
    'a key is changed and withdrawn; the older one ends, the grant goes on: Art. 35.2', 'a suspension, a stopped key, a hidden entry, an ended term: refused in every process within two seconds'),
  notYet('35-3-a', '加强安全风险监测'),
  carried('35-3-b', '发生安全事件立即启动应急预案，防止危害扩大，消除隐患，按照规定报告', { in: 'incident', moves: ['report', 'start-plan', 'contain', 'notify', 'eliminate'], clock: 'respond' },
    'an incident: plan at once, contain, tell, eliminate only after telling, review, close: Art. 35.3'),
  carried('35-3-c', '密钥失窃立即停用并报告', { in: 'grant', moves: ['report-key-stolen', 'hold', 'lift'] },
    'a stolen key stops at once and opens an incident; a new one is given, and the danger is answered for to its end: Art. 34.2, 35.3'),
  notYet('36-1-a', '委托他人建设、运维、存储、加工的，履行批准程序，明确规范，监督受托方', { in: 'entrusted', moves: ['submit', 'approve'] }),
  carried('36-1-b', '受托方不得擅自访问、获取、留存、使用：账号随受托期限终止', { in: 'account', moves: ['create', 'close'], clock: 'term' }, 'accounts of an entrusted party end with it: Art. 36.1'),
  notYet('36-1-c', '受托结束返还、删除数据', { in: 'entrusted', moves: ['report', 'confirm'] }),
  principle('36-2-a', '平台建设管理单位保障平台安全、稳定运行'),
  carried('37-1-a', '涉及个人信息的共享遵守个人信息保护法等：区分个人信息和敏感个人信息', { in: 'assessment', moves: ['conclude'] }, 'personal and sensitive are two things: PIPL 4 and 28'),
  carried('37-1-b', '申请敏感个人信息的，先完成个人信息保护影响评估', { in: 'application', moves: ['submit'] },
    'who asks for sensitive personal information has assessed it first: Art. 37.1'),
  notYet('37-2-a', '公民、法人和其他组织可以投诉、举报', { in: 'complaint', moves: ['submit'] }),
  notYet('37-2-b', '接到投诉、举报的部门按照规定及时处理', { in: 'complaint', moves: ['assign', 'answer'] }),
  principle('38-1-a', '所需经费列入本级预算，实施全过程预算绩效管理，共享情况作为项目建设和评价的依据'),
  notYet('38-2-a', '监督提供部门的及时性、数据质量和需求部门的应用情况、安全保障措施'),
  notYet('38-2-b', '向本级人民政府报告'),
];
