import type { application } from '../../law/procedures/application.ts';
import { fail } from '../../law/errors.ts';
import type { GeneratedAct } from '../../law/generated-moves.ts';
import type { ActOf } from '../../law/procedure.ts';
import type { PlainDate } from '../../law/plain-date.ts';
import { keepDocument, type Draft } from '../../platform/documents/index.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Follow, Moving } from '../../platform/procedures/process.ts';
import { addFigure, concerns, entryVersion, getEntry, notHeld } from '../catalog/index.ts';
import { keyKinds, makeGrant } from '../grant/index.ts';
import type { ApplicationBody, ApplicationDraft, Point, Proposal, RefusalCategory } from './contract.ts';
import { lookAgain } from './jobs.ts';
import { countAnswered, countAsked, countExtended, countReceived, countReopened, countWithdrawn } from './counting.ts';
import { modeZh } from './mode.ts';
import { draftFromDemand } from './from-demand.ts';
import { formDraft, letterDraft } from './papers.ts';
import { draftFromGrant } from './renewal.ts';
import type { Way } from './reply.ts';
import { getApplication, insertApplication, saveDraft, writeApplication, type Answer, type ApplicationRow, type Ref } from './store.ts';

type Follows = Partial<Record<ActOf<typeof application> | GeneratedAct, Follow>>;

const drafting = (directory: Directory): Follows => ({
  create: async (tx, now) => {
    const { entryRegion, entry, renews, demand } = now.stated as { entryRegion: string; entry: string; renews?: string; demand?: string };
    const { version } = await getEntry(tx, entryRegion, entry);
    const wanted: ApplicationDraft = demand ? await draftFromDemand(tx, now, demand, { region: entryRegion, id: entry }) : {};
    const body: ApplicationDraft = renews ? await draftFromGrant(tx, renews, now.requester as string, entryRegion, entry) : wanted;
    await insertApplication(tx, { region: now.region, id: now.id, entryRegion, entry, entryVersion: version, body });
    await concerns(tx, { entryRegion, entry }, now);
  },
  submit: async (tx, now) => saveDraft(tx, now, now.stated as unknown as ApplicationBody, new Date()),
  /** 20 ¶2: with the head's consent the form is what was sent. */
  approve: async (tx, now) => keep(tx, directory, now, await formDraft(tx, directory, now, now.today, false)),
  /** Receipt: from here on the case goes by the version in force today. */
  acknowledge: async (tx, now) => {
    const it = await getApplication(tx, now);
    const { version } = await getEntry(tx, it.entryRegion, it.entry);
    await writeApplication(tx, now, { receivedOn: now.today, entryVersion: version });
    await countReceived(tx, now, it);
  },
  bounce: async (tx, now) => {
    const it = await getApplication(tx, now);
    const { version } = await getEntry(tx, it.entryRegion, it.entry);
    await writeApplication(tx, now, { entryVersion: version });
  },
  ask: async (tx, now) => {
    const { points, supplyBy } = now.stated as { points: Point[]; supplyBy: string };
    await writeApplication(tx, now, { points, supplyBy });
    await countAsked(tx, now, await getApplication(tx, now));
  },
  supply: async (tx, now) => {
    const { answers, body } = now.stated as { answers: Answer[]; body?: Partial<ApplicationBody> };
    const it = await getApplication(tx, now);
    const foreign = answers.find((answer) => answer.point > it.points.length);
    if (foreign) fail('ANSWER_WITHOUT_POINT', { point: foreign.point });
    await writeApplication(tx, now, { answers });
    if (!body) return;
    await saveDraft(tx, now, await supplemented(tx, now, it, body), new Date());
    await keep(tx, directory, now, await formDraft(tx, directory, now, now.today, true));
  },
  add: async (tx, now) => {
    const it = await getApplication(tx, now);
    await writeApplication(tx, now, { additions: [...it.additions, { on: now.today, text: String(now.stated['text']) }] });
  },
});

