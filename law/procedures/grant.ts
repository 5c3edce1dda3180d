/**
 * 共享授权 (SH). Art. 22, 25, 27, 29, 35; late: 39(4), 40(4).
 *
 * Art. 22.1: “政务数据提供部门应当自作出同意共享的答复之日起20个工作日内共享政务数据。”
 * Art. 27.1: “……应当按照政务数据提供部门的要求妥善处置。” 27.2: “……应当暂停其政务数据共享权限，并督促限期整改，
 * 对拒不整改或者整改不到位的，可以终止共享。” Reading: 「其政务数据共享权限」 is the one grant concerned.
 * The plane serves a grant in `delivered` and `active` only.
 */
import { procedure } from '../procedure.ts';

const beforeEnded = ['preparing', 'delivered', 'active', 'suspended', 'mended', 'held'] as const;

/** A move into ended or terminated stops every clock still open; a late one keeps its finding. */
const stopAll = {
  delivery: 'stop', acceptance: 'stop', mend: 'stop', judging: 'stop', holding: 'stop', unused: 'stop', term: 'stop', legacy: 'stop',
} as const;

const latestLegacy = 'latest.allow-legacy.end-legacy';
const whoSuspended = { did: 'suspend' } as const;
/** The lead of the authority that suspended, or of the provider's where the provider did. */
const leadAboveSuspension = { did: 'suspend', as: 'authority.lead' } as const;

