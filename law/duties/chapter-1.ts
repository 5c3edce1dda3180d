import { carried, principle } from './duty.ts';
import type { Duty } from './duty.ts';

/** 第一章 总则, Art. 1–7. */
export const chapter1: readonly Duty[] = [
  principle('1-1-a', '推进政务数据安全有序高效共享利用，提升数字化治理能力和政务服务效能'),
  carried('2-1-a', '适用于政府部门和法律、法规授权的具有管理公共事务职能的组织：机构以统一社会信用代码登记', {},
    '统一社会信用代码: vectors of GB 32100 and of the demonstration', 'one wrong character never passes: 统一社会信用代码 and 公民身份号码',
    'organisations and regions, entered from paper entered once, with a code that checks, under an authority that is one'),
  carried('3-1-a', '国家秘密、工作秘密不属于政务数据，不得编目、共享', { in: 'catalog', moves: ['submit', 'hide'] }, 'secret data is refused when an entry is submitted, and what turns out secret goes offline at once: Art. 3.1',
    'the door is closed to secrets, also when only the assessment finds them: Art. 3.1'),
  carried('3-1-b', '已发布目录被定密的，立即下线并停止所有授权，按定密结果恢复或者下架', { in: 'catalog', moves: ['hide', 'restore', 'withdraw'], clock: 'paper' },
    'what turns out secret stops every grant of it within two seconds; restored, they serve again; withdrawn, they end and are disposed of: Art. 3.1', 'what turns out secret goes offline at once, and is restored or withdrawn by a person, never by the platform: Art. 3.1'),
  carried('3-2-a', '因依法履行职责需要使用或者提供政务数据：不属于履行职责或者非必需的，不同意共享', { in: 'application', moves: ['submit', 'refuse'] },
    'a refusal is lawful or it is none; data not held opens the update of the catalogue: Art. 14.1, 21.2', 'an application states basis, scenario, range, way and term, on a published entry: Art. 20.2',
    'a submission is checked against the catalogue as published, each fault by its own sentence: Art. 20.2'),
  principle('4-1-a', '坚持中国共产党的领导，贯彻总体国家安全观，遵循统筹协调、标准统一、依法共享、合理使用、安全可控的原则'),
  principle('5-1-a', '遵守法律法规，履行政务数据安全保护义务，不得危害国家安全、公共利益，不得损害合法权益'),
  principle('6-1-a', '国家建立政务数据共享标准体系，推进标准化、规范化'),
  principle('7-1-a', '国家鼓励管理创新、机制创新和技术创新'),
];