const answering = (directory: Directory): Follows => ({
  assess: async (tx, now) => writeApplication(tx, now, { securityOpinion: { recommends: String(now.stated['recommends']), opinion: now.opinion ?? '' } }),
  propose: async (tx, now) => writeApplication(tx, now, { proposal: now.stated as unknown as Proposal }),
  grant: async (tx, now) => {
    const it = await getApplication(tx, now);
    const proposal = (now.stated['proposal'] as Proposal | undefined) ?? it.proposal ?? (await standingReply(tx, it));
    const [made, other] = await makeGrants(tx, now, it, proposal);
    await writeApplication(tx, now, { proposal, grantRegion: made.region, grantId: made.id, otherGrantRegion: other?.region ?? null, otherGrantId: other?.id ?? null });
    now.told['grant'] = `${made.region}-${made.id}`;
    await lookAgain(tx, now.region, now.requester);
    const refused = proposal.perItem.filter((one) => one.decision === 'refuse');
    const missing = refused.filter((one) => one.category === 'not-held');
    if (missing.length > 0) await notHeld(tx, now.engine, it.entryRegion, it.entry, missing.map((one) => one.reason).join('；'));
    const onOther = refused.some((one) => one.category === 'other') || proposal.less?.category === 'other';
    now.told['refusedOther'] = onOther ? 'yes' : 'no';
    await countAnswered(tx, now, it, 'granted', onOther);
    if (now.seat.startsWith('forum.')) return; // a government's decision is its own paper, the provider writes none
    const deliverBy = (await now.engine.dueOf(tx, made, 'delivery')) ?? null;
    await keep(tx, directory, now, await letterDraft(tx, directory, now, { today: now.today, verdict: 'grant', deliverBy, byStandingConsent: now.actor === null, version: now.version }));
  },
  refuse: async (tx, now) => {
    const { category, reasons, basis } = now.stated as { category: RefusalCategory; reasons: string; basis: [] };
    const it = await getApplication(tx, now);
    await writeApplication(tx, now, { refusal: { category, reasons, basis } });
    now.told['category'] = category;
    if (category === 'not-held') await notHeld(tx, now.engine, it.entryRegion, it.entry, reasons);
    await countAnswered(tx, now, it, 'refused', category === 'other');
    await keep(tx, directory, now, await letterDraft(tx, directory, now, { today: now.today, verdict: 'refuse', deliverBy: null, byStandingConsent: false, version: now.version }));
  },
  withdraw: async (tx, now) => {
    const it = await getApplication(tx, now);
    if (it.receivedOn !== null) await countWithdrawn(tx, now, it);
  },
  /** 28: by a settlement or decision a date is set, and the ground that was refused on is spent, beside those that were before. */
  reconsider: async (tx, now) => {
    await countReopened(tx, now);
    if (now.actor !== null) return; // of its own accord: nothing is decided, no reason is spent
    const it = await getApplication(tx, now);
    await now.engine.setFacts(tx, now, { decidedBy: String(now.stated['replyBy']), ...(it.refusal ? { spent: [...new Set([...(now.facts['spent']?.split(' ') ?? []), it.refusal.category])].join(' ') } : {}) });
  },
});

/** What was sent is kept as it was: its digest stands in the ledger with the act. */
async function keep(tx: Tx, directory: Directory, now: Moving, draft: Draft): Promise<void> {
  const number = now.number ?? fail('TABLE_BROKEN', { what: 'a paper of a case without a number' });
  await keepDocument(tx, directory, draft, { region: now.region, number, case: { id: now.id, version: now.version }, by: now.actor, today: now.today as PlainDate });
}

const counted: Follows = {
  extend: async (tx, now) => {
    if (now.stated['clock'] === 'reply') await countExtended(tx, now, await getApplication(tx, now));
  },
  rate: async (tx, now) => {
    const { score, text } = now.stated as { score: number; text: string };
    await writeApplication(tx, now, { rating: { score, text } });
    await addFigure(tx, await getApplication(tx, now), { rating: score });
  },
};