export const grant = procedure({
  name: 'grant',
  code: 'SH',
  zh: '共享授权',
  parties: ['requester', 'provider', 'authority', 'upper'],
  authority: 'either', // 27.2: 政务数据共享主管部门或者政务数据提供部门

  states: {
    importing: { zh: '存量待确认', awaits: ['provider.head', 'requester.head'], lane: 'provider' },
    preparing: { zh: '待交付', box: '交付', awaits: ['provider.operator'], lane: 'provider', main: true },
    delivered: { zh: '待验收', box: '验收使用', awaits: ['requester.clerk'], lane: 'requester', main: true },
    active: { zh: '使用中', step: '是否仍需使用', box: '使用', rests: true, awaits: [{ seat: 'requester.clerk', when: ['unused', 'yes'] }], lane: 'requester', main: true },
    suspended: { zh: '已暂停', box: '整改', line: '暂停', awaits: ['requester.head'], lane: 'requester' },
    mended: { zh: '已报整改', step: '核实整改', box: '核实整改', awaits: [whoSuspended], lane: 'provider' },
    held: { zh: '应急停用', awaits: [{ did: 'hold' }, { clock: { event: 'incident.eliminated' } }, { clock: { event: 'catalog.restored' } }], lane: 'provider' },
    ended: { zh: '已结束', box: '结束', awaits: [{ clock: { atOnce: true } }], lane: 'requester', main: true },
    terminated: { zh: '已终止', awaits: [{ clock: { atOnce: true } }], lane: 'provider' },
    disposing: { zh: '待处置', box: '处置', awaits: ['requester.clerk'], lane: 'requester', main: true },
    reported: { zh: '已报处置', step: '核实处置', box: '核实处置', awaits: ['provider.clerk'], lane: 'provider', main: true },
    disposed: { zh: '已妥善处置', final: true, lane: 'requester', main: true },
  },

  clocks: {
    /**
     * Art. 22.1, above. No extension: the regulation has none. Stands while the delivery is tried by the
     * requester, and while the grant is held under 35.3 (reading); a second rejection for the same cause gives no day back.
     */
    delivery: { zh: '提供时限', since: '作出同意共享的答复', basis: '22.1', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 20 } } }, late: { finding: '39(4)' } },
    acceptance: { zh: '验收期限', since: '交付', basis: 'local', bound: 'requester', limit: { workingDays: { '2025-08-01': { any: 10 } } }, late: 'moves' },
    /** Art. 27.2: “督促限期整改”. When the date has passed, `terminate` becomes possible. */
    mend: { zh: '整改期限', since: '要求整改', basis: '27.2', bound: 'requester', limit: { stated: 'mendBy' }, late: 'list' },
    judging: { zh: '整改核实期限', since: '报整改', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 5 } } }, late: 'list' },
    holding: { zh: '应急停用期限', since: '应急停用', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 3 } } }, late: 'list' },
    /** Art. 27.1: “……不再必要的”. Set anew by each day of use; run out, its user says whether it is still needed (local). */
    unused: { zh: '未使用期限', since: '最近一次使用', basis: 'local', bound: 'requester', limit: { days: 180, setBy: 'grant-unused-days' }, late: 'list' },
    /** Art. 35.2, the wire protocol §2.4 (local): how long weak signatures are taken, at most `legacyMostDays` (law/signing.ts). */
    legacy: { zh: '放宽签名校验的期限', since: '放宽签名校验', basis: 'local', bound: 'requester', limit: { stated: 'until' }, late: 'moves' },
    /** Art. 20.2: 使用时限. From the making of the grant to its end. */
    term: { zh: '使用时限', since: '授权', basis: '20.2', bound: 'requester', limit: { stated: 'termEnd' }, late: 'moves' },
    /** Art. 27.1: by the date that the provider's requirement states. */
    disposal: { zh: '处置期限', since: '要求处置', basis: '27.1', bound: 'requester', limit: { stated: 'disposeBy' }, late: { finding: '40(4)' } },
    settling: { zh: '处置核实期限', since: '报处置', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 10 } } }, late: 'moves' },
  },

  words: {
    create: '建立授权',
    import: '登记存量共享…',
    confirm: '确认',
    drop: '撤销登记',
    deliver: '交付',
    accept: '验收',
    reject: '退回交付…',
    suspend: '暂停共享…',
    report: '报整改情况…',
    resume: '恢复',
    insist: '再限期整改…',
    terminate: '终止…',
    hold: '应急停用…',
    lift: '解除停用',
    close: '随目录下架结束',
    'end-service': '服务终止',
    'change-service': '服务变更',
    'change-use': '用途、范围变更',
    finish: '不再使用，结束授权…',
    expire: '到期',
    'pass-on': '由续期授权接续',
    instruct: '要求处置',
    'set-disposal': '调整处置要求…',
    dispose: '报处置情况…',
    deny: '不认可…',
    'confirm-need': '确认仍需使用…',
    'collect-key': '领用凭据',
    'rotate-key': '更换密钥…',
    'report-key-stolen': '报告密钥失窃',
    'withdraw-key': '停用密钥…',
    'allow-legacy': '放宽签名校验…',
    'end-legacy': '收回放宽的签名校验',
  },

  moves: [
    { from: ['new'], act: 'create', to: 'preparing', by: [{ clock: { event: 'application.granted' } }], basis: '22.1', clocks: { delivery: 'start', term: 'start' }, tells: ['requester', 'provider'] },
    { from: ['new'], act: 'create', to: 'active', by: [{ clock: { event: 'reflux.connected' } }], basis: '24.1', clocks: { term: 'start', unused: 'start' } },
    { from: ['new'], act: 'import', to: 'importing', by: ['provider.clerk'], basis: '44', states: ['requester', 'items', 'purpose', 'mode', 'term', 'papers', 'attachments'], tells: ['requester'] },
    { from: ['importing'], act: 'confirm', to: 'active', by: ['provider.head', 'requester.head'], basis: '44', jointly: true, approves: ['import'], checks: ['entryStillShared'], clocks: { term: 'start', unused: 'start' } },
    { from: ['importing'], act: 'drop', to: 'ended', by: ['provider.clerk'], basis: '-', states: ['reason'], tells: ['requester'] },

    { from: ['preparing'], act: 'deliver', to: 'delivered', by: ['provider.operator', 'provider.clerk'], basis: '22.1', checks: ['entryNotHidden', 'probePasses'],
      clocks: { delivery: 'stand', acceptance: 'start', unused: 'start' }, emits: ['grant.delivered'], tells: ['requester'] },
    // Delivered at once where it is bound: unconditional data under standing consent, and what takes over from a grant that runs (reading): no day without it.
    { from: ['preparing'], act: 'deliver', to: 'delivered', by: [{ clock: { atOnce: true } }], basis: '23', when: ['standingConsent', 'yes', 'renewal'], checks: ['entryNotHidden', 'probePasses'],
      clocks: { delivery: 'stand', acceptance: 'start', unused: 'start' }, emits: ['grant.delivered'], tells: ['requester', 'provider'] },
    { from: ['delivered'], act: 'accept', to: 'active', by: ['requester.clerk', { clock: { lapsed: 'acceptance' } }, { clock: { event: 'grant.used' } }], basis: '22.1',
      clocks: { delivery: 'stop', acceptance: 'stop' }, emits: ['grant.accepted'], tells: ['provider'], batch: true },
    { from: ['delivered'], act: 'reject', to: 'preparing', by: ['requester.clerk'], basis: '22.1', states: ['cause', 'text'], when: ['cause', 'first'],
      clocks: { delivery: 'go', acceptance: 'stop', unused: 'stop' }, tells: ['provider'] },
    { from: ['delivered'], act: 'reject', to: 'preparing', by: ['requester.clerk'], basis: '22.1', states: ['cause', 'text'], when: ['cause', 'again'],
      clocks: { delivery: 'run-on', acceptance: 'stop', unused: 'stop' }, tells: ['provider'] },

    { from: ['delivered', 'active'], act: 'suspend', to: 'suspended', by: ['provider.head', 'authority.reviewer'], basis: '27.2', states: ['ground', 'evidence', 'mendBy'],
      clocks: { mend: 'start', acceptance: 'stop', unused: 'stop' }, emits: ['grant.suspended'], tells: ['requester', 'provider', 'authority'], grave: true },
    { from: ['suspended'], act: 'report', to: 'mended', by: ['requester.head'], basis: '27.2', states: ['done'], clocks: { mend: 'stop', judging: 'start' }, tells: ['provider', 'authority'] },
    { from: ['mended'], act: 'resume', to: 'active', by: [whoSuspended, leadAboveSuspension], basis: '27.2', checks: ['noOpenIncident', 'entryNotHidden'],
      clocks: { judging: 'stop', delivery: 'stop', unused: 'start' }, emits: ['grant.resumed'], tells: ['requester', 'provider'] },
    { from: ['mended'], act: 'insist', to: 'suspended', by: [whoSuspended], basis: '27.2', states: ['lacking', 'mendBy'], clocks: { judging: 'stop', mend: 'start' }, tells: ['requester'] },
    { from: ['mended', 'suspended'], act: 'terminate', to: 'terminated', by: [{ did: 'suspend', as: 'provider.head' }, leadAboveSuspension], basis: '27.2', states: ['reasons'],
      checks: ['mendOverOrInsufficient'], clocks: stopAll, emits: ['grant.terminated'], tells: ['requester', 'provider', 'authority'], grave: true },

    { from: ['preparing'], act: 'hold', to: 'held', basis: '35.3', states: ['reason'], checks: ['incidentOrHidden'], clocks: { delivery: 'stand', holding: 'start' },
      by: ['provider.head', 'authority.reviewer', { clock: { event: 'incident.opened' } }, { clock: { event: 'incident.contained' } }, { clock: { event: 'catalog.hidden' } }],
      emits: ['grant.held'], tells: ['requester', 'provider'], grave: true },
    { from: ['delivered', 'active'], act: 'hold', to: 'held', basis: '35.3', states: ['reason'], checks: ['incidentOrHidden'], clocks: { acceptance: 'stop', unused: 'stop', holding: 'start' },
      by: ['provider.head', 'authority.reviewer', { clock: { event: 'incident.opened' } }, { clock: { event: 'incident.contained' } }, { clock: { event: 'catalog.hidden' } }],
      emits: ['grant.held'], tells: ['requester', 'provider'], grave: true },
    { from: ['held'], act: 'lift', to: { before: 'hold' }, basis: '35.3', when: ['before.hold', 'preparing'], checks: ['noOpenIncident', 'entryNotHidden'], clocks: { holding: 'stop', delivery: 'go' },
      by: [{ did: 'hold' }, 'authority.lead', { clock: { event: 'incident.eliminated' } }, { clock: { event: 'incident.dismissed' } }, { clock: { event: 'catalog.restored' } }],
      emits: ['grant.lifted'], tells: ['requester', 'provider'] },
    { from: ['held'], act: 'lift', to: { before: 'hold' }, basis: '35.3', when: ['before.hold', 'delivered'], checks: ['noOpenIncident', 'entryNotHidden'],
      clocks: { holding: 'stop', acceptance: 'start', unused: 'start' },
      by: [{ did: 'hold' }, 'authority.lead', { clock: { event: 'incident.eliminated' } }, { clock: { event: 'incident.dismissed' } }, { clock: { event: 'catalog.restored' } }],
      emits: ['grant.lifted'], tells: ['requester', 'provider'] },
    { from: ['held'], act: 'lift', to: { before: 'hold' }, basis: '35.3', when: ['before.hold', 'active'], checks: ['noOpenIncident', 'entryNotHidden'], clocks: { holding: 'stop', unused: 'start' },
      by: [{ did: 'hold' }, 'authority.lead', { clock: { event: 'incident.eliminated' } }, { clock: { event: 'incident.dismissed' } }, { clock: { event: 'catalog.restored' } }],
      emits: ['grant.lifted'], tells: ['requester', 'provider'] },
    { from: ['held', 'suspended', 'mended'], act: 'close', to: 'ended', by: [{ clock: { event: 'catalog.withdrawn-as-secret' } }], basis: '3.1', clocks: stopAll, emits: ['grant.ended'], tells: ['requester', 'provider'] },

    { from: beforeEnded, act: 'end-service', to: 'ended', by: [{ clock: { event: 'service-change.effective' } }], basis: '27.3', clocks: stopAll, emits: ['grant.ended'], tells: ['requester'] },
    { from: beforeEnded, act: 'change-service', to: 'same', by: [{ clock: { event: 'service-change.effective' } }], basis: '27.3', tells: ['requester'] },
    { from: beforeEnded, act: 'change-use', to: 'same', by: [{ clock: { event: 'use-change.agreed' } }], basis: '25.1', tells: ['requester', 'provider'] },
    { from: beforeEnded, act: 'finish', to: 'ended', by: ['requester.clerk'], basis: '27.1', states: ['reason'], clocks: stopAll, emits: ['grant.ended'], tells: ['provider'] },
    { from: beforeEnded, act: 'expire', to: 'ended', by: [{ clock: { lapsed: 'term' } }], basis: '27.1', clocks: stopAll, emits: ['grant.ended'], tells: ['requester', 'provider'] },

    // What goes on under a renewal is not disposed of: the provider has agreed to it anew (reading); what the renewal does not cover is.
    { from: ['ended'], act: 'pass-on', to: 'disposed', by: [{ clock: { atOnce: true } }], basis: '27.1', checks: ['renewed'], emits: ['grant.disposed'], tells: ['requester', 'provider'] },
    { from: ['ended', 'terminated'], act: 'instruct', to: 'disposing', by: [{ clock: { atOnce: true } }], basis: '27.1', when: ['been', 'delivered', 'active'], clocks: { disposal: 'start' }, tells: ['requester', 'provider'] },
    { from: ['ended', 'terminated'], act: 'instruct', to: 'disposed', by: [{ clock: { atOnce: true } }], basis: '27.1', when: ['never-been', 'delivered', 'active'], emits: ['grant.disposed'] },
    { from: ['disposing'], act: 'set-disposal', to: 'same', by: ['provider.clerk'], basis: '27.1', states: ['way', 'disposeBy'], checks: ['dateToCome'], clocks: { disposal: 'restate' }, tells: ['requester'] },
    { from: ['disposing'], act: 'dispose', to: 'reported', by: ['requester.clerk'], basis: '27.1', states: ['way', 'declaration'], clocks: { disposal: 'stop', settling: 'start' }, tells: ['provider'] },
    { from: ['reported'], act: 'confirm', to: 'disposed', by: ['provider.clerk', { clock: { lapsed: 'settling' } }], basis: '27.1', clocks: { settling: 'stop' }, emits: ['grant.disposed'], tells: ['requester'], batch: true },
    { from: ['reported'], act: 'deny', to: 'disposing', by: ['provider.clerk'], basis: '27.1', states: ['lacking', 'disposeBy'], clocks: { settling: 'stop', disposal: 'start' }, tells: ['requester'] },

    { from: ['delivered', 'active'], act: 'confirm-need', to: 'same', by: ['requester.clerk'], basis: '27.1', states: ['text'], checks: ['unusedLong'], clocks: { unused: 'restate' }, tells: ['provider'] },
    { from: ['delivered', 'active'], act: 'collect-key', to: 'same', by: ['requester.clerk'], basis: '22.2', once: 'case' },
    { from: ['delivered', 'active'], act: 'rotate-key', to: 'same', by: ['requester.clerk'], basis: '35.2', states: ['reason'], checks: ['keyCollected'], tells: ['provider'] },
    { from: beforeEnded, act: 'report-key-stolen', to: 'same', by: ['requester.clerk', 'requester.operator', 'requester.security'], basis: '35.3', states: ['text'], checks: ['keyCollected'],
      opens: ['incident'], emits: ['grant.key-stolen'], tells: ['provider', 'authority'] },
    { from: beforeEnded, act: 'withdraw-key', to: 'same', by: ['requester.clerk', 'provider.head', 'authority.reviewer'], basis: '35.2', states: ['reason'], checks: ['keyCollected'], tells: ['requester', 'provider'], grave: true },
    // A system that sends one signature all day (protocol §2.4). It weakens what the provider gives, so its head alone allows it; whoever sees that it is no longer needed takes it back.
    { from: ['delivered', 'active'], act: 'allow-legacy', to: 'same', by: ['provider.head'], basis: '35.2', states: ['reason', 'until'], when: [latestLegacy, 'none', 'end-legacy'], checks: ['legacyFits'],
      clocks: { legacy: 'start' }, tells: ['requester', 'authority'], grave: true },
    { from: beforeEnded, act: 'end-legacy', to: 'same', by: ['provider.head', 'requester.clerk', 'authority.reviewer', { clock: { lapsed: 'legacy' } }], basis: '35.2', when: [latestLegacy, 'allow-legacy'],
      clocks: { legacy: 'stop' }, tells: ['requester', 'provider'] },
  ],
});
