/**
 * 目录 (ML). Art. 3, 12–17; late: 39(1), 41(3).
 *
 * Art. 13.1: “……应当依法开展保密风险、个人信息保护影响等评估，并经部门负责人审核同意。” Art. 16.1: “……报送同级政务数据
 * 共享主管部门审核。政务数据共享主管部门审核通过后统一向政府部门通告。”
 * Each version of an entry is one case: `compile`, `update` or `withdraw`; one open case per entry. A further cause joins it.
 */
import { procedure } from '../procedure.ts';

/** Art. 17.2: “因法律、行政法规、国务院决定调整或者政府部门职责变化”; any other cause has no clock. */
const legalCause = ['causeKind', 'law', 'regulation', 'decision', 'duty'] as const;
/** Withdrawn as secret, superseded, abandoned: whatever still runs ends, a late one keeps its finding. */
const stopAll = { update: 'stop', review: 'stop', 'first-review': 'stop' } as const;
/** 不予共享 is decided only by somebody who proves again who he is. */
const notShared = ['attribute', 'not-shared'] as const;
const makers = ['compile', 'update', 'withdraw', 'submit'] as const;
/** An entry cites an amended law, or its department changed; or a version was published that leaves causes open. */
const bySystem = [{ clock: { event: 'law.amended' } }, { clock: { event: 'organisation.changed' } }, { clock: { event: 'catalog.published' } }] as const;
/** A refusal because the data is not held opens the update of the entry. */
const byRefusal = { clock: { event: 'application.refused' } } as const;

