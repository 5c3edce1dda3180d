import { lessIn, startReply } from '../application/reply-model.ts';
import { applicationForm } from '../../law/documents/application-form.ts';
import type { Block, LedgerHead } from '../../law/documents/blocks.ts';
import { handlingSheet, type SheetClock } from '../../law/documents/handling-sheet.ts';
import { replyLetter, type RefusalView } from '../../law/documents/reply-letter.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import type { SharingType } from '../../law/codes/catalog.ts';
import type { CaseView, MoveView } from '../../platform/procedures/contract.ts';
import { ownOf } from '../application/shapes.ts';
import { citationText } from '../kit/citations.tsx';
import { disposalZh, gradeZh, maskZh, modeZh, refusalZh, sensitivityZh, serviceKindZh, typeZh } from '../kit/codes.ts';
import { count, moment } from '../kit/formats.ts';
import { attributeZh } from '../kit/tag.tsx';

export interface Paper { readonly title: string; readonly blocks: readonly Block[]; readonly draft: boolean }
const day = (text: string): PlainDate => text as PlainDate;
const nameOf = (view: CaseView, party: string): string => view.parties.find((p) => p.party === party)?.name ?? '';
const last = (view: CaseView, ...acts: readonly string[]): MoveView | undefined => view.timeline.find((m) => acts.includes(m.act));

/** The paper of a case by its name; undefined where the case has none of that kind now. */
export function documentOf(view: CaseView, name: string, today: string, head: LedgerHead | null): Paper | undefined {
  if (name === 'sheet') return { title: '办理单', blocks: proven(sheet(view, head), head), draft: false };
  if (view.kind !== 'application') return undefined;
  if (name === 'form') return { title: '政务数据共享申请表', blocks: form(view), draft: false };
  if (name !== 'letter') return undefined;
  const blocks = letter(view, today, head);
  return blocks ? { title: '答复函', blocks: proven(blocks, head), draft: view.state === 'reply' } : undefined;
}

/** Without a head nothing is claimed about the ledger. */
const NO_HEAD: LedgerHead = { size: 0, root: '' };
const proven = (blocks: readonly Block[], head: LedgerHead | null): readonly Block[] => (head ? blocks : blocks.filter((b) => !(b.kind === 'note' && b.text.includes('平台存证共'))));

function sheet(view: CaseView, head: LedgerHead | null): readonly Block[] {
  const clocks = view.strips.flatMap((s): SheetClock[] => {
    const [first, due] = [s.days[0], s.lamp.dueOn];
    if (!first || !due) return [];
    const lateDays = s.days.filter((d) => d.kind === 'late').length;
    return [{ zh: s.zh, basis: s.basis, startedOn: day(first.date), dueOn: day(due), provisional: s.lamp.provisional, plainOn: s.plainDueOn ? day(s.plainDueOn) : null, extendedDays: s.days.filter((d) => d.kind === 'extension').length, stoppedOn: s.lamp.kind.startsWith('done') ? stoppedOn(s.days) : null, daysLate: lateDays }];
  });
  return handlingSheet({
    kind: view.kindZh, number: view.number ?? '未编号', title: view.title, state: view.stateZh, parties: view.parties.map((p) => ({ party: p.zh, name: p.name })), clocks,
    moves: [...view.timeline].reverse().map((m) => ({ at: `${m.onDay} ${moment(m.at).slice(11)}`, actor: m.byClock ? '平台（时钟）' : `${m.orgName ?? ''}·${m.postZh ?? ''}`, act: m.zh, to: m.toZh, basis: m.basis, opinion: m.opinion, attachments: m.attachments.map((a) => a.name), remark: m.behalf ? '受托办理' : m.paper ? '代录' : null })),
    printedAt: moment(new Date().toISOString()), head: head ?? NO_HEAD,
  }).blocks;
}

function stoppedOn(days: CaseView['strips'][number]['days']): PlainDate | null {
  const counted = days.filter((d) => ['elapsed', 'today', 'late', 'paused', 'received'].includes(d.kind));
  const end = counted[counted.length - 1];
  return end ? day(end.date) : null;
}

