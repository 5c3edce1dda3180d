import { fail, isLawError } from '../../law/errors.ts';
import type { CheckName } from '../../law/check-errors.ts';
import type { Case } from '../../platform/procedures/process.ts';
import type { EntryBody } from '../catalog/contract.ts';
import type { ApplicationBody, ApplicationOwn, Proposal } from './contract.ts';
import { lessThanAsked } from './less.ts';
import { refuseMode } from './mode.ts';
import { refuseReason } from './reasons.ts';
import type { ApplicationRow } from './store.ts';

/** A reply with all that decides whether it is lawful. */
export interface Replied {
  readonly it: ApplicationRow;
  readonly facts: Case['facts'];
  readonly proposal: Proposal;
  /** The entry in the version that stood at receipt. */
  readonly entry: EntryBody;
  readonly today: string;
  readonly level: 'low' | 'medium' | 'high';
}

/** The checks of `propose` and `grant` that look at the reply itself. */
export type ReplyCheck = Extract<CheckName, 'repliedToAll' | 'conditionsWithinEntry' | 'lessReasoned' | 'securityOpinion' | 'somethingGiven'>;

interface Rule {
  readonly check: ReplyCheck;
  /** As 审定前核对 says it where it holds. */
  readonly says: (r: Replied) => string;
  /** @throws where it does not hold */
  readonly holds: (r: Replied) => void;
}

const refusedIn = (r: Replied) => r.proposal.perItem.filter((one) => one.decision === 'refuse');

/**
 * What a reply must hold, one rule a line: the checks of the moves run them, and 审定前核对 shows the same ones before the
 * head decides. So a tick can never promise what the move then refuses.
 */
const rules: readonly Rule[] = [
  { check: 'repliedToAll', says: () => '每个数据项都有答复', holds: everyItem },
  { check: 'repliedToAll', says: (r) => (refusedIn(r).length === 0 ? '没有不同意的数据项' : `不同意的 ${refusedIn(r).length} 项写明了理由与条款`), holds: refusalsReasoned },
  { check: 'repliedToAll', says: () => '方式、时限、次数不超过申请和目录', holds: withinApplication },
  { check: 'conditionsWithinEntry', says: () => '答复未加目录之外的条件', holds: conditionsListed },
  { check: 'conditionsWithinEntry', says: () => '用后处置要求已写明', holds: disposalLaidDown },
  { check: 'lessReasoned', says: (r) => (lessOf(r).length === 0 ? '没有少于申请的部分' : `${lessOf(r).join('、')}少于申请，写明了理由`), holds: lessReasoned },
  { check: 'securityOpinion', says: (r) => (r.level === 'high' ? '汇聚、关联风险：高，安全员已出具意见' : `汇聚、关联风险：${r.level === 'medium' ? '中' : '低'}`), holds: officerSpoke },
  { check: 'somethingGiven', says: (r) => `同意提供 ${agreedItems(r.proposal, r.it).length} 个数据项`, holds: somethingGiven },
];

/** Runs the rules of one check. @throws what the first that does not hold throws */
export function requireReply(check: ReplyCheck, r: Replied): void {
  for (const rule of rules) if (rule.check === check) rule.holds(r);
}

/** 审定前核对: every rule that `grant` will ask, told before, with the sentence of the refusal where it does not hold. */
export function replyTicks(r: Replied): ApplicationOwn['checks'] {
  return rules.map((rule) => {
    try {
      rule.holds(r);
      return { ok: true, text: rule.says(r), why: null };
    } catch (thrown) {
      if (!isLawError(thrown)) throw thrown;
      return { ok: false, text: rule.says(r), why: thrown.message };
    }
  });
}

/** Items that are given, in whatever way. */
export function agreedItems(proposal: Proposal, it: ApplicationRow): number[] {
  const asked = new Set(it.body.items ?? []);
  return proposal.perItem.filter((one) => one.decision !== 'refuse' && asked.has(one.item)).map((one) => one.item);
}

/** The way that tells most of whom the rows are about: a service asks by keys. */
export function wayOf(proposal: Proposal): string {
  return proposal.otherWay?.mode === 'service' ? 'service' : proposal.mode;
}

