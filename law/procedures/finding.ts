/**
 * 督办 (JD). Art. 29.1, 38–42: one list for 39(1)–(9), 40(1)–(7), 41(1)–(3), 42.
 *
 * Art. 39: “……由同级政务数据共享主管部门责令改正；拒不改正或者情节严重的，对负有责任的领导人员和直接责任人员依法给予处分”.
 * Art. 41: “……由本级人民政府或者上级主管部门责令改正”. Until ordered a finding is a clue without effect.
 *
 * Two facts pick the seats: `concerns` (department, or authority for Art. 41) explains and mends;
 * `judge` (authority, or upper for Art. 41 and where the authority is itself the department) decides.
 */
import { procedure } from '../procedure.ts';
import type { AnyMove } from '../procedure.ts';

const ofDepartment = ['concerns', 'department'] as const;
const ofAuthority = ['concerns', 'authority'] as const;
const byAuthority = ['judge', 'authority'] as const;
const byUpper = ['judge', 'upper'] as const;
/** A third fact, of a finding under Art. 42 alone: who judges what nobody orders to be mended. */
const unorderedByAuthority = ['unordered', 'authority'] as const;
const unorderedByUpper = ['unordered', 'upper'] as const;

/** What two rows share; misspelt fields are found here, a spread would let them pass. */
type Shared = Omit<AnyMove, 'by'>;

const explain = { from: ['found'], act: 'explain', to: 'explained', basis: '39', states: ['grounds'], clocks: { explaining: 'stop' }, tells: ['authority'] } as const satisfies Shared;
const report = { from: ['ordered'], act: 'report', to: 'mended', basis: '39', states: ['done'], clocks: { order: 'stop' }, tells: ['authority'] } as const satisfies Shared;
const dismiss = { from: ['found', 'explained'], act: 'dismiss', to: 'dismissed', basis: '39', turn: '判断', states: ['reason'], clocks: { explaining: 'stop' }, tells: ['department'] } as const satisfies Shared;
/** After the explanation, or after its date: the check says which. Art. 42 knows no 责令改正: what it names is referred (decision 0239). */
const order = {
  from: ['found', 'explained'], act: 'order', to: 'ordered', basis: '39', states: ['what', 'mendBy'], checks: ['orderInLaw', 'explanationOver'], clocks: { explaining: 'stop', order: 'start' },
  emits: ['finding.ordered'], tells: ['department'], grave: true,
} as const satisfies Shared;
const confirm = { from: ['mended'], act: 'confirm', to: 'closed', basis: '39', tells: ['department'], batch: true } as const satisfies Shared;
const insist = { from: ['mended'], act: 'insist', to: 'ordered', basis: '39', states: ['lacking', 'mendBy'], clocks: { order: 'start' }, tells: ['department'] } as const satisfies Shared;
/** Refused after an order, or grave with or without one: the document for 处分 goes outside the platform. */
const refer = {
  from: ['explained', 'ordered', 'mended'], act: 'refer', to: 'referred', basis: '39', states: ['document', 'reasons'], checks: ['refusedOrGrave'], clocks: { order: 'stop' },
  tells: ['department'], grave: true,
} as const satisfies Shared;
/** Nobody explained by the date: without an order there is no other way on. */
const unexplained = { ...refer, from: ['found'], basis: '42', checks: ['explanationOver', 'refusedOrGrave'], clocks: { explaining: 'stop' } } as const satisfies Shared;
const orderAgain = { from: ['referred'], act: 'order', to: 'ordered', basis: '39', states: ['what', 'mendBy'], checks: ['orderInLaw'], clocks: { order: 'start' }, emits: ['finding.ordered'], tells: ['department'], grave: true } as const satisfies Shared;
const record = { from: ['referred'], act: 'record', to: 'closed', basis: '39', states: ['outcome'], tells: ['department'] } as const satisfies Shared;
const circulate = { from: ['ordered', 'mended', 'closed', 'referred'], act: 'circulate', to: 'same', basis: '29.1', states: ['text'], tells: ['departments'], grave: true } as const satisfies Shared;

/** Art. 42 knows no 责令改正: “……依法给予处分；构成犯罪的，依法追究刑事责任” (decision 0239). */
export const isUnordered = (ground: string | undefined): boolean => ground === '42';

