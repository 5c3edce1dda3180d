/**
 * What a settlement or decision may bring about, by what is disputed. Art. 28.2; a decision that data be shared reopens the
 * application with a date, an authority never shares in the provider's place (reading of 21, 28).
 */
import type { ProcedureName } from './procedures/names.ts';

/** What may be disputed: a case of these procedures, or an entry of the catalogue (its attribute, a condition, a gap). */
export const disputable = ['application', 'grant', 'use-change', 'service-change', 'correction', 'reflux', 'entry'] as const;
export type Disputable = (typeof disputable)[number];

export const disputableZh: Readonly<Record<Disputable, string>> = {
  application: '共享申请', grant: '共享授权', 'use-change': '变更用途、范围', 'service-change': '服务变更、终止', correction: '校核', reflux: '回流', entry: '目录',
};

/**
 * When there is something to quarrel about: the case is in one of these states, or one of these clocks has run out unanswered
 * (the requester need not wait for a refusal). An entry: while it is published.
 */
export const disputableWhen: Readonly<Record<Disputable, { readonly states: readonly string[]; readonly overdue: readonly string[] }>> = {
  application: { states: ['refused', 'granted'], overdue: ['reply', 'again'] },
  grant: { states: ['delivered', 'active', 'suspended', 'mended', 'held', 'ended', 'terminated', 'disposing', 'reported'], overdue: ['delivery'] },
  'use-change': { states: ['refused', 'agreed'], overdue: ['answer', 'again'] },
  'service-change': { states: ['negotiating', 'filed', 'effective'], overdue: [] },
  correction: { states: ['answered', 'closed'], overdue: ['correct', 'again'] },
  reflux: { states: ['contested', 'running', 'paused'], overdue: ['confirming', 'connecting'] },
  entry: { states: ['published'], overdue: [] },
};

/** What of an entry is contested (14, 15, 20). */
export const entryMatters = { attribute: '共享属性', condition: '使用条件', gap: '数据项缺漏' } as const;

export interface DisputeEffect {
  readonly zh: string;
  /** What it may be the effect for. */
  readonly of: readonly Disputable[];
  /** The case in dispute is taken up again by this date: `replyBy` must be stated. */
  readonly again?: true;
  /** For a reflux in dispute: how it goes on. */
  readonly outcome?: 'connect' | 'withdraw';
}

export const disputeEffects = {
  share: { zh: '应当共享，重新办理答复', of: ['application'], again: true },
  'agree-change': { zh: '应当同意变更，重新办理', of: ['use-change'], again: true },
  'verify-again': { zh: '重新核实、更正', of: ['correction'], again: true },
  connect: { zh: '应当回流，予以接通', of: ['reflux'], outcome: 'connect' },
  'no-reflux': { zh: '不予回流', of: ['reflux'], outcome: 'withdraw' },
  'go-on': { zh: '按原授权继续共享，不变更、不终止', of: ['grant', 'service-change'] },
  'change-entry': { zh: '更新目录的共享属性、条件或者数据项', of: ['entry', 'application'] },
  other: { zh: '按文本履行', of: disputable },
  stands: { zh: '维持原答复、原状', of: disputable },
} as const satisfies Record<string, DisputeEffect>;

export type DisputeEffectName = keyof typeof disputeEffects;
export const disputeEffectNames = Object.keys(disputeEffects) as readonly DisputeEffectName[];

export function effectsFor(subject: Disputable): readonly DisputeEffectName[] {
  return disputeEffectNames.filter((name) => (disputeEffects[name].of as readonly Disputable[]).includes(subject));
}

/** The procedure of a disputed case; an entry is none. */
export function procedureOf(subject: Disputable): ProcedureName | undefined {
  return subject === 'entry' ? undefined : subject;
}