/** What follows from an act in this process's own table, and in the grant that an agreement makes. */
export const applicationFollow = (directory: Directory): Follows => ({ ...drafting(directory), ...answering(directory), ...counted });

/** 21 ¶2: what was missing is put in; more items than were asked for are a new application. */
async function supplemented(tx: Tx, now: Moving, it: ApplicationRow, body: Partial<ApplicationBody>): Promise<ApplicationBody> {
  const whole = { ...it.body, ...body } as ApplicationBody;
  const more = whole.items.filter((n) => !it.body.items?.includes(n));
  if (more.length > 0) fail('SUPPLEMENT_ADDS_ITEMS', { items: more.join('、') });
  const { body: entry } = await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion);
  if (!entry.modes.includes(whole.mode)) fail('MODE_NOT_OFFERED', { mode: modeZh(whole.mode), offered: entry.modes.map(modeZh).join('、') });
  if (whole.term.to !== null && (whole.term.to < whole.term.from || whole.term.to <= now.today)) fail('TERM_INVALID');
  return whole;
}

/** What the head's standing consent says to an unconditional application: everything asked for, as asked for (20 ¶3, 23). */
async function standingReply(tx: Tx, it: ApplicationRow): Promise<Proposal> {
  const body = it.body as ApplicationBody;
  const { body: entry } = await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion);
  return {
    perItem: body.items.map((item) => ({ item, decision: 'agree' as const, category: null, reason: '', basis: [] })),
    mode: body.mode, serviceKind: body.serviceKind, term: { from: body.term.from, to: body.term.to }, quota: body.frequency,
    rowFilter: [], masks: {}, conditions: [], disposal: { how: 'delete', days: 30, basis: '' }, contact: entry.contact, phone: entry.phone, less: null, otherWay: null,
  };
}

/** A grant has one way of sharing: items that are given in another way get a grant of their own. */
async function makeGrants(tx: Tx, now: Moving, it: ApplicationRow, proposal: Proposal): Promise<[Ref, Ref?]> {
  const given = proposal.perItem.filter((one) => one.decision !== 'refuse' && it.body.items?.includes(one.item));
  const [asked, otherwise] = [given.filter((one) => one.decision === 'agree'), given.filter((one) => one.decision === 'other-mode')];
  const make = async (items: typeof given, way: Way) => makeGrant(tx, now, await agreed(tx, it, proposal, now, items.map((one) => one.item), way));
  const first = asked.length > 0 ? await make(asked, proposal) : null;
  const second = otherwise.length > 0 ? await make(otherwise, proposal.otherWay ?? proposal) : null;
  return first === null ? [second ?? fail('REPLY_NOTHING_GRANTED')] : second === null ? [first] : [first, second];
}

/** The agreement as the grant keeps it. */
async function agreed(tx: Tx, it: ApplicationRow, proposal: Proposal, now: Moving, given: readonly number[], way: Way) {
  const body = it.body as ApplicationBody;
  const entry = await getEntry(tx, it.entryRegion, it.entry);
  const version = await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion);
  const items = new Set(given);
  return {
    application: { region: it.region, id: it.id, number: now.number },
    entry: { region: it.entryRegion, id: it.entry, version: it.entryVersion, name: version.body.name, code: entry.code, attribute: version.body.sharing.attribute },
    items: version.body.items.filter((item) => items.has(item.n)),
    keyKinds: keyKinds(version.body.items, way.mode),
    purpose: body.purpose, range: body.range, mode: way.mode, serviceKind: way.mode === 'service' ? way.serviceKind ?? 'query' as const : null, term: proposal.term, quota: proposal.quota,
    rowFilter: proposal.rowFilter, masks: proposal.masks, conditions: proposal.conditions, disposal: proposal.disposal,
    systems: body.systems.map((one) => one.name), addresses: body.systems.flatMap((one) => one.addresses), signedOnce: body.signedOnce === true && way.mode === 'service',
    contact: proposal.contact, phone: proposal.phone, renews: body.renews, standingConsent: now.actor === null,
  };
}
