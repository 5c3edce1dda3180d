import { fail } from '../../law/errors.ts';
import { earliestStated } from '../../law/clock.ts';
import { addDays, plainDate } from '../../law/plain-date.ts';
import { application } from '../../law/procedures/application.ts';
import type { CheckOf } from '../../law/procedure.ts';
import type { Directory } from '../../platform/procedures/ports.ts';
import type { Check, Moving } from '../../platform/procedures/process.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { entryVersion, getEntry, standingConsentInForce } from '../catalog/index.ts';
import { agreementOf, findRunningSame, renewable, type Agreement } from '../grant/index.ts';
import { assessmentSeen } from './assessment.ts';
import type { ApplicationBody, Point, Proposal, RefusalCategory } from './contract.ts';
import { linkageOf } from './linkage.ts';
import { refuseMode } from './mode.ts';
import { refuseReason } from './reasons.ts';
import { repliedOf } from './replied.ts';
import { agreedItems, requireReply, wayOf, withinApplication, type Replied, type ReplyCheck } from './reply.ts';
import { getApplication, writeApplication, type ApplicationRow } from './store.ts';

export interface ChecksDeps { readonly directory: Directory }
export type ApplicationChecks = Record<CheckOf<typeof application>, Check>;

/** One function per check that law/procedures/application.ts names. */
export function applicationChecks(deps: ChecksDeps): ApplicationChecks {
  return {
    ...submitChecks,
    ...receiptChecks,
    ...replyChecks,
    replyNotOver: async (tx, now) => askInTime(tx, now, deps.directory),
  };
}

const submitChecks = {
  /** 20 ¶2: by the catalogue as it is published; 14 ¶1(3): what is not shared is disputed, not applied for. */
  entryOpen: async (tx, now) => {
    const { entry } = await entryOf(tx, now);
    if (entry.provider === now.requester) fail('OWN_ENTRY');
    if (entry.state === 'hidden') fail('ENTRY_HIDDEN', { entry: entry.name });
    if (entry.state === 'withdrawn') fail('ENTRY_WITHDRAWN', { entry: entry.name });
    if (entry.state !== 'published') fail('ENTRY_NOT_PUBLISHED', { entry: entry.name });
    if (entry.attribute === 'not-shared') fail('ENTRY_NOT_SHARED', { entry: entry.name, ground: entry.body.sharing.reason });
  },
  itemsWithinEntry: async (tx, now) => {
    const { body } = await entryOf(tx, now);
    const known = new Set(body.items.map((item) => item.n));
    const foreign = submitted(now).items.filter((n) => !known.has(n));
    if (foreign.length > 0) fail('ITEMS_NOT_IN_ENTRY', { items: foreign.join('、') });
  },
  modeOffered: async (tx, now) => {
    const { body } = await entryOf(tx, now);
    const { mode } = submitted(now);
    if (!body.modes.includes(mode)) refuseMode(mode, body);
  },
  termEndsOrReason: async (_tx, now) => {
    const { term } = submitted(now);
    if (term.to === null && term.reason.trim().length < 4) fail('TERM_NEEDS_END_OR_REASON');
    if (term.to !== null && (term.to < term.from || term.to <= now.today)) fail('TERM_INVALID');
  },
  /** A running grant of the same items and purpose is renewed, not asked for anew. */
  noSameGrant: async (tx, now) => {
    const it = await getApplication(tx, now);
    const body = submitted(now);
    if (body.renews !== null) {
      const renewed = await agreementOf(tx, body.renews);
      if (!renewed || renewed.requester !== now.requester || renewed.entry !== it.entry || renewed.entryRegion !== it.entryRegion) fail('RENEWAL_FOREIGN');
      refuseUnfit(renewed, body.term.from);
      return;
    }
    const same = await findRunningSame(tx, { requester: now.requester as string, entryRegion: it.entryRegion, entry: it.entry, items: body.items, purpose: body.purpose });
    if (same) fail('SAME_GRANT_RUNS', { grant: same.number });
  },
  /** PIPL 55: own impact assessment before sensitive personal information is handled. */
  ownAssessment: async (tx, now) => {
    const { body } = await entryOf(tx, now);
    const seen = await assessmentSeen(tx, now, body, submitted(now));
    if (seen.needed && !seen.standing) fail('OWN_ASSESSMENT_MISSING');
  },
  /** Reckoned and kept: the high level changes who must speak, it refuses nobody here. */
  linkage: async (tx, now) => {
    const it = await getApplication(tx, now);
    const [items, mode] = now.act === 'submit' ? [submitted(now).items, submitted(now).mode] : [agreedItems(proposed(now), it), wayOf(proposed(now))];
    await writeApplication(tx, now, { linkage: await linkageOf(tx, now.requester as string, it, items, mode) });
  },
} satisfies Partial<ApplicationChecks>;

const receiptChecks = {
  entryStands: async (tx, now) => {
    if (!(await stillOpen(tx, now))) fail('ENTRY_CHANGED', { entry: now.title });
  },
  entryGone: async (tx, now) => {
    if (await stillOpen(tx, now)) fail('ENTRY_UNCHANGED');
  },
  /** Each point is tied to a statement of 20 ¶2 or to a condition that the entry lists. */
  pointsTied: async (tx, now) => {
    const { body } = await entryOf(tx, now);
    const listed = body.sharing.ranges.length + body.sharing.purposes.length + body.sharing.conditions.length;
    for (const point of now.stated['points'] as readonly Point[]) {
      const tied = point.tiedTo !== 'condition' || (point.condition !== null && point.condition <= listed);
      if (!tied) fail('ASK_POINT_NOT_TIED', { point: point.text });
    }
  },
  wasAsked: async (tx, now) => {
    if ((await getApplication(tx, now)).points.length === 0) fail('NOT_ASKED');
  },
} satisfies Partial<ApplicationChecks>;

