import { carried, notYet, otherPlatform } from './duty.ts';
import type { Duty } from './duty.ts';

const byItself = 'late clocks become clues of Art. 39, 40 and 41 by themselves';
const ladder = 'a clue has no effect until ordered; explanation first, then order, mending, confirmation or referral: Art. 39, 40';
const byHand = 'what a person must judge stands as a clue: a refusal on other grounds 39(2), safety not answered for 40(6), any other item by the authority’s own hand: Art. 39, 40';
const above = 'what concerns an authority is judged by the one above it, never by itself: Art. 41';
const finding = { in: 'finding', moves: ['create', 'explain', 'order', 'report', 'confirm', 'refer'] } as const;

/** 第七章 法律责任, Art. 39–42, and 第八章 附则, Art. 43–44. Letters of 39, 40, 41 follow the items. */
export const chapter7: readonly Duty[] = [
  carried('39-1-a', '（一）未按照要求编制或者更新目录：更新逾期自动列为线索', { in: 'catalog', moves: ['update'], clock: 'update' }, byItself, ladder,
    'an update that is late raises a clue 39(1) by itself, once; the case stays open and the clue stands on the authority\'s list'),
  carried('39-1-b', '（二）擅自增设条件等阻碍、影响共享', finding, byHand),
  carried('39-1-c', '（三）未配合数源部门及时完善更新', { in: 'source', moves: ['task'], clock: 'task' },
    'tasks have each a date of their own: done is reported, silence is a finding 39(3) of that department alone: Art. 19.2'),
  carried('39-1-d', '（四）未按时答复申请且无正当理由：答复逾期自动列为线索', { in: 'application', moves: ['grant', 'refuse'], clock: 'reply' }, byItself, ladder,
    'late and lapsed: after 24:00 of the due day, and nothing makes it undone',
    'unconditional data not answered in a working day is found by itself; an extension asked on the last day and consented to that day counts, a day later it is too late, and the request stands with the finding: Art. 21.1, 39(4)'),
  carried('39-1-e', '（四）未按时共享政务数据且无正当理由：提供逾期自动列为线索', { in: 'grant', moves: ['deliver'], clock: 'delivery' }, byItself, ladder,
    'data not delivered in 20 working days is found by itself, and delivered afterwards the finding stands; not mended after an order, it is referred and its outcome recorded: Art. 22.1, 39(4)'),
  carried('39-1-f', '（五）未按照规定回流', { in: 'reflux', moves: ['reconcile'] },
    'each period is reconciled by the platform: what lacks is shown to both, and twice running it is a clue: Art. 24.1, 39(5)',
    'the department above may begin of its own, for one below it and none other; unanswered, a request is a clue and may be disputed: Art. 24.1, 39(5)'),
  carried('39-1-g', '（六）收到校核申请后未按时核实、更正', { in: 'correction', clock: 'correct' }, 'ten working days, whatever is asked meanwhile: late it is a finding by itself; silence accepts: Art. 26.2, 39(6)'),
  carried('39-1-h', '（七）擅自终止或者变更已提供的共享服务：预告的维护以外中断超过规定时长的，自动列为线索；平台上不能绕过协商、备案终止或者变更', finding,
    'beyond the hours of the region outside windows an outage is a clue before the authority, once: Art. 39(7)', 'the provider cannot end or change a delivered service by itself: Art. 27.3',
    'what running grants rest on is not taken from under them; who would be hit is shown: Art. 27.3', ladder),
  otherPlatform('39-1-i', '（八）未按照规定将平台纳入全国一体化政务大数据体系', finding),
  carried('39-1-j', '（九）违反条例规定的其他情形', finding, byHand),
  carried('39-1-k', '责令改正；拒不改正或者情节严重的，移送处分', { in: 'finding', moves: ['order', 'report', 'confirm', 'insist', 'refer', 'record'], clock: 'order' }, ladder,
    'explained, dismissed with the reason; ordered only after the explanation or its date; reported, confirmed: Art. 39',
    'data not delivered in 20 working days is found by itself, and delivered afterwards the finding stands; not mended after an order, it is referred and its outcome recorded: Art. 22.1, 39(4)'),
  carried('40-1-a', '（一）重复收集可以通过共享获取的政务数据', finding, 'going on although another department shares the like needs a reason and becomes a clue 40(1): Art. 19.1'),
  carried('40-1-b', '（二）擅自超出使用范围、共享目的使用', finding, 'misuse suspends the grant, every gateway refuses within two seconds; mended, insisted on, mended, resumed, and it serves again: Art. 27.2, 40(2)'),
  carried('40-1-c', '（三）擅自提供给第三方', finding, 'given on to a third party and not mended in time: ended for good: Art. 27.2, 40(3)'),
  carried('40-1-d', '（四）未按照要求妥善处置：处置逾期自动列为线索', { in: 'grant', moves: ['dispose'], clock: 'disposal' }, byItself,
    'a disposal that is late is found by itself; done and confirmed afterwards, the finding stands: Art. 27.1, 40(4)'),
  carried('40-1-e', '（五）未按照规定保存有关记录', finding, 'what is due is told 30 and 7 days before and when it is missing, each once; what stays missing is a clue: Art. 29 ¶2, 40(5)'),
  carried('40-1-f', '（六）未履行安全管理责任', { in: 'incident', moves: ['review'] }, byHand),
  carried('40-1-g', '（七）违反条例规定的其他情形', finding, byHand),
  carried('41-1-a', '（一）未按照规定明确数源部门', { in: 'source', moves: ['name'], clock: 'naming' },
    'a group that lies unstudied is a clue 41(1) for the authority above; what is not alike is dismissed and not proposed again: Art. 41(1)'),
  carried('41-1-b', '（二）未按照规定协调处理争议：协调逾期自动列为线索', { in: 'dispute', moves: ['escalate'], clock: 'forum' }, 'a forum that does nothing is a clue for the authority above: Art. 41(2)', above),
  carried('41-1-c', '（三）其他情形：审核逾期自动列为线索', { in: 'catalog', moves: ['publish'], clock: 'review' }, byItself,
    'a review not done in two working days is found by itself, and the level above judges it: Art. 17.3, 41(3)'),
  carried('41-1-d', '由本级人民政府或者上级主管部门责令改正，主管部门不办自己的案', finding, above,
    'the authority that does not review in two days is found under 41(3) by the authority above; nobody judges his own case'),
  carried('42-1-a', '泄露、出售、非法提供个人隐私、个人信息、商业秘密、保密商务信息，玩忽职守、滥用职权、徇私舞弊的，移送处理', { in: 'finding', moves: ['create', 'refer', 'record'] },
    'by a person: only the authority of that department, never about itself: Art. 29.1, 41'),
  notYet('43-1-a', '与其他国家机关参照条例开展数据共享：机构可以登记并参与'),
  carried('44-1-a', '自2025年8月1日起施行：此前日数不计入期限，存量共享补登记确认', { in: 'grant', moves: ['import', 'confirm', 'drop'] },
    'no day before 2025-08-01 is counted: Art. 44', 'what ran before the platform is taken over, confirmed by both heads: Art. 44',
    'sharing that ran before the platform is entered with its papers and in force once both heads have signed: Art. 44',
    'sharing that ran before the platform comes by file: each row is right or told by cell, all become cases or none, both heads confirm, and it serves like any other: Art. 44'),
];