export const catalog = procedure({
  name: 'catalog',
  code: 'ML',
  zh: '目录',
  parties: ['provider', 'authority', 'upper'],
  authority: 'provider',

  states: {
    draft: { zh: '草稿', box: '编制', awaits: ['provider.cataloguer'], lane: 'provider', main: true },
    consent: { zh: '待同意', step: '审核目录', box: '部门负责人审核', awaits: ['provider.chief'], lane: 'provider', main: true },
    submitted: { zh: '待审核', step: '审核并发布', box: '主管部门审核', awaits: ['authority.reviewer'], lane: 'authority', main: true },
    paused: { zh: '暂停办理', awaits: [{ clock: { event: 'catalog.restored' } }], lane: 'authority' },
    published: { zh: '已发布', box: '发布', rests: true, lane: 'authority', main: true },
    hidden: { zh: '已紧急下线', awaits: ['authority.reviewer'], lane: 'authority' },
    withdrawn: { zh: '已下架', final: true, lane: 'authority' },
    superseded: { zh: '历史版本', final: true, lane: 'provider' },
    abandoned: { zh: '已放弃', final: true, lane: 'provider' },
  },

  clocks: {
    /**
     * Art. 17.2: “……应当自调整、变化发生之日起10个工作日内对政务数据目录完成更新，并报送同级政务数据共享主管部门审核。
     * 因特殊原因需要延长更新期限的，经同级政务数据共享主管部门同意，可以延长5个工作日。”
     * Stands while the update is with the authority (reading) and while the entry is hidden.
     */
    update: {
      zh: '更新时限', since: '调整、变化发生', basis: '17.2', bound: 'provider', from: 'occurredOn', perCause: true,
      limit: { workingDays: { '2025-08-01': { any: 10 } } },
      extension: { workingDays: 5, asks: 'provider.head', grants: 'authority.reviewer', tells: ['provider'] },
      late: { finding: '39(1)' },
    },
    /** Art. 17.3: “……应当自收到更新后的政务数据目录之日起2个工作日内完成审核并发布。” */
    review: { zh: '审核时限', since: '收到更新后的目录', basis: '17.3', bound: 'authority', limit: { workingDays: { '2025-08-01': { any: 2 } } }, late: { finding: '41(3)' } },
    /** 17.3 speaks of updated catalogues; for a first version the same number is local and only reminds. */
    'first-review': { zh: '首次审核期限', since: '收到目录', basis: 'local', bound: 'authority', limit: { workingDays: { '2025-08-01': { any: 2 } } }, late: 'remind' },
    /** The secrecy office's paper on a hidden entry; without it a person decides, never the platform (reading). */
    paper: { zh: '定密文件期限', since: '紧急下线', basis: 'local', bound: 'provider', limit: { workingDays: { '2025-08-01': { any: 5 } } }, late: 'list' },
  },

  words: {
    compile: '编制目录…',
    update: '更新目录…',
    withdraw: '下架…',
    submit: '提交',
    approve: '同意报送',
    return: '退回…',
    publish: '审核并发布',
    abandon: '放弃…',
    pause: '暂停',
    resume: '恢复',
    hide: '紧急下线…',
    restore: '恢复',
    supersede: '由新版替代',
  },

  moves: [
    { from: ['new'], act: 'compile', to: 'draft', by: ['provider.cataloguer', { clock: { event: 'demand.accepted' } }], basis: '12.2', states: ['name'], tells: ['provider'] },
    { from: ['new'], act: 'update', to: 'draft', by: ['provider.cataloguer', 'authority.reviewer', ...bySystem], basis: '17.2', when: legalCause, states: ['entry', 'cause', 'occurredOn', 'document'],
      checks: ['noOpenCase'], clocks: { update: 'start' }, tells: ['provider'] },
    { from: ['new'], act: 'update', to: 'draft', by: ['provider.cataloguer', 'authority.reviewer', ...bySystem, byRefusal], basis: '17.1', when: ['causeKind', 'other'], states: ['entry', 'cause', 'text'],
      checks: ['noOpenCase'], tells: ['provider'] },
    { from: ['new'], act: 'withdraw', to: 'draft', by: ['provider.cataloguer', 'authority.reviewer', ...bySystem], basis: '17.2', when: legalCause, states: ['entry', 'cause', 'occurredOn', 'document'],
      checks: ['noOpenCase'], clocks: { update: 'start' }, tells: ['provider'] },
    { from: ['new'], act: 'withdraw', to: 'draft', by: ['provider.cataloguer', 'authority.reviewer', byRefusal], basis: '17.1', when: ['causeKind', 'other'], states: ['entry', 'cause', 'text'],
      checks: ['noOpenCase'], tells: ['provider'] },
    // A further cause joins the open case, with its own clock; while the case lies with the authority, or its entry is hidden, that clock stands as the others do.
    { from: ['draft', 'consent'], act: 'update', to: 'same', by: ['provider.cataloguer', 'authority.reviewer', ...bySystem], basis: '17.2',
      states: ['cause', 'occurredOn', 'document'], checks: ['legalCause'], clocks: { update: 'start' }, tells: ['provider'] },
    { from: ['submitted', 'paused'], act: 'update', to: 'same', by: ['provider.cataloguer', 'authority.reviewer', ...bySystem], basis: '17.2',
      states: ['cause', 'occurredOn', 'document'], checks: ['legalCause'], clocks: { update: 'start-standing' }, tells: ['provider'] },

    { from: ['draft'], act: 'submit', to: 'consent', by: ['provider.cataloguer'], basis: '13.1',
      checks: ['nineFields', 'itemsDescribed', 'attributeGrounds', 'assessmentsConcluded', 'notSecret', 'notCollectedTwice', 'hitsSeen'] },
    { from: ['consent'], act: 'approve', to: 'submitted', by: ['provider.chief'], basis: '13.1', when: ['never', 'update', 'withdraw'], approves: makers, clocks: { 'first-review': 'start' },
      emits: ['catalog.submitted'], tells: ['authority'], graveWhen: notShared, batch: true },
    { from: ['consent'], act: 'approve', to: 'submitted', by: ['provider.chief'], basis: '13.1', when: ['taken', 'update', 'withdraw'], approves: makers, clocks: { update: 'stand', review: 'start' },
      emits: ['catalog.submitted'], tells: ['authority'], graveWhen: notShared, batch: true },
    { from: ['consent'], act: 'return', to: 'draft', by: ['provider.chief'], basis: '13.1', zh: '退回编目员…', states: ['opinion'] },

    // Every cause's clock ends here: those the version names by it; the others go on in the update that opens in the same act.
    { from: ['submitted'], act: 'publish', to: 'published', by: ['authority.reviewer'], basis: '16.1', when: ['never', 'withdraw'], approves: [...makers, 'approve'],
      checks: ['assessmentsConcluded', 'attributeGrounds'], clocks: stopAll, emits: ['catalog.published'], tells: ['departments', 'holders', 'applicants', 'subscribers'], graveWhen: notShared, batch: true },
    { from: ['submitted'], act: 'publish', to: 'withdrawn', by: ['authority.reviewer'], basis: '16.1', when: ['taken', 'withdraw'], approves: [...makers, 'approve'],
      clocks: stopAll, emits: ['catalog.withdrawn'], tells: ['departments', 'holders', 'applicants', 'subscribers'], batch: true },
    { from: ['submitted'], act: 'return', to: 'draft', by: ['authority.reviewer'], basis: '16.1', zh: '退回提供部门…', states: ['points'], checks: ['returnListed'],
      clocks: { update: 'go', review: 'stop', 'first-review': 'stop' }, tells: ['provider'] },

    { from: ['draft'], act: 'abandon', to: 'abandoned', by: ['provider.cataloguer'], basis: '-', states: ['reason'], checks: ['notRequired'], clocks: stopAll, emits: ['catalog.abandoned'] },
    { from: ['draft'], act: 'abandon', to: 'abandoned', by: ['authority.reviewer'], basis: '17.2', when: ['taken', 'update', 'withdraw'], states: ['reason'], clocks: stopAll, emits: ['catalog.abandoned'], tells: ['provider'] },
    { from: ['draft', 'consent', 'submitted', 'paused'], act: 'abandon', to: 'abandoned', by: [{ clock: { event: 'catalog.withdrawn-as-secret' } }], basis: '3.1', clocks: stopAll, emits: ['catalog.abandoned'], tells: ['provider'] },

    { from: ['published'], act: 'hide', to: 'hidden', by: ['provider.chief', 'authority.reviewer'], basis: '3.1', states: ['reason'], clocks: { paper: 'start' }, opens: ['incident'],
      emits: ['catalog.hidden'], tells: ['provider', 'authority', 'holders', 'applicants'], grave: true },
    { from: ['hidden'], act: 'restore', to: 'published', by: ['authority.reviewer'], basis: '3.1', states: ['opinion'], clocks: { paper: 'stop' }, emits: ['catalog.restored'], tells: ['provider', 'holders', 'applicants'] },
    { from: ['hidden'], act: 'withdraw', to: 'withdrawn', by: ['authority.reviewer'], basis: '3.1', states: ['document'], clocks: { paper: 'stop' },
      emits: ['catalog.withdrawn', 'catalog.withdrawn-as-secret'], tells: ['provider', 'departments', 'holders', 'applicants'], grave: true },
    // While the published version is hidden its open case rests: nothing of the entry is published.
    { from: ['draft', 'consent'], act: 'pause', to: 'paused', by: [{ clock: { event: 'catalog.hidden' } }], basis: '3.1', clocks: { update: 'stand' }, tells: ['provider'] },
    { from: ['submitted'], act: 'pause', to: 'paused', by: [{ clock: { event: 'catalog.hidden' } }], basis: '3.1', clocks: { review: 'stand' }, tells: ['provider', 'authority'] },
    { from: ['paused'], act: 'resume', to: { before: 'pause' }, by: [{ clock: { event: 'catalog.restored' } }], basis: '3.1', when: ['before.pause', 'draft', 'consent'], clocks: { update: 'go' }, tells: ['provider'] },
    { from: ['paused'], act: 'resume', to: { before: 'pause' }, by: [{ clock: { event: 'catalog.restored' } }], basis: '3.1', when: ['before.pause', 'submitted'], clocks: { review: 'go' }, tells: ['provider', 'authority'] },
    { from: ['published', 'hidden'], act: 'supersede', to: 'superseded', by: [{ clock: { event: 'catalog.published' } }, { clock: { event: 'catalog.withdrawn' } }], basis: '17.1', clocks: { paper: 'stop' } },
  ],
});