/** 20 ¶3: one reply on every item that was asked for. */
function everyItem({ it, proposal }: Replied): void {
  const answered = new Set(proposal.perItem.map((one) => one.item));
  const missing = (it.body.items ?? []).filter((n) => !answered.has(n));
  if (missing.length > 0) fail('REPLY_ITEMS_INCOMPLETE', { items: missing.join('、') });
}

/** 21 ¶2: each item that is refused has a lawful reason. */
function refusalsReasoned(r: Replied): void {
  for (const one of refusedIn(r)) refuseReason(r.it, r, { category: one.category, reasons: one.reason, basis: one.basis });
}

/** A reply may give less than was asked, never more; another way only where the catalogue offers it. */
export function withinApplication({ it, facts, proposal, entry, today }: Omit<Replied, 'level'>): void {
  const asked = it.body as ApplicationBody;
  if (proposal.quota.perDay > asked.frequency.perDay || proposal.quota.perMinute > asked.frequency.perMinute) fail('REPLY_BEYOND_APPLICATION', { what: '调用次数' });
  const laterEnd = asked.term.to !== null && (proposal.term.to === null || proposal.term.to > asked.term.to);
  if (laterEnd || proposal.term.from < asked.term.from) fail('REPLY_BEYOND_APPLICATION', { what: '使用时限' });
  if (proposal.term.to !== null && (proposal.term.to < proposal.term.from || proposal.term.to <= today)) fail('TERM_INVALID');
  for (const mode of [proposal.mode, ...(proposal.otherWay ? [proposal.otherWay.mode] : [])]) if (!entry.modes.includes(mode)) refuseMode(mode, entry);
  if (proposal.perItem.some((one) => one.decision === 'other-mode') && (!proposal.otherWay || sameWay(proposal.otherWay, proposal))) fail('REPLY_OTHER_WAY');
  const foreign = proposal.rowFilter.find((one) => !entry.items.some((item) => item.n === one.item));
  if (foreign !== undefined) fail('ITEMS_NOT_IN_ENTRY', { items: String(foreign.item) });
  // 14 ¶1(一): what all departments may have is not cut down row by row: that would be a refusal for its range.
  if (facts['attribute'] === 'unconditional' && proposal.rowFilter.length > 0) fail('REFUSAL_UNCONDITIONAL', { category: '限定行范围' });
}

export interface Way { readonly mode: Proposal['mode']; readonly serviceKind: Proposal['serviceKind'] }

/** Whether two ways of sharing are one: the kind of a service tells them apart, that of a batch or file does not. */
export function sameWay(one: Way, other: Way): boolean {
  return one.mode === other.mode && (one.mode !== 'service' || (one.serviceKind ?? 'query') === (other.serviceKind ?? 'query'));
}

/** 15: of the conditions that the version in force at receipt lists, and no other. */
function conditionsListed({ proposal, entry }: Replied): void {
  const added = proposal.conditions.find((one) => !entry.sharing.conditions.includes(one));
  if (added !== undefined) fail('CONDITIONS_ADDED', { condition: added });
}

function disposalLaidDown({ proposal: { disposal } }: Replied): void {
  if (disposal.how === 'keep' && disposal.basis === '') fail('DISPOSAL_MISSING');
}

const lessOf = ({ proposal, it, today }: Replied): string[] => lessThanAsked(proposal, it.body as ApplicationBody, today);

/** 21 ¶2: whatever is less than asked is a partial refusal: it needs a lawful reason. */
function lessReasoned(r: Replied): void {
  if (lessOf(r).length === 0) return;
  const { less } = r.proposal;
  refuseReason(r.it, r, { category: less?.category ?? null, reasons: less?.reason ?? '', basis: less?.basis ?? [] });
}

/** 25 ¶2: at the high level the provider's security officer has spoken. */
function officerSpoke({ it, level }: Replied): void {
  if (level === 'high' && it.securityOpinion === null) fail('SECURITY_OPINION_MISSING');
}

/** Nothing granted is a refusal, and is said as one. */
function somethingGiven({ it, proposal }: Replied): void {
  if (agreedItems(proposal, it).length === 0) fail('REPLY_NOTHING_GRANTED');
}
