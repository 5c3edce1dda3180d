import { citedZh } from '../../law/basis.ts';
import { addWorkingDays } from '../../law/calendar.ts';
import { fail } from '../../law/errors.ts';
import { limitOn } from '../../law/jurisdiction.ts';
import { grant } from '../../law/procedures/grant.ts';
import { codeZh, disposalWays, refusalReasons, sharingTypes } from '../../law/codes.ts';
import { applicationForm } from '../../law/documents/application-form.ts';
import { citationZh, gradeZh, maskZh, modeWords, rowsZh, sensitivityZh, typeZh } from '../../law/documents/words.ts';
import { replyLetter, type RefusalView, type ReplyView } from '../../law/documents/reply-letter.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { newestHead, type Draft } from '../../platform/documents/index.ts';
import { opinionOf } from '../../platform/documents/opinions.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Case, Papers } from '../../platform/procedures/process.ts';
import { attachmentsOf } from '../../platform/procedures/store/attachments.ts';
import { readTimeline } from '../../platform/procedures/store/timeline.ts';
import { entryVersion, getEntry } from '../catalog/index.ts';
import type { Citation } from '../catalog/contract.ts';
import { assessmentSeen } from './assessment.ts';
import type { ApplicationBody, Proposal } from './contract.ts';
import { forumOf } from './forum.ts';
import { lessThanAsked } from './less.ts';
import { linkageOf } from './linkage.ts';
import { getApplication, type ApplicationRow } from './store.ts';

/** 申请表 and 答复函: looked at before the heads consent, kept with their acts (`follow.ts`). */
export function applicationPapers(directory: Directory): Papers {
  return {
    previews: (it, actor) => [
      ...(actor.org === it.requester && (it.state === 'draft' || it.state === 'consent') ? ['form' as const] : []),
      ...(actor.org === it.provider && it.state === 'reply' ? ['letter' as const] : []),
    ],
    compose: (tx, it, kind, today) => (kind === 'form' ? formDraft(tx, directory, it, today, false) : letterDraft(tx, directory, it, { today, verdict: 'grant', deliverBy: null, byStandingConsent: false, version: null })),
  };
}

const nameOf = async (tx: Tx, directory: Directory, org: string | null): Promise<string> => (org === null ? '' : (await directory.organisation(tx, org))?.name ?? org);

/** 申请表 as the case stands on this day. `supplemented`: it is the form after what was missing was put in. */
export async function formDraft(tx: Tx, directory: Directory, it: Case, today: PlainDate, supplemented: boolean): Promise<Draft> {
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const { body: terms } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const { body } = row;
  const timeline = await readTimeline(tx, it);
  const [linkage, assessment, head] = [await linkageOf(tx, it.requester ?? '', row, body.items ?? [], body.mode), await assessmentSeen(tx, it, terms, body), await newestHead(tx)];
  const files = (await attachmentsOf(tx, it.region, it.id)).filter((one) => one.org === it.requester);
  const printed = applicationForm({
    number: it.number, requester: { name: await nameOf(tx, directory, it.requester), code: it.requester ?? '' }, provider: { name: await nameOf(tx, directory, it.provider), code: it.provider ?? '' },
    entry: { name: terms.name, code: entry.code ?? '', version: row.entryVersion, attribute: codeZh(sharingTypes, terms.sharing.attribute) },
    items: terms.items.filter((item) => body.items?.includes(item.n)).map((item) => ({ name: item.name, type: typeZh(item.type, item.length), sensitivity: sensitivityZh(item.sensitivity), grade: gradeZh(item.grade) })),
    basis: (body.basis ?? []).map(citationZh).join('；'), scenario: body.scenario ?? '', range: body.range ?? '', mode: body.mode === undefined ? '' : modeWords(body.mode, body.serviceKind),
    from: (body.term?.from ?? timeline.at(-1)?.onDay ?? '2025-08-01') as PlainDate, to: (body.term?.to ?? null) as PlainDate | null, endless: body.term?.to ? null : body.term?.reason ?? null,
    systems: [...(body.systems ?? []).map((one) => `${one.name ?? ''}${(one.addresses ?? []).length > 0 ? `（${(one.addresses ?? []).join('、')}）` : ''}`), ...(body.signedOnce === true ? ['每次调用的签名只用一次'] : [])],
    responsible: [body.responsible?.post, body.responsible?.phone].filter((part) => part !== undefined && part !== '').join('，'),
    frequency: body.frequency === undefined ? '' : `每日约${body.frequency.perDay}次，每分钟至多${body.frequency.perMinute}次`, renews: body.renews ?? null,
    linkage: { level: linkage.zh, reasons: linkage.reasons }, assessment: assessment.needed ? assessment.note : null, attachments: files.map((one) => one.name),
    clerk: await opinionOf(tx, directory, timeline, 'submit', '拟提出申请。'), head: await opinionOf(tx, directory, timeline, 'approve', '同意提出。'), supplementedOn: supplemented ? today : null, ledger: head,
  });
  return { kind: 'form', org: it.requester ?? '', printed, head };
}

/** With which act a letter is written. */
export interface Reply {
  readonly today: PlainDate;
  readonly verdict: 'grant' | 'refuse';
  /** Last day of delivery (22 ¶1); null: not known yet, computed as if the head consented today. */
  readonly deliverBy: PlainDate | null;
  readonly byStandingConsent: boolean;
  /** Of the move that decides: its files go with the letter. */
  readonly version: number | null;
}