/** What the rules of a reply look at is gathered once a move, whatever number of checks ask. */
const gathered = new WeakMap<Moving, Promise<Replied>>();

/** The rules stand in reply.ts, once for the checks and for what the head sees before he decides. */
const replyRule = (check: ReplyCheck): Check => async (tx, now) => {
  const replied = gathered.get(now) ?? repliedNow(tx, now);
  gathered.set(now, replied);
  requireReply(check, await replied);
};

const replyChecks = {
  repliedToAll: replyRule('repliedToAll'),
  conditionsWithinEntry: replyRule('conditionsWithinEntry'),
  lessReasoned: replyRule('lessReasoned'),
  securityOpinion: replyRule('securityOpinion'),
  somethingGiven: replyRule('somethingGiven'),
  reasonAllowed: async (tx, now) => {
    const stated = now.stated as { category: RefusalCategory; reasons: string; basis: [] };
    refuseReason(await getApplication(tx, now), now, stated);
  },
  standingConsent: async (tx, now) => {
    const it = await getApplication(tx, now);
    if (!(await standingConsentInForce(tx, it.entryRegion, it.entry))) fail('STANDING_CONSENT_MISSING');
  },
  linkageNotHigh: async (tx, now) => {
    const it = await getApplication(tx, now);
    const linkage = await linkageOf(tx, now.requester as string, it, it.body.items ?? [], it.body.mode);
    if (linkage.level === 'high') fail('LINKAGE_HIGH', { reasons: linkage.reasons.join('；') });
  },
  /** 28: the forum grants only what a government's decision spells out … */
  decisionNamesAll: async (tx, now) => {
    const { proposal } = now.stated as { proposal?: Proposal };
    const it = await getApplication(tx, now);
    if (!now.stated['decision'] || !proposal || agreedItems(proposal, it).length === 0) return fail('DECISION_INCOMPLETE');
    withinApplication({ it, facts: now.facts, proposal, entry: (await entryOf(tx, now)).body, today: now.today });
  },
  /** … and only once the provider let its date pass, or refused against it. */
  decisionPassedOrDefied: async (_tx, now) => {
    const decidedBy = now.facts['decidedBy'];
    const defied = now.state === 'refused' && decidedBy !== undefined;
    if (!defied && (decidedBy === undefined || now.today <= decidedBy)) fail('DECISION_NOT_DUE', { replyBy: decidedBy ?? '未定' });
  },
} satisfies Partial<ApplicationChecks>;

/** 21 ¶2: asked within the reply period, and the requester keeps at least five working days (reading). */
async function askInTime(tx: Tx, now: Moving, directory: Directory): Promise<void> {
  const due = await now.engine.dueOf(tx, now, 'reply');
  if (due !== undefined && now.today > due) fail('REPLY_CLOCK_OVER', { dueOn: due });
  const requester = await directory.organisation(tx, now.requester as string);
  const calendar = await directory.calendarOf(tx, requester?.region ?? now.region);
  const { material } = application.clocks;
  const earliest = earliestStated(material, now.today, calendar);
  if ((now.stated['supplyBy'] as string) < earliest) fail('DATE_TOO_SOON', { field: material.zh, days: material.limit.atLeast, earliest });
}

/** The entry as it stands, and the version this application goes by. */
async function entryOf(tx: Tx, now: Moving) {
  const it = await getApplication(tx, now);
  const entry = await getEntry(tx, it.entryRegion, it.entry);
  const { body } = await entryVersion(tx, it.entryRegion, it.entry, it.entryVersion);
  return { entry, body };
}

/** Whether the entry can still be answered for: published, and the items asked for are in the version that stands. */
async function stillOpen(tx: Tx, now: Moving): Promise<boolean> {
  const it = await getApplication(tx, now);
  const entry = await getEntry(tx, it.entryRegion, it.entry);
  if (entry.state !== 'published' || entry.attribute === 'not-shared') return false;
  const known = new Set(entry.body.items.map((item) => item.n));
  return (it.body.items ?? []).every((n) => known.has(n));
}

function submitted(now: Moving): ApplicationBody {
  return now.stated as unknown as ApplicationBody;
}

function proposed(now: Moving): Proposal {
  return now.stated as unknown as Proposal;
}

function proposalOf(it: ApplicationRow): Proposal {
  return it.proposal ?? fail('REPLY_PROPOSAL_MISSING');
}

/** The reply under way, or the one proposed, with the level of linkage as it is now. */
async function repliedNow(tx: Tx, now: Moving): Promise<Replied> {
  const it = await getApplication(tx, now);
  const proposal = now.act === 'propose' ? proposed(now) : proposalOf(it);
  return repliedOf(tx, now, it, proposal, now.today);
}

/**
 * 27 ¶1: a renewal takes over without a gap, and without an overlap in which both would be served: it begins on the day after
 * the term that it continues. What is suspended, held or over is not renewed: no new grant leads round a stop.
 */
function refuseUnfit(old: Pick<Agreement, 'state' | 'termTo'>, from: string): void {
  if (!renewable(old.state)) fail('RENEWAL_UNFIT', { why: '原授权已暂停、停用或者已经结束' });
  if (old.termTo === null) return fail('RENEWAL_UNFIT', { why: '原授权没有截止日期' });
  const first = addDays(plainDate(old.termTo), 1);
  if (from !== first) fail('RENEWAL_GAP', { from: first });
}