function form(view: CaseView): readonly Block[] {
  const own = ownOf(view);
  const { body, entry } = own;
  const opinion = (move: MoveView | undefined) => (move && !move.byClock ? { text: move.opinion ?? move.zh, office: move.orgName ?? '', post: move.postZh ?? '', on: day(move.onDay) } : null);
  const code = (party: string) => view.parties.find((p) => p.party === party)?.org ?? '';
  return applicationForm({
    number: view.number, requester: { name: nameOf(view, 'requester'), code: code('requester') }, provider: { name: nameOf(view, 'provider'), code: code('provider') },
    entry: { name: entry.name, code: entry.code ?? '', version: entry.version, attribute: attributeZh(entry.attribute) },
    items: entry.items.filter((i) => body.items?.includes(i.n)).map((i) => ({ name: i.name, type: typeZh(i.type, i.length), sensitivity: sensitivityZh(i.sensitivity), grade: gradeZh(i.grade) })),
    basis: (body.basis ?? []).map(citationText).join('；'), scenario: body.scenario ?? '', range: body.range ?? '',
    mode: body.mode ? `${modeZh(body.mode)}${body.serviceKind ? `（${serviceKindZh(body.serviceKind)}）` : ''}` : '',
    from: day(body.term?.from ?? view.timeline[0]?.onDay ?? '2025-08-01'), to: body.term?.to ? day(body.term.to) : null, endless: body.term?.to ? null : body.term?.reason ?? null,
    systems: (body.systems ?? []).map((s) => `${s.name ?? ''}${s.addresses?.length ? `（${s.addresses.join('、')}）` : ''}`), responsible: [body.responsible?.post, body.responsible?.phone].filter(Boolean).join('，'),
    frequency: body.frequency ? `每日 ${count(body.frequency.perDay)} 次，每分钟至多 ${count(body.frequency.perMinute)} 次` : '', renews: body.renews ?? null,
    linkage: { level: own.linkage.zh, reasons: own.linkage.reasons }, assessment: own.assessment.needed ? own.assessment.note : null,
    attachments: view.timeline.flatMap((m) => m.attachments.map((a) => a.name)), clerk: opinion(last(view, 'submit')), head: opinion(last(view, 'approve')),
  }).blocks;
}

function letter(view: CaseView, today: string, head: LedgerHead | null): readonly Block[] | undefined {
  const own = ownOf(view);
  const { proposal, entry, body } = own;
  const decided = last(view, 'grant', 'refuse');
  const received = last(view, 'acknowledge');
  if (view.state !== 'reply' && view.state !== 'granted' && view.state !== 'refused') return undefined;
  const item = (n: number) => entry.items.find((i) => i.n === n)?.name ?? `第 ${n} 项`;
  const basisOf = (b: readonly { name?: string; article?: string; text?: string }[]) => (b[0] ? { name: b[0].name ?? '', article: b[0].article ?? '', text: b[0].text ?? '' } : null);
  const wholly: RefusalView | null = own.refusal ? { category: refusalZh(own.refusal.category), reason: own.refusal.reasons, basis: basisOf(own.refusal.basis) } : null;
  const agreed = proposal?.perItem.filter((p) => p.decision !== 'refuse').map((p) => p.item) ?? (body.items ?? []);
  const term = proposal?.term ?? { from: body.term?.from ?? today, to: body.term?.to ?? null };
  const less = lessIn(startReply(own, today), own);
  return replyLetter({
    number: view.number ?? '', provider: nameOf(view, 'provider'), requester: nameOf(view, 'requester'), authority: nameOf(view, 'authority'), forum: null,
    entry: { name: entry.name, code: entry.code ?? '', attribute: entry.attribute as SharingType }, receivedOn: day(received?.onDay ?? today), repliedOn: day(decided?.onDay ?? today),
    granted: agreed.map((n) => { const mask = proposal?.masks[String(n)]; const other = proposal?.perItem.find((p) => p.item === n && p.decision === 'other-mode'); return { name: item(n), masked: other ? `${proposal?.otherWay ? `改为${modeZh(proposal.otherWay.mode)}${proposal.otherWay.serviceKind ? `（${serviceKindZh(proposal.otherWay.serviceKind)}）` : ''}：` : ''}${other.reason}` : mask && mask !== 'none' ? maskZh(mask) : null }; }),
    refused: (proposal?.perItem ?? []).filter((p) => p.decision === 'refuse').map((p) => ({ item: item(p.item), category: p.category ? refusalZh(p.category) : '', reason: p.reason, basis: basisOf(p.basis) })),
    less: proposal?.less && !wholly && less.length > 0 ? { what: less.join('、'), category: refusalZh(proposal.less.category), reason: proposal.less.reason, basis: basisOf(proposal.less.basis) } : null,
    refusedWhole: wholly,
    use: { basis: (body.basis ?? []).map(citationText).join('；'), scenario: body.scenario ?? '', range: body.range ?? '', mode: proposal ? `${modeZh(proposal.mode)}${proposal.serviceKind ? `（${serviceKindZh(proposal.serviceKind)}）` : ''}` : body.mode ? modeZh(body.mode) : '', from: day(term.from), to: term.to ? day(term.to) : null, endless: term.to ? null : body.term?.reason ?? null, quota: proposal ? `每日${proposal.quota.perDay}次，每分钟${proposal.quota.perMinute}次` : null },
    conditions: proposal?.conditions ?? [], deliverBy: null,
    disposal: proposal && !wholly ? { way: disposalZh(proposal.disposal.how), within: `${proposal.disposal.days}日` } : null,
    byStandingConsent: decided?.byClock === true, contact: { office: proposal?.contact ?? entry.contact, phone: proposal?.phone ?? entry.phone }, attachments: [], head: head ?? NO_HEAD,
  }).blocks;
}