/** 答复函 of the provider as its row stands: the proposal that was consented to, or the refusal. */
export async function letterDraft(tx: Tx, directory: Directory, it: Case, reply: Reply): Promise<Draft> {
  const row = await getApplication(tx, it);
  const entry = await getEntry(tx, row.entryRegion, row.entry);
  const { body: terms } = await entryVersion(tx, row.entryRegion, row.entry, row.entryVersion);
  const head = await newestHead(tx);
  const files = reply.version === null ? [] : (await attachmentsOf(tx, it.region, it.id)).filter((one) => one.moveVersion === reply.version);
  const agreed = reply.verdict === 'grant';
  const printed = replyLetter({
    number: it.number ?? '', provider: await nameOf(tx, directory, it.provider), requester: await nameOf(tx, directory, it.requester), authority: await nameOf(tx, directory, it.authority),
    forum: await forumName(tx, directory, it),
    entry: { name: terms.name, code: entry.code ?? '', attribute: terms.sharing.attribute }, receivedOn: (row.receivedOn ?? reply.today) as PlainDate, repliedOn: reply.today,
    ...shared(row, terms.items), refusedWhole: agreed || row.refusal === null ? null : refusalView(row.refusal.category, row.refusal.reasons, row.refusal.basis),
    less: agreed ? lessView(row, reply.today) : null,
    deliverBy: agreed ? reply.deliverBy ?? (await deliveryFrom(tx, directory, it, reply.today)) : null, byStandingConsent: reply.byStandingConsent,
    contact: { office: row.proposal?.contact ?? terms.contact, phone: row.proposal?.phone ?? terms.phone }, attachments: files.map((one) => one.name), head,
  });
  return { kind: 'letter', org: it.provider ?? '', printed, head };
}

/** 28 ¶2: across levels or places the common superior mediates, else the authority of the level. */
async function forumName(tx: Tx, directory: Directory, it: Case): Promise<string | null> {
  const forum = await forumOf(tx, directory, it.requester ?? '', it.provider ?? '');
  return forum === undefined || forum === it.authority ? null : nameOf(tx, directory, forum);
}

/** Items, way, term and limits as the letter says them. */
function shared(row: ApplicationRow, items: readonly { readonly n: number; readonly name: string }[]): Pick<ReplyView, 'granted' | 'refused' | 'use' | 'rows' | 'conditions' | 'disposal'> {
  const { proposal } = row;
  const body = row.body as ApplicationBody;
  const name = (n: number): string => items.find((item) => item.n === n)?.name ?? `第${n}项`;
  const per = proposal?.perItem ?? body.items.map((item) => ({ item, decision: 'agree' as const, category: null, reason: '', basis: [] }));
  const term = proposal?.term ?? body.term;
  return {
    granted: per.filter((one) => one.decision !== 'refuse').map((one) => ({ name: name(one.item), masked: wayOf(proposal, one) })),
    refused: per.filter((one) => one.decision === 'refuse').map((one) => ({ item: name(one.item), ...refusalView(one.category, one.reason, one.basis) })),
    use: {
      basis: body.basis.map(citationZh).join('；'), scenario: body.scenario, range: body.range, mode: modeWords(proposal?.mode ?? body.mode, proposal === null ? body.serviceKind : proposal.serviceKind),
      from: term.from as PlainDate, to: term.to as PlainDate | null, endless: term.to === null ? body.term.reason : null,
      quota: proposal === null || proposal.mode !== 'service' ? null : `每日${proposal.quota.perDay}次，每分钟${proposal.quota.perMinute}次`,
    },
    rows: (proposal?.rowFilter ?? []).map((filter) => rowsZh(name(filter.item), filter)), conditions: proposal?.conditions ?? [],
    disposal: proposal === null ? null : { way: codeZh(disposalWays, proposal.disposal.how), within: `${proposal.disposal.days}日` },
  };
}

/** Another way of giving it, or a mask; null: as it is. */
function wayOf(proposal: Proposal | null, one: { readonly item: number; readonly decision: string; readonly reason: string }): string | null {
  if (one.decision === 'other-mode') return `${proposal?.otherWay == null ? '' : `改为${modeWords(proposal.otherWay.mode, proposal.otherWay.serviceKind)}：`}${one.reason}`;
  const mask = proposal?.masks[String(one.item)];
  return mask === undefined || mask === 'none' ? null : maskZh(mask);
}

function lessView(row: ApplicationRow, today: PlainDate): ReplyView['less'] {
  const { proposal } = row;
  if (proposal?.less == null) return null;
  const what = lessThanAsked(proposal, row.body as ApplicationBody, today);
  return what.length === 0 ? null : { what: what.join('、'), ...refusalView(proposal.less.category, proposal.less.reason, proposal.less.basis) };
}

function refusalView(category: string | null, reason: string, basis: readonly Citation[]): RefusalView {
  const [first] = basis;
  const known = refusalReasons.codes.find((one) => one.code === category);
  return { category: known === undefined ? '' : `${known.zh}（《条例》${citedZh(known.article)}）`, reason, basis: first === undefined ? null : { name: first.name, article: first.article, text: first.text } };
}

/** Art. 22 ¶1: the delivery clock of a grant, from the reply, by the provider's calendar and region. */
async function deliveryFrom(tx: Tx, directory: Directory, it: Case, today: PlainDate): Promise<PlainDate> {
  const region = (await directory.organisation(tx, it.provider ?? ''))?.region ?? it.region;
  const limit = limitOn(await directory.jurisdictionOf(tx, region), grant, 'delivery', 'any', today) ?? fail('TABLE_BROKEN', { what: 'grant.delivery' });
  return addWorkingDays(await directory.calendarOf(tx, region), today, limit.workingDays).date;
}
