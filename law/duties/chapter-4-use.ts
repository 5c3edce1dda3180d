import { carried, notYet, otherPlatform } from './duty.ts';
import type { Duty } from './duty.ts';

/** 第四章 共享使用, Art. 25–29. */
export const chapter4Use: readonly Duty[] = [
  notYet('25-1-a', '不得擅自扩大使用范围、用于或者变相用于其他目的：按授权的数据项、行、用途、期限、次数提供'),
  notYet('25-1-b', '不得擅自提供给第三方：调用地址、系统登记，使用留痕'),
  carried('25-1-c', '确需扩大范围、改变目的、提供给第三方的，应当经提供部门同意', { in: 'grant', moves: ['change-use'] }, 'a wider use is the provider’s to agree: a running grant changes by an agreed change alone: Art. 25.1'),
  carried('25-2-a', '防范数据汇聚、关联引发的泄密风险', { in: 'application', moves: ['submit', 'assess', 'propose'] },
    'the risk of joined data is looked at on submission and on reply: Art. 25.2', 'high: sensitive items of two entries under one identifier', 'holding more never lowers the level, and the order of grants does not matter'),
  otherPlatform('26-1-a', '国务院主管部门统筹建立校核纠错制度'),
  notYet('26-2-a', '建立校核纠错规则，提供纠错渠道', { in: 'correction', moves: ['file'] }),
  notYet('26-2-b', '记录政务数据使用状态，发现不准确、不完整的及时提出校核申请', { in: 'correction', moves: ['file'] }),
  notYet('26-2-c', '自收到校核申请之日起10个工作日内核实、更正并反馈', { in: 'correction', moves: ['propose'], clock: 'correct' }),
  carried('27-1-a', '目的已实现、无法实现或者不再必要的，按照要求妥善处置', { in: 'grant', moves: ['finish', 'expire', 'instruct', 'dispose', 'confirm', 'deny'], clock: 'disposal' },
    'whatever ends a grant leads to disposal, as laid down: Art. 27.1'),
  carried('27-2-a', '擅自超范围、超目的使用或者提供给第三方的，应当暂停其共享权限', { in: 'grant', moves: ['suspend'] }, 'misuse suspends at once, with ground, evidence and a date to mend: Art. 27.2'),
  carried('27-2-b', '督促限期整改', { in: 'grant', moves: ['report', 'resume', 'insist'], clock: 'mend' }, 'misuse suspends at once, with ground, evidence and a date to mend: Art. 27.2'),
  carried('27-2-c', '拒不整改或者整改不到位的，可以终止共享', { in: 'grant', moves: ['terminate'] }, 'termination only after the date to mend has passed or the mending was insufficient: Art. 27.2'),
  carried('27-3-a', '提供部门无正当理由不得终止或者变更已提供的共享服务', { in: 'grant', moves: ['end-service', 'change-service'] }, 'the provider cannot end or change a delivered service by itself: Art. 27.3'),
  notYet('27-3-b', '确需终止或者变更的，与需求部门协商，并报同级主管部门备案', { in: 'service-change', moves: ['propose', 'opine', 'file'] }),
  notYet('28-1-a', '主管部门建立健全争议解决处理机制', { in: 'dispute', moves: ['open'] }),
  notYet('28-2-a', '发生争议应当协商解决', { in: 'dispute', moves: ['open', 'settle'] }),
  notYet('28-2-b', '协商不成的，向同级主管部门申请协调处理', { in: 'dispute', moves: ['escalate', 'settle'] }),
  notYet('28-2-c', '跨层级、跨地域的，由共同的上级主管部门协调处理', { in: 'dispute', moves: ['escalate'] }),
  notYet('28-2-d', '仍未达成一致的，报本级人民政府决定；决定后重新答复', { in: 'dispute', moves: ['decide', 'close'] }),
  notYet('29-1-a', '主管部门对共享情况进行监督检查', { in: 'inspection', moves: ['submit', 'check', 'report', 'conclude'] }),
  carried('29-1-b', '可以对违反条例的行为予以通报', { in: 'finding', moves: ['circulate'] }, 'a circular follows an order, and is the lead’s: Art. 29.1'),
  notYet('29-2-a', '记录使用过程：每次调用由平台记录，写不下记录不提供数据'),
  notYet('29-2-b', '记录使用场景、应用成效、存储情况、销毁情况'),
  notYet('29-2-c', '记录保存期限不少于3年，之前不能删除'),
  notYet('29-2-d', '主管部门和提供部门可以查阅使用记录，查阅留痕'),
];