export const finding = procedure({
  name: 'finding',
  code: 'JD',
  zh: '督办',
  parties: ['department', 'authority', 'upper'],
  authority: 'department', // 39: the provider's, 40: the requester's; whichever department the finding concerns

  states: {
    found: {
      zh: '线索', box: '说明情况', lane: 'department', main: true,
      awaits: [{ seat: 'department.head', when: ofDepartment }, { seat: 'authority.lead', when: ofAuthority }, { seat: 'authority.reviewer', when: byAuthority }, { seat: 'upper.reviewer', when: byUpper }],
    },
    explained: { zh: '已说明', step: '审查说明', box: '审查说明', lane: 'authority', main: true, awaits: [{ seat: 'authority.reviewer', when: byAuthority }, { seat: 'upper.reviewer', when: byUpper }] },
    ordered: { zh: '已责令改正', box: '改正', lane: 'department', main: true, awaits: [{ seat: 'department.head', when: ofDepartment }, { seat: 'authority.lead', when: ofAuthority }] },
    mended: { zh: '已报改正', step: '核实改正', box: '核实改正', lane: 'authority', main: true, awaits: [{ seat: 'authority.reviewer', when: byAuthority }, { seat: 'upper.reviewer', when: byUpper }] },
    referred: { zh: '已移送', lane: 'authority', awaits: [{ seat: 'authority.lead', when: byAuthority }, { seat: 'upper.lead', when: byUpper }] },
    closed: { zh: '已办结', final: true, lane: 'authority', main: true },
    dismissed: { zh: '已了结', final: true, lane: 'authority' },
  },

  clocks: {
    explaining: { zh: '说明期限', since: '列为线索', basis: 'local', bound: { fact: 'concerns' }, limit: { workingDays: { '2025-08-01': { any: 5 } } }, late: 'list' },
    /** The date in the order (39–41). Past it, the lead may refer. */
    order: { zh: '改正期限', since: '责令改正', basis: '39', bound: { fact: 'concerns' }, limit: { stated: 'mendBy' }, late: 'list' },
  },

  words: {
    create: '登记线索…',
    explain: '说明情况…',
    dismiss: '了结，有正当理由…',
    order: '责令改正…',
    report: '报改正情况…',
    confirm: '确认',
    insist: '再限期改正…',
    refer: '移送…',
    record: '记录处理结果…',
    circulate: '列入通报…',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'found', basis: '29.1', clocks: { explaining: 'start' }, tells: ['department', 'authority'],
      by: [{ clock: { event: 'clock.lapsed' } }, { clock: { event: 'reflux.gap' } }, { clock: { event: 'service.down' } }, { clock: { event: 'records.missing' } },
        { clock: { event: 'grant.suspended' } }, { clock: { event: 'application.refused' } }, { clock: { event: 'application.granted' } }, { clock: { event: 'incident.reviewed' } }, { clock: { event: 'catalog.published' } }] },
    { from: ['new'], act: 'create', to: 'found', by: ['authority.reviewer', 'upper.reviewer', 'handler'], basis: '29.1', states: ['ground', 'what', 'evidence'], clocks: { explaining: 'start' }, tells: ['department'] },

    { ...explain, by: ['department.head'], when: ofDepartment },
    { ...explain, basis: '41', by: ['authority.lead'], when: ofAuthority, tells: ['upper'] },
    { ...dismiss, by: ['authority.reviewer'], when: byAuthority },
    { ...dismiss, basis: '41', by: ['upper.reviewer'], when: byUpper },
    { ...order, by: ['authority.lead'], when: byAuthority, approves: ['create'] },
    { ...order, basis: '41', by: ['upper.lead'], when: byUpper, approves: ['create'] },
    { ...report, by: ['department.head'], when: ofDepartment },
    { ...report, basis: '41', by: ['authority.lead'], when: ofAuthority, tells: ['upper'] },
    { ...confirm, by: ['authority.reviewer'], when: byAuthority },
    { ...confirm, basis: '41', by: ['upper.reviewer'], when: byUpper },
    { ...insist, by: ['authority.reviewer'], when: byAuthority },
    { ...insist, basis: '41', by: ['upper.reviewer'], when: byUpper },
    { ...refer, by: ['authority.lead'], when: byAuthority },
    { ...refer, basis: '41', by: ['upper.lead'], when: byUpper },
    { ...unexplained, by: ['authority.lead'], when: unorderedByAuthority },
    { ...unexplained, by: ['upper.lead'], when: unorderedByUpper },
    { ...orderAgain, by: ['authority.lead'], when: byAuthority },
    { ...orderAgain, basis: '41', by: ['upper.lead'], when: byUpper },
    { ...record, by: ['authority.lead'], when: byAuthority },
    { ...record, basis: '41', by: ['upper.lead'], when: byUpper },
    { ...circulate, by: ['authority.lead'], when: byAuthority },
    { ...circulate, by: ['upper.lead'], when: byUpper },
  ],
});
